"""Long work goes on without its asker, survives the death of its worker, and is done once."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from duikou.ledger import import_views, importing
from duikou.ledger.discovery import registers
from duikou.ledger.models import Beat, ImportRun, Job
from duikou.ledger.queue import SILENT_BEATS, TRIES, Lease, enqueue, perform
from duikou.projects.models import Lead

ROWS = 1000
IMPORTS = 25
KILLS = 20
RESULTS = "django_tasks_database_dbtaskresult"
PREPARE = """
from datetime import UTC, datetime
from duikou.accounts.actor import Actor
from duikou.ledger import importing
from duikou.ledger.discovery import registers
from duikou.ledger.queue import enqueue
from tests.conftest import open_accounts, pairing_of
clerk = open_accounts(pairing_of("north-south", ("230500", "440600")), ("n", "s"))["a"]
by = Actor(clerk, datetime(2026, 11, 24, tzinfo=UTC))
for number in range({jobs}):
    lines = ["名称,日期", *(f"第{{number}}批-{{row}},2026-11-20" for row in range({rows}))]
    sheet = "\\n".join(lines).encode()
    run = importing.receive(registers()["leads"], sheet, f"{{number}}.csv", by=by)
    enqueue("import-commit", by=by, run=str(run.pk), good=False)
"""


def work_off() -> None:
    Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id="w", excluded_queue_names=[],
    ).run()  # fmt: skip


@pytest.mark.django_db(transaction=True)  # the worker closes its connection
def test_a_large_sheet_is_judged_and_taken_in_by_the_worker(
    cast, client, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(import_views, "LARGE", 10)
    client.force_login(cast.user("n.clerk"))
    sheet = "名称,日期\n甲,2026-11-20\n乙,2026-11-21\n".encode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("import", args=["leads"]), {"file": SimpleUploadedFile("a.csv", sheet)})
    assert Job.objects.get().state == Job.State.WAITING
    work_off()
    job, run = Job.objects.get(), ImportRun.objects.get()
    assert (job.state, job.total) == (Job.State.DONE, 2)
    assert client.get(answer.url, headers={"HX-Request": "true"}).headers["HX-Redirect"] == job.address
    assert "甲" in client.get(job.address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("import-commit", args=[run.pk]))
    assert not Lead.objects.exists()
    work_off()
    assert Lead.objects.count() == 2


def test_a_job_that_cannot_be_done_says_why_in_the_members_words(cast):
    by = cast.by(cast.north)
    run = importing.receive(registers()["leads"], b"nothing of a table", "a.csv", by=by)
    job = enqueue("import-judge", by=by, run=str(run.pk))
    perform.func(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.told


def test_the_jobs_of_a_silent_worker_go_back_and_in_the_end_are_given_up(cast):
    run = importing.receive(
        registers()["leads"], "名称,日期\n甲,2026-11-20\n".encode(), "a.csv", by=cast.by(cast.north)
    )
    job = enqueue("import-commit", by=cast.by(cast.north), run=str(run.pk))
    result = perform.enqueue(str(job.pk))
    Beat.objects.create(worker="gone", count=3)
    watcher = Lease("watcher")
    for begun in range(1, TRIES + 1):
        held = DBTaskResult.objects.filter(pk=result.id)
        held.update(status=TaskResultStatus.RUNNING, worker_ids=["gone"] * begun, started_at=timezone.now())
        for _ in range(SILENT_BEATS + 1):
            watcher.beat()
        job.refresh_from_db()
        expected = TaskResultStatus.READY if begun < TRIES else TaskResultStatus.FAILED
        assert held.get().status == expected
    assert job.state == Job.State.FAILED
    assert "5" in job.told


def test_a_job_whose_worker_died_after_the_work_counts_as_done(cast):
    by = cast.by(cast.north)
    sheet = "名称,日期\n甲,2026-11-20\n".encode()
    run, found = importing.prepare(registers()["leads"], sheet, "a.csv", by=by)
    importing.commit(run, found, by=by)
    job = enqueue("import-commit", by=by, run=str(run.pk))
    perform.enqueue(str(job.pk))
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["gone"] * TRIES)
    watcher = Lease("watcher")
    for _ in range(SILENT_BEATS + 2):
        watcher.beat()
    job.refresh_from_db()
    assert (job.state, str(run.pk) in job.address) == (Job.State.DONE, True)


def test_a_worker_that_beats_keeps_its_jobs(cast):
    job = enqueue("import-judge", by=cast.by(cast.north), run="x")
    result = perform.enqueue(str(job.pk))
    DBTaskResult.objects.filter(pk=result.id).update(status=TaskResultStatus.RUNNING, worker_ids=["alive"])
    alive, watcher = Lease("alive"), Lease("watcher")
    for _ in range(SILENT_BEATS * 3):
        alive.beat()
        watcher.beat()
    assert DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.RUNNING


class Ground:
    """A data folder of its own, in which real workers live and die."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "duikou.sqlite3"
        self.env = {**os.environ, "DUIKOU_DATA": str(folder)}
        self.env.pop("DATABASE_URL", None)

    def duikou(self, *words: str) -> None:
        subprocess.run([sys.executable, "-m", "duikou", *words], env=self.env, check=True, capture_output=True)

    def worker(self) -> subprocess.Popen:
        words = [sys.executable, "-m", "duikou", "worker", "--beat", "0.1"]
        return subprocess.Popen(words, env=self.env, stderr=subprocess.PIPE)

    def rows(self, sql: str) -> list[tuple]:
        with closing(sqlite3.connect(self.database, timeout=30)) as database:
            return database.execute(sql).fetchall()

    def states(self) -> set[str]:
        return {state for (state,) in self.rows("SELECT state FROM ledger_job")}

    def seconds_of_a_job(self) -> float:
        """How long a new worker needs for one import on this machine."""
        self.duikou("worker", "--jobs", "1")
        spent = "(julianday(finished_at) - julianday(started_at)) * 86400"
        return self.rows(f"SELECT {spent} FROM {RESULTS} WHERE status = 'SUCCESSFUL'")[0][0]

    def at_work(self, worker: subprocess.Popen) -> bool:
        holder = f"%-{worker.pid}-%"  # a worker's name holds its process
        sql = f"SELECT count(*) FROM {RESULTS} WHERE status = 'RUNNING' AND worker_ids LIKE '{holder}'"
        return self.rows(sql) != [(0,)]

    def wait_until(self, holds: Callable[[], bool], seconds: float = 120) -> None:
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, "the worker does nothing"
            time.sleep(0.01)


