"""Registers as sheets: .xlsx and .csv, row by row, with no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse

from duikou.engines.quantities import Quantity, plain
from duikou.engines.sheets import marked
from duikou.ledger.command import WrongInputError
from duikou.ledger.fields import as_text
from duikou.ledger.models import Record
from duikou.ledger.register import Register
from duikou.ledger.units import unit_label
from duikou.regions.models import Pairing

ID = "编号"  # the record's number, by which an import knows the row again
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def heads(register: Register) -> list[str]:
    labels = [
        f"{column.label} ({unit_label(column.unit)})" if column.unit else column.label
        for column in register.sheet_columns
    ]
    return [*labels, ID]


def cells(register: Register, record: Record) -> list[Any]:
    """The values of a row: exact quantities as numbers, vague ones as a clerk writes them."""
    return [*(_cell(column.shown(record)) for column in register.sheet_columns), str(record.pk)]


def _cell(value: Any) -> Any:
    if isinstance(value, Quantity):
        return Decimal(plain(value.low)) if value.qualifier == "exact" else as_text(value)
    if value is None or isinstance(value, int | Decimal | date):
        return value
    return str(value)


def write_xlsx(register: Register, rows: Iterable[Record], target: Path | IO[bytes]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(register.label[:31])
        bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, heads(register), bold)
        for number, record in enumerate(rows, 1):
            for column, value in enumerate(cells(register, record)):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)  # type: ignore[arg-type]
                elif isinstance(value, Decimal | int) and len(str(value)) <= 15:  # what a spreadsheet's float holds
                    sheet.write_number(number, column, value)
                elif value is not None and value != "":
                    sheet.write_string(number, column, str(value))


def csv_lines(register: Register, rows: Iterable[Record]) -> Iterator[str]:
    """Lines with a byte-order mark, which office programs need to read Chinese."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(heads(register))
    for record in rows:
        writer.writerow([marked(value) if isinstance(value, str) else value for value in cells(register, record)])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def to_file(register: Register, pairing: Pairing, path: Path) -> int:
    """Write what the pairing reported in a register to a file; returns the number of rows."""
    if path.suffix not in (".xlsx", ".csv"):
        raise WrongInputError(f"{path}: the file ends in .xlsx or .csv")
    rows = (
        register.model._default_manager.counted()
        .filter(pairing=pairing, kind=register.kind)
        .order_by("happened_on", "id")
    )  # type: ignore[attr-defined]
    listed = register.for_sheet(rows).iterator(2000)
    if path.suffix == ".xlsx":
        write_xlsx(register, listed, path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv_lines(register, listed))
    return int(rows.count())


def response(register: Register, rows: Iterable[Record], form: str) -> HttpResponseBase:
    name = f"{register.name}.{form}"
    if form == "csv":
        streamed = StreamingHttpResponse(csv_lines(register, rows), content_type="text/csv; charset=utf-8")
        streamed["Content-Disposition"] = f'attachment; filename="{name}"'
        return streamed
    if form != "xlsx":
        raise Http404(form)
    target = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(register, rows, target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=name, content_type=XLSX)
