"""A hundred papers queued, and the worker killed again and again: each is issued once, the numbers have no gap."""

from __future__ import annotations

import random
import signal
import time

import pytest

from tests.ledger.test_jobs import Ground

PAPERS = 100
KILLS = 6
PREPARE = """
from datetime import UTC, date, datetime
from duikou.accounts.actor import Actor
from duikou.ledger.queue import enqueue
from duikou.reports import actions
from duikou.reports.models import ReportTemplate
from tests.conftest import open_accounts, pairing_of
clerk = open_accounts(pairing_of("north-south", ("230500", "440600")), ("n", "s"))["a"]
by = Actor(clerk, datetime(2026, 11, 24, tzinfo=UTC))
template = actions.save_template(ReportTemplate(), title="简报", text="签约{{{{ projects.signed }}}}。", by=by)
for number in range({papers}):
    asked = actions.ask(
        "template", as_of=date(2026, 11, 24), pairing=by.pairing, template=template, title=f"简报{{number}}"
    )
    enqueue("report-issue", by=by, report=str(actions.check(actions.draft(asked, by=by), by=by).pk))
"""


@pytest.mark.slow
def test_a_hundred_queued_papers_survive_the_death_of_their_worker(tmp_path):
    ground = Ground(tmp_path)
    ground.duikou("migrate")
    ground.duikou("shell", "-c", PREPARE.format(papers=PAPERS))
    chance, killed_at_work = random.Random(6), 0
    for _ in range(KILLS):
        worker = ground.worker()
        time.sleep(2 + chance.random() * 3)
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        killed_at_work += "running" in ground.states()
        files = ground.rows(
            "SELECT count(DISTINCT e.id) FROM ledger_evidence e JOIN reports_report r ON e.record_id = r.record_ptr_id "
            "WHERE r.stage <> 'issued'"
        )
        assert files == [(0,)], "a paper that is not issued holds no file"
    assert killed_at_work >= 2, "the kills have to meet work"
    worker, until = ground.worker(), time.monotonic() + 400
    while not ground.states() <= {"done", "failed"} and time.monotonic() < until:
        time.sleep(0.5)
    worker.terminate()
    worker.communicate(timeout=20)
    ended = "SELECT state, count(*) FROM ledger_job WHERE kind = 'report-issue' GROUP BY 1"
    assert ground.rows(ended) == [("done", PAPERS)]
    numbers = ground.rows("SELECT number FROM reports_report WHERE stage = 'issued' ORDER BY number")
    assert [number for (number,) in numbers] == list(range(1, PAPERS + 1))
    assert ground.rows("SELECT count(*) FROM ledger_evidence") == [(3 * PAPERS,)]
    ground.duikou("verify")
