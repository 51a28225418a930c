"""The tables of a document as .xlsx, row by row: typed numbers, ready to print, nothing that a spreadsheet would run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from duikou.engines.documents.compose import SOURCES
from duikou.engines.documents.layout import FACES
from duikou.engines.documents.measure import widths_of
from duikou.engines.documents.model import Cell, Document, Row, Table

A4: Final = 9
MARGINS: Final = {"left": 0.5, "right": 0.5, "top": 0.75, "bottom": 0.75}  # inches
RUNS: Final = ("=", "+", "-", "@", "\t", "\r")
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
NUMBER: Final = re.compile(r"(-?\d[\d,]*(?:\.(\d+))?)(%?)")
EXACT_DIGITS: Final = 15  # what a spreadsheet's number holds
LINKS: Final = 60_000  # Excel opens no sheet with more than 65,530
LOOKED_AT: Final = 200  # rows by which the columns are measured
WIDEST: Final = 30.0


def write(document: Document, created_at: datetime) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({
            "title": document.title.replace("\n", ""), "subject": document.subject, "author": document.signature,
            "created": created_at.replace(tzinfo=None, microsecond=0),
        })  # fmt: skip
        looks = Looks(book)
        for name, table in _named(document):
            Sheet(book.add_worksheet(name), looks).write(table, document)
    return target.getvalue()


def _named(document: Document) -> Iterator[tuple[str, Table]]:
    """Each table with a name no other sheet has; a document without tables gives its text, a line a row."""
    tables = [(block, f"表{place}") for place, block in enumerate(document.blocks, 1) if isinstance(block, Table)]
    tables += [(block, SOURCES) for block in document.sources if isinstance(block, Table)]
    taken: set[str] = set()
    for table, otherwise in tables or [(_text(document), "正文")]:
        name = FORBIDDEN.sub(" ", table.title.replace("\n", "")).strip()[:28] or otherwise
        name = name if name.lower() not in taken else f"{name[:24]} {len(taken) + 1}"
        taken.add(name.lower())
        yield name, table


def _text(document: Document) -> Table:
    texts = (
        "".join(run.text for run in getattr(block, "runs", ())) or getattr(block, "text", "")
        for block in document.blocks
    )
    return Table((document.title.replace("\n", ""),), tuple((Cell(text),) for text in texts if text), widths=(1,))


class Looks:
    """The formats of a book, made once each; a number's format follows its decimals."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, face: str = "body", size: float = 11, **own: Any) -> Format:
        key = (("face", face), ("size", size), *sorted(own.items()))
        if key not in self.made:
            base = {"font_name": FACES[face].office, "font_size": size, "valign": "vcenter", **own}
            self.made[key] = self.book.add_format(base)
        return self.made[key]

    def number(self, decimals: int, percent: str) -> Format:
        digits = ("0" if percent else "#,##0") + ("." + "0" * decimals if decimals else "") + percent
        return self(num_format=digits, border=1)

    def text(self, text: str, align: str = "left") -> Format:
        """What begins like a formula carries the mark of text along, into whatever the sheet is saved as."""
        return self(border=1, text_wrap=True, align=align, quote_prefix=text.startswith(RUNS))


class Sheet:
    """One table on one sheet, written from the top down because rows written are already on disk."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.sheet, self.looks = sheet, looks
        self.links = 0

    def write(self, table: Table, document: Document) -> None:
        rows = iter(table.rows)
        first = list(islice(rows, LOOKED_AT))
        self.set_columns(table, first)
        last = len(table.head) - 1
        line = self.write_over(0, last, table.title or document.title.replace("\n", ""), "title", 16, "center")
        if table.unit:
            line = self.write_over(line, last, f"单位：{table.unit}", "body", 10, "right")
        for column, text in enumerate(table.head):
            self.sheet.write_string(line, column, text, self.looks("black", align="center", border=1, text_wrap=True))
        self.set_print(line, document.landscape)
        for number, row in enumerate(chain(first, rows), line + 1):
            self.write_row(number, row)

    def set_columns(self, table: Table, rows: list[Row]) -> None:
        for column, width in enumerate(widths_of(table.head, rows, WIDEST)):
            self.sheet.set_column(column, column, 2 * width + 2)

    def write_over(self, line: int, last: int, text: str, face: str, size: float, align: str) -> int:
        look = self.looks(face, size, align=align)
        self.sheet.set_row(line, size * 2)
        if last:
            self.sheet.merge_range(line, 0, line, last, "", look)
        self.sheet.write_string(line, 0, text, look)
        return line + 1

    def set_print(self, head: int, landscape: bool) -> None:
        sheet = self.sheet
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(**MARGINS)
        sheet.center_horizontally()
        sheet.repeat_rows(head)
        sheet.freeze_panes(head + 1, 0)
        sheet.set_footer('&C&"宋体"&12— &P —')

    def write_row(self, number: int, row: Row) -> None:
        column = 0
        for cell in row:
            if cell.span > 1:
                self.sheet.merge_range(number, column, number, column + cell.span - 1, "", self.looks.text(cell.text))
            self.write_cell(number, column, cell)
            column += cell.span

    def write_cell(self, number: int, column: int, cell: Cell) -> None:
        found = NUMBER.fullmatch(cell.text) if cell.numeric else None
        if found and sum(character.isdigit() for character in cell.text) <= EXACT_DIGITS:
            value = Decimal(found[1].replace(",", "")) / (100 if found[3] else 1)
            self.sheet.write_number(number, column, float(value), self.looks.number(len(found[2] or ""), found[3]))
        elif cell.link and self.links < LINKS:
            self.links += 1
            self.sheet.write_url(number, column, cell.link, self.looks.text(cell.text), cell.text)
        else:
            look = self.looks.text(cell.text, "right" if cell.numeric else "left")
            self.sheet.write_string(number, column, cell.text, look)
