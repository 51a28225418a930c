"""The annual summary over a large ledger: composed and rendered, and issued by a job, with time and peak memory.

    python -m benchmarks.reporting [--size 1000000] [--runs 3]

Makes a synthetic ledger as `benchmarks.ledger` does, in a temporary folder, then in a fresh process for each measurement
writes the annual summary as .docx, .pdf and .xlsx through `duikou report`, and issues it as the worker does. Goal for
one report: at most 10 s and 500 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.ledger import AS_OF, fill
from benchmarks.record import ROOT, record

TITLE = "Reports: the annual summary over a large ledger"
PARTS = ("docx", "pdf", "xlsx", "issue")


def written(form: str) -> int:
    """Compose and render one file as the command does; returns how many figures the paper quotes."""
    from duikou.engines.documents import render
    from duikou.regions.models import Pairing
    from duikou.reports.actions import ask
    from duikou.reports.desk import desk_of
    from duikou.reports.genres import compose

    desk = desk_of(ask("annual", as_of=AS_OF, pairing=Pairing.objects.get()))
    render(compose(desk), form, created_at=datetime(2026, 7, 2, tzinfo=UTC))  # type: ignore[arg-type]
    return len(desk.quotes.quoted)


def issued() -> int:
    """Draft, check and issue with all three files, as the job does; rolled back so that it can be measured again."""
    from django.db import transaction

    from duikou.accounts.actor import Actor
    from duikou.accounts.models import User
    from duikou.reports import actions

    member = User.objects.get(username="bl.clerk").memberships.get()
    by = Actor(member, datetime(2026, 7, 2, tzinfo=UTC))
    report = actions.draft(actions.ask("annual", as_of=AS_OF, pairing=member.pairing), by=by)
    actions.check(report, by=by)
    with transaction.atomic():
        actions.issue(report, by=by)
        figures = report.figures.count()
        transaction.set_rollback(True)
    return figures


def measured(part: str) -> dict[str, Any]:
    from django.db import connection

    start, worked = time.perf_counter(), time.process_time()
    figures = issued() if part == "issue" else written(part)
    seconds, cpu = time.perf_counter() - start, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "cpu": cpu, "mb": peak, "figures": figures, "database": connection.vendor}


def child(folder: str, *words: str) -> str:
    environment = {**os.environ, "DUIKOU_DATA": folder, "DJANGO_SETTINGS_MODULE": "duikou.settings"}
    command = [sys.executable, "-m", "benchmarks.reporting", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def table(results: dict[str, list[dict[str, Any]]], size: int, runs: int) -> str:
    import sqlite3

    lines = [
        "",
        f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"`python -m benchmarks.reporting --size {size} --runs {runs}`; synthetic records, each run in a process of its "
        "own. Goal for one report: ≤ 10 s, ≤ 500 MB.", "",
        "| what | figures | s, median (min–max) | of it at work, s | peak MB |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for part, rows in results.items():
        seconds = [row["seconds"] for row in rows]
        spread = f"{statistics.median(seconds):.1f} ({min(seconds):.1f}–{max(seconds):.1f})"
        name = "issued: figures frozen, three files kept" if part == "issue" else f"annual summary as .{part}"
        lines.append(
            f"| {name} | {rows[0]['figures']} | {spread} | {statistics.median(row['cpu'] for row in rows):.1f} | {max(row['mb'] for row in rows):.0f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", help="keep the ledger here, or use the one that is here")
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.fill or asked.part:
        import django

        django.setup()
        if asked.fill:
            fill(asked.size)
        else:
            print(json.dumps(measured(asked.part)))
        return
    with tempfile.TemporaryDirectory() as own:
        folder = asked.folder or own
        if not Path(folder, "duikou.sqlite3").exists():
            child(folder, "--fill", "--size", str(asked.size))
        results = {
            part: [json.loads(child(folder, "--part", part).splitlines()[-1]) for _run in range(asked.runs)]
            for part in PARTS
        }
    text = table(results, asked.size, asked.runs)
    record(TITLE, text)
    print(text)


if __name__ == "__main__":
    main()
