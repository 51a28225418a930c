"""Documents: a long paper as .pdf beside LibreOffice converting its .docx, a large table as .xlsx beside openpyxl.

    python -m benchmarks.documents [--rows 100000] [--pages 60]

Each runs in a process of its own, so that its peak memory is its own.
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
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.record import record
from duikou.engines.documents import Cell, Document, Heading, Paragraph, Run, Table, render

TITLE = "Documents: a long paper and a large table"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
SENTENCE = "两市共签约项目28个,总投资额158.63亿元,其中开工12个、投产5个,带动就业近1300人。"
COLUMNS = 10


def paper(pages: int) -> Document:
    """About so many pages: a heading, a paragraph of nine lines and a table of eight rows on each."""
    rows = tuple((Cell(str(n)), Cell("推动产业项目落地"), Cell(f"{n * 1234}", numeric=True)) for n in range(8))
    page = (Heading(1, "主要工作"), Paragraph((Run(SENTENCE * 6),)), Table(("序号", "任务", "金额"), rows))
    return Document("年度总结", page * pages, signature="市对口办", dated=date(2026, 11, 24))


def rows(count: int) -> Iterator[tuple[Cell, ...]]:
    for n in range(count):
        texts = (Cell(f"第{n}批产业项目{column}") for column in range(5))
        yield (*texts, *(Cell(f"{n * column:,}", numeric=True) for column in range(COLUMNS - 5)))


def our_pdf(pages: int, folder: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(render(paper(pages), "pdf", created_at=NOW))).pages)


def libreoffice(pages: int, folder: Path) -> int:
    from pypdf import PdfReader

    (folder / "paper.docx").write_bytes(render(paper(pages), "docx", created_at=NOW))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "paper.docx"]
    subprocess.run(command, capture_output=True, check=True)
    return len(PdfReader(folder / "paper.pdf").pages)


def our_xlsx(count: int, folder: Path) -> int:
    table = Table(tuple(f"列{column}" for column in range(COLUMNS)), rows(count))
    return len(render(Document("大表", (table,)), "xlsx", created_at=NOW))


def openpyxl_xlsx(count: int, folder: Path) -> int:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("大表")
    for row in rows(count):
        sheet.append([float(cell.text.replace(",", "")) if cell.numeric else cell.text for cell in row])
    book.save(folder / "table.xlsx")
    return (folder / "table.xlsx").stat().st_size


CASES = {"our_pdf": our_pdf, "libreoffice": libreoffice, "our_xlsx": our_xlsx, "openpyxl": openpyxl_xlsx}


def alone(case: str, size: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.documents", "--case", case, "--size", str(size)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def run_case(case: str, size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        gave = CASES[case](size, Path(folder))
        seconds = time.perf_counter() - start
    who = resource.RUSAGE_CHILDREN if case == "libreoffice" else resource.RUSAGE_SELF
    return {"seconds": seconds, "gave": gave, "peak": resource.getrusage(who).ru_maxrss / 1024}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--case", choices=CASES, help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.case:
        print(json.dumps(run_case(asked.case, asked.size)))
        return
    lines = [
        f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
        f"`python -m benchmarks.documents --rows {asked.rows} --pages {asked.pages}`; {COLUMNS} columns.",
        "", "| | s | gave | peak MB |", "|---|---|---|---|",
    ]  # fmt: skip
    for case in CASES:
        size, unit = (asked.pages, "pages") if case in ("our_pdf", "libreoffice") else (asked.rows, "bytes")
        found = alone(case, size)
        lines.append(f"| {case} | {found['seconds']:.1f} | {found['gave']} {unit} | {found['peak']:.0f} |")
    record(TITLE, "\n".join(lines))


if __name__ == "__main__":
    main()
