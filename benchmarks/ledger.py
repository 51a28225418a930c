"""Figures and registers over a large ledger, beside hand-written SQL and beside a small ledger.

    python -m benchmarks.ledger [--size 1000000] [--small 1000] [--runs 5]

Makes two synthetic ledgers in temporary folders, one of `--size` and one of `--small` records, and prints
(1) each figure's value with its coverage ÷ hand-written SQL of the same meaning, in turn A B A B, and
(2) the first and the 10,000th page of each register in the large ledger ÷ the same in the small one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.record import ROOT, record

TITLE = "Ledger: figures beside hand-written SQL, pages beside a small ledger"
AS_OF = date(2026, 6, 30)
RECORD = "r.pairing_id = %s AND r.trashed_at IS NULL AND r.state IN ('reported', 'agreed', 'disputed')"
# Per figure: the table, the column that places a row, the column that is added ("" counts rows).
BY_HAND = {
    "projects.leads": ("projects_lead", "r.happened_on", ""),
    "projects.signed": ("projects_project", "p.signed_on", ""),
    "projects.started": ("projects_project", "p.started_on", ""),
    "projects.in_production": ("projects_project", "p.produced_on", ""),
    "projects.investment_planned": ("projects_project", "r.happened_on", "p.investment_planned"),
    "projects.jobs_expected": ("projects_project", "r.happened_on", "p.jobs_expected"),
    "projects.output": ("projects_output", "r.happened_on", "p.quantity"),
    "agreements.signed": ("agreements_agreement", "r.happened_on", ""),
}


def by_hand(key: str) -> str:
    """Value by state and by qualifier, as a person would write it."""
    table, placed, added = BY_HAND[key]
    total = f"SUM({added}), SUM(COALESCE({added}_high, {added}))" if added else "COUNT(*), COUNT(*)"
    vague = f"{added}_qualifier" if added else "'exact'"
    signed = " AND p.signed_on IS NOT NULL" if key in ("projects.started", "projects.in_production") else ""
    filled = f" AND {added} IS NOT NULL" if added else ""
    return (
        f"SELECT r.state, {vague}, COUNT(*), {total} FROM {table} p JOIN ledger_record r ON r.id = p.record_ptr_id "
        f"WHERE {RECORD} AND {placed} <= %s{signed}{filled} GROUP BY r.state, {vague}"
    )


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def fill(size: int) -> None:
    """A ledger of `size` records of every kind, inserted with its history in large batches."""
    from random import Random

    from django.core.exceptions import ValidationError
    from django.core.management import call_command

    from duikou.accounts.actor import Actor
    from duikou.accounts.demo import open_accounts
    from duikou.ledger import actions, history, synthetic
    from duikou.ledger.discovery import declared

    call_command("migrate", verbosity=0)
    pairing = synthetic.open_pairing()
    clerks = open_accounts(pairing, ("bl", "nj"))
    world = synthetic.World(Random(1), pairing)
    at = datetime(2026, 7, 1, tzinfo=UTC)
    draws = [draw for _, module in declared("synthetic") for draw in getattr(module, "draws", [])]
    weights, kinds = [weight for weight, _ in draws], [draw for _, draw in draws]
    batches: dict[Any, list[Any]] = {}
    for number in range(size):
        side = "ab"[number % 2]
        day = AS_OF - timedelta(days=number * 3650 // size)
        model, values = world.random.choices(kinds, weights)[0](world, day)
        record = model(pairing=pairing, side=side, unit=clerks[side].unit)
        actions.assign(record, values)
        try:
            record.clean()  # sets what follows from other fields
        except ValidationError:
            continue  # what the ledger would refuse, such as a month reported twice
        record.kind, record.area = model.kind_name(), model._meta.app_label
        record.state = world.random.choice(["reported", "agreed", "agreed", "agreed", "disputed"])
        record.reported_at = at
        batches.setdefault(model, []).append(record)
        if len(batches[model]) == (5000 if model in world.made else 20):
            flush(batches, Actor(clerks["a"], at), world, history)
    flush(batches, Actor(clerks["a"], at), world, history)


def flush(batches: dict[Any, list[Any]], by: Any, world: Any, history: Any) -> None:
    for model in list(batches):
        rows = batches.pop(model)
        history.insert_all(rows, by=by, verb="load")
        world.made.setdefault(model, []).extend(rows[:20])  # what later draws point at


def measure(runs: int) -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from duikou.accounts.models import User
    from duikou.ledger import paging
    from duikou.ledger.discovery import figures, registers
    from duikou.ledger.figure import Scope
    from duikou.regions.models import Pairing

    settings.ALLOWED_HOSTS = ["*"]
    pairing = Pairing.objects.get()
    scope = Scope(pairing, AS_OF)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found: dict[str, Any] = {"figures": {}, "pages": {}}

    def query(key: str) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(by_hand(key), [pairing.pk, AS_OF])
            return {"records": sum(row[2] for row in cursor.fetchall())}

    for key in BY_HAND:
        pairs = []
        for _ in range(runs):
            ours, reading = timed(lambda key=key: figures()[key].read(scope))
            theirs, rows = timed(lambda key=key: query(key))
            assert reading.records == rows["records"], key
            pairs.append((ours, theirs))
        found["figures"][key] = pairs
    client = Client()
    client.force_login(User.objects.get(username="bl.clerk"))
    for name, register in registers().items():
        rows = register.rows(User.objects.get(username="bl.clerk").memberships.get()).order_by("-happened_on", "-id")
        far = rows[10_000 * paging.SIZE : 10_000 * paging.SIZE + 1].first() or rows.last()
        addresses = {"first": f"/{name}/"}
        if far:
            addresses["10,000th"] = f"/{name}/?before={paging.cursor(far, 'happened_on')}"
        for page, address in addresses.items():
            client.get(address)
            found["pages"][f"{name} {page}"] = [timed(lambda a=address: client.get(a))[0] for _ in range(runs)]
    return found


def child(size: int, runs: int) -> dict[str, Any]:
    """One ledger in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DUIKOU_DATA": folder, "DJANGO_SETTINGS_MODULE": "duikou.settings"}
        command = [sys.executable, "-m", "benchmarks.ledger", "--child", "--size", str(size), "--runs", str(runs)]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout.splitlines()[-1])


