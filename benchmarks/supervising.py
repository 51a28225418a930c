"""The daily supervision of many tasks: how long it takes, and that its queries do not grow with them.

    python -m benchmarks.supervising [--size 10000]

Fills a temporary ledger with `--size` late tasks of one pairing and runs three days of supervision on it: the first,
when every task gets its reminder and its order; the same day again; and a day after the replies were due, when every
order goes up the ladder. A tenth of the tasks in a second ledger show whether the queries grow.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.record import ROOT, record

TITLE = "Supervision: the daily verb over many tasks"
GIVEN = date(2026, 1, 5)
DUE = date(2026, 6, 1)
DAYS = (("reminder and order for each task", 14), ("the same day again", 14), ("next step of each order", 26))
BATCH = 500  # notices in one statement


def fill(size: int) -> Any:
    """A pairing with `size` late tasks; returns the supervisor in whose name its days run."""
    from django.core.management import call_command

    from duikou.accounts.actor import Actor
    from duikou.accounts.demo import open_accounts
    from duikou.accounts.models import Membership
    from duikou.ledger import history, synthetic
    from duikou.tasks.models import Task

    call_command("migrate", verbosity=0)
    pairing = synthetic.open_pairing()
    clerk = open_accounts(pairing, ("bl", "nj"))["a"]
    by = Actor(clerk, datetime(2026, 1, 5, tzinfo=UTC))
    tasks = [
        Task(
            pairing=pairing, side="a", unit=clerk.unit, kind="tasks.task", area="tasks", state="reported",
            title=f"演示任务{number}", happened_on=GIVEN, due_on=DUE, first_due_on=DUE, home="ab"[number % 2],
        )
        for number in range(size)
    ]  # fmt: skip
    for start in range(0, size, 5000):
        history.insert_all(tasks[start : start + 5000], by=by, verb="report")
    members = Membership.objects.select_related("pairing", "user", "unit")
    return members.get(pairing=pairing, role="supervisor", side="a")


def measure(size: int) -> list[dict[str, Any]]:
    """Seconds, queries and what was done, for each of the days."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from duikou.accounts.actor import Actor
    from duikou.tasks import supervising

    supervisor, found = fill(size), []
    for name, days in DAYS:
        day = DUE + timedelta(days=days)
        by = Actor(supervisor, datetime(day.year, day.month, day.day, tzinfo=UTC))
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            done = supervising.supervise(by=by, today=day)
        seconds = time.perf_counter() - start
        notices = sum('"ledger_notice"' in query["sql"][:60] for query in queries.captured_queries)
        found.append({"name": name, "seconds": seconds, "queries": len(queries) - notices, "notices": notices,
                      "done": sum(done.counts.values())})  # fmt: skip
    return found


def child(size: int) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        given = {**os.environ, "DUIKOU_DATA": folder, "DJANGO_SETTINGS_MODULE": "duikou.settings"}
        command = [sys.executable, "-m", "benchmarks.supervising", "--child", "--size", str(size)]
        done = subprocess.run(command, cwd=ROOT, env=given, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        import django

        django.setup()
        print(json.dumps(measure(asked.size)))
        return
    large, small = child(asked.size), child(asked.size // 10)
    lines = [
        f"| {one['name']} | {one['done']} | {one['seconds']:.1f} | {one['queries']} | {few['queries']} | {one['notices']} |"
        for one, few in zip(large, small, strict=True)
    ]
    text = (
        f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
        f"`python -m benchmarks.supervising --size {asked.size}`; SQLite, generated tasks, all of them late. Goal: ≤ 30 s "
        f"for 10,000 tasks, and the same queries for every batch of rows (notices go out {BATCH} to a statement).\n\n"
        f"| day | reminders and orders | seconds | queries | queries at {asked.size // 10} tasks | statements of notices |\n"
        "|---|---|---|---|---|---|\n" + "\n".join(lines) + "\n"
    )
    record(TITLE, text)
    print(text)


if __name__ == "__main__":
    main()