def _taken(ground: Ground) -> dict[str, int]:
    sql = "SELECT substr(title, 1, instr(title, '-') - 1), count(*) FROM ledger_record WHERE kind = 'projects.lead' GROUP BY 1"
    return dict(ground.rows(sql))


def _kill_at_work(ground: Ground, share: float, span: float) -> bool:
    """Kill a new worker some way into its first import; whether it still was at it."""
    worker = ground.worker()
    ground.wait_until(lambda: ground.at_work(worker))
    time.sleep(share * span)
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    return ground.at_work(worker)


@pytest.mark.slow
def test_kill_9_at_twenty_moments_leaves_all_or_none_and_the_imports_end(tmp_path):
    ground = Ground(tmp_path)
    ground.duikou("migrate")
    ground.duikou("shell", "-c", PREPARE.format(jobs=IMPORTS, rows=ROWS))
    span, chance, killed_at_work = ground.seconds_of_a_job(), random.Random(9), 0
    for _ in range(KILLS):
        killed_at_work += _kill_at_work(ground, chance.random(), span)
        assert set(_taken(ground).values()) <= {ROWS}
    assert killed_at_work >= KILLS / 2, "the kills have to meet work"
    worker = ground.worker()
    ground.wait_until(lambda: ground.states() <= {"done", "failed"})
    worker.terminate()
    worker.communicate(timeout=20)
    ended = dict(ground.rows("SELECT state, count(*) FROM ledger_job WHERE kind = 'import-commit' GROUP BY 1"))
    assert sum(ended.values()) == IMPORTS
    assert len(_taken(ground)) == ended["done"]
    assert set(_taken(ground).values()) == {ROWS}
    ground.duikou("verify")