def beside(small: dict[str, Any], name: str) -> list[float]:
    """The same page of the small ledger; its first one where a register there has a single page."""
    return small["pages"].get(name) or small["pages"][name.split()[0] + " first"]


def report(large: dict[str, Any], small: dict[str, Any], size: int, small_size: int, runs: int) -> str:
    import sqlite3

    lines = [
        "",
        f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"`python -m benchmarks.ledger --size {size} --small {small_size} --runs {runs}`; synthetic records. Goals: "
        "figure ÷ SQL ≤ 1.3 (median), page ÷ small ledger ≤ 2.", "",
        "| figure | median s | ÷ SQL, median (min–max) |", "|---|---|---|",
    ]  # fmt: skip
    for key, pairs in large["figures"].items():
        ratios = [ours / theirs for ours, theirs in pairs]
        spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
        lines.append(f"| {key} | {statistics.median(ours for ours, _ in pairs):.3f} | {spread} |")
    lines += ["", "| page | median ms | small, median ms | ÷ |", "|---|---|---|---|"]
    for name, times in large["pages"].items():
        ours, theirs = statistics.median(times) * 1000, statistics.median(beside(small, name)) * 1000
        lines.append(f"| {name} | {ours:.1f} | {theirs:.1f} | {ours / theirs:.2f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        import django

        django.setup()
        fill(asked.size)
        print(json.dumps(measure(asked.runs)))
        return
    text = report(child(asked.size, asked.runs), child(asked.small, asked.runs), asked.size, asked.small, asked.runs)
    record(TITLE, text)
    print(text)


if __name__ == "__main__":
    main()
