"""A large sheet taken in: dry run with verdicts, then committed, beside django-import-export's plain import of the same.

    python -m benchmarks.importing [--rows 100000]

The sheet has 20 columns and 2 % bad rows; ours judges every row, writes history and search index and can be undone, the
peer saves rows of a plain model. Each runs in a process and database of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.record import ROOT, record

TITLE = "Import: a large sheet beside django-import-export"
HEAD = ["项目名称", "日期", "类别", "阶段", "投资方", "建设地点", "签约日期", "开工日期", "投产日期", "计划总投资(万元)", "产品",
        "年产能", "预计就业人数", "备注", "联系处室", "文号", "批次", "来源", "月份", "序号"]  # fmt: skip


class Stopwatch:
    """Seconds since it was made, by the clock and of this process's work, which other processes do not lengthen."""

    def __init__(self) -> None:
        self.began = time.perf_counter(), time.process_time()

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.began[0]

    @property
    def cpu(self) -> float:
        return time.process_time() - self.began[1]


def write_sheet(path: Path, rows: int) -> None:
    import xlsxwriter

    random = Random(5)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("项目")
        sheet.write_row(0, 0, HEAD)
        for number in range(1, rows + 1):
            day = (date(2018, 1, 1) + timedelta(days=random.randrange(2500))).isoformat()
            bad = number % 50 == 0
            sheet.write_row(
                number, 0,
                [f"第{number}号项目", "某日" if bad else day, random.choice(["产业", "民生"]), "储备", "", "经开区", "", "", "",
                 random.randrange(100, 90000), "产品", random.randrange(100, 9000), random.randrange(5, 500), "备注" * 5,
                 "合作处", f"双合办〔2019〕{number}号", number % 9, "互访", number % 12 + 1, number],
            )  # fmt: skip


def ours(path: Path) -> dict[str, Any]:
    import django

    django.setup()
    from datetime import UTC, datetime

    from django.core.management import call_command

    from duikou.accounts.actor import Actor
    from duikou.accounts.demo import open_accounts
    from duikou.ledger import importing, synthetic
    from duikou.ledger.discovery import registers

    call_command("migrate", verbosity=0)
    by = Actor(open_accounts(synthetic.open_pairing(), ("bl", "nj"))["a"], datetime.now(UTC))
    spent = Stopwatch()
    run, plan = importing.prepare(registers()["projects"], path.read_bytes(), path.name, by=by)
    judged = spent.seconds
    importing.commit(run, plan, by=by, good_rows_only=True)
    counts = plan.counts
    assert counts["rows"] == sum(counts[kind] for kind in ("new", "changed", "same", "doubtful", "refused"))
    return {"judged": judged, "total": spent.seconds, "cpu": spent.cpu, "counts": counts}


def peer(path: Path) -> dict[str, Any]:
    from django.conf import settings

    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["DUIKOU_DATA"] + "/peer.sqlite3"}
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=["import_export"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    import django

    django.setup()
    from django.db import connection, models
    from import_export import resources
    from tablib import Dataset

    attributes: dict[str, Any] = {
        f"c{number}": models.CharField(max_length=200, blank=True, null=True) for number in range(19)
    }
    meta = type("Meta", (), {"app_label": "import_export"})
    row = type(
        "Row",
        (models.Model,),
        {**attributes, "c19": models.IntegerField(primary_key=True), "Meta": meta, "__module__": __name__},
    )
    with connection.schema_editor() as editor:
        editor.create_model(row)
    made = resources.modelresource_factory(row)
    made._meta.import_id_fields = ["c19"]
    spent = Stopwatch()
    data = Dataset().load(path.read_bytes(), format="xlsx")
    data.headers = [f"c{number}" for number in range(20)]
    dry = made().import_data(data, dry_run=True)
    judged = spent.seconds
    made().import_data(data, dry_run=False)
    return {"judged": judged, "total": spent.seconds, "cpu": spent.cpu, "counts": {"rows": len(dry.rows)}}


def child(mode: str, path: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        given = {**os.environ, "DUIKOU_DATA": folder, "DJANGO_SETTINGS_MODULE": "duikou.settings"}
        command = [sys.executable, "-m", "benchmarks.importing", "--mode", mode, "--file", str(path)]
        done = subprocess.run(command, cwd=ROOT, env=given, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--mode", choices=["ours", "peer"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.mode:
        found = {"ours": ours, "peer": peer}[asked.mode](asked.file)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found | {"peak": peak}))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "projects.xlsx"
        write_sheet(path, asked.rows)
        results = {mode: child(mode, path) for mode in ("ours", "peer")}
    lines = [
        f"| {name} | {found['judged']:.1f} | {found['total']:.1f} | {found['cpu']:.1f} | {found['peak']:.0f} |"
        for name, found in (("ours", results["ours"]), ("django-import-export", results["peer"]))
    ]
    text = (
        f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}; `python -m benchmarks.importing "
        f"--rows {asked.rows}`; generated sheet. Goal: ≥ 8 × faster in total, ≤ 600 MB. Ratio: "
        f"{results['peer']['total'] / results['ours']['total']:.1f} (of CPU time "
        f"{results['peer']['cpu'] / results['ours']['cpu']:.1f}). Our verdicts: {results['ours']['counts']}.\n\n"
        "| | dry run s | in total s | CPU s | peak MB |\n|---|---|---|---|---|\n" + "\n".join(lines) + "\n"
    )
    record(TITLE, text)
    print(text)


if __name__ == "__main__":
    main()
