"""The search over a large ledger: exact against a scan, and how long a query takes, on SQLite and PostgreSQL.

    python -m benchmarks.search [--size 200000]

Makes a synthetic ledger, asks 50 queries of 2–6 characters (Chinese, digits, pinyin and mixtures drawn from the texts
with a fixed seed), compares the whole answer with a scan of the texts, and times what the page does (first 50 rows).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from random import Random
from typing import Any

from benchmarks.record import ROOT, record

TITLE = "Search: exact, on both databases"


def queries(bodies: list[str], count: int = 50) -> list[str]:
    """Pieces of texts, a few of them with one character changed, and pairs of pieces."""
    random = Random(7)
    found = []
    for number in range(count):
        parts = random.choice(bodies).split()
        piece = random.choice([part for part in parts if len(part) > 1] or parts)
        start = random.randrange(max(len(piece) - 1, 1))
        query = piece[start : start + random.randrange(2, 7)]
        if number % 5 == 4:
            query = f"{query[:3]} {random.choice(parts)[:2]}"
        if number % 10 == 9:
            query = query[:-1] + "鑫"
        found.append(query)
    return found


def measure(size: int) -> dict[str, Any]:
    from benchmarks.ledger import fill, timed
    from duikou.accounts.models import User
    from duikou.engines.bigrams import answers, normal
    from duikou.ledger import search
    from duikou.ledger.models import SearchText

    fill(size)
    member = User.objects.get(username="bl.clerk").memberships.get()
    texts = list(SearchText.objects.values_list("record_id", "body"))
    times, wrong, hits = [], 0, []
    for query in queries([body for _pk, body in texts]):
        scanned = {pk for pk, body in texts if normal(query) and answers(body, query)}
        wrong += set(search.matching(query, member.pairing_id)) != scanned
        seconds, _page = timed(lambda query=query: search.find(query, member))
        times.append(seconds * 1000)
        hits.append(len(scanned))
    return {"times": times, "wrong": wrong, "hits": hits, "rows": len(texts)}


def child(size: int, **environment: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        given = {**os.environ, "DUIKOU_DATA": folder, "DJANGO_SETTINGS_MODULE": "duikou.settings", **environment}
        command = [sys.executable, "-m", "benchmarks.search", "--child", "--size", str(size)]
        done = subprocess.run(command, cwd=ROOT, env=given, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout.splitlines()[-1])


def line(name: str, found: dict[str, Any]) -> str:
    times = sorted(found["times"])
    p95 = times[int(len(times) * 0.95) - 1]
    return (
        f"| {name} | {found['rows']} | {len(times) - found['wrong']} of {len(times)} | {max(found['hits'])} | "
        f"{statistics.median(times):.1f} | {p95:.1f} | {times[-1]:.1f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200_000)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        import django

        django.setup()
        start = time.perf_counter()
        print(json.dumps(measure(asked.size) | {"seconds": time.perf_counter() - start}))
        return
    from tests import plugin

    lines = [line("SQLite", child(asked.size))]
    if shutil.which("runuser") or os.geteuid():
        folder = plugin.start()
        try:
            lines.append(
                line("PostgreSQL", child(asked.size, DATABASE_URL=f"postgres://postgres@/postgres?host={folder}"))
            )
        finally:
            plugin.stop(folder)
    text = (
        f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
        f"`python -m benchmarks.search --size {asked.size}`; synthetic records. Goal: every answer that of a scan, "
        "p95 ≤ 100 ms.\n\n| database | records | exact | most hits | median ms | p95 ms | worst ms |\n"
        "|---|---|---|---|---|---|---|\n" + "\n".join(lines) + "\n"
    )
    record(TITLE, text)
    print(text)


if __name__ == "__main__":
    main()
