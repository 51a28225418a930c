"""A document set out as pieces from top to bottom, each with its place: what both writers write, line for line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from duikou.engines.documents.layout import (
    BODY,
    CENTRED,
    CHARACTERS,
    MM,
    RED_HEAD_MM,
    RULE_MM,
    STYLES,
    TABLE_PITCH,
    text_width,
)  # fmt: skip
from duikou.engines.documents.measure import Numbering, column_widths, title_lines, width, widths_of
from duikou.engines.documents.model import (
    Align,
    Block,
    Document,
    DocumentError,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
)  # fmt: skip

SOURCES: Final = "数据来源"
WRITTEN_ROWS: Final = 20_000  # of one table; longer ones are of use in a spreadsheet alone
KEPT_WHOLE: Final = 6  # lines of a last paragraph that goes along with the signature, which never stands alone
TAIL: Final = 2  # rows of a last table that go along with the signature
LARGEST_RED: Final = 48.0
SLIMMEST: Final = 60  # per cent to which a long red head is narrowed before it grows smaller


@dataclass(frozen=True)
class Line:
    """A paragraph; indents in characters of its style. `rule` is how far under it the red line is drawn, if one is."""

    style: str
    runs: tuple[Run, ...] = ()
    before: float = 0
    left: float = 0
    right: float = 0
    first: float = 0
    align: Align = "left"
    keep: bool = False
    rule: float | None = None
    size: float = 0
    stretch: int = 100
    page: bool = False  # begins a new page


@dataclass(frozen=True)
class Placed:
    """A cell with the column it begins in and the side on which its text stands."""

    text: str
    link: str
    column: int
    span: int
    align: Align


@dataclass(frozen=True)
class Grid:
    head: tuple[str, ...]
    rows: tuple[tuple[Placed, ...], ...]
    widths: tuple[float, ...]
    size: float
    pitch: float
    tail: int = 0  # last rows that stay with what follows


@dataclass(frozen=True)
class Imprint:
    """The lines at the foot of the last page: left and right end of each."""

    lines: tuple[tuple[str, str], ...]


Piece = Line | Grid | Imprint


def line(style: str, text: str | tuple[Run, ...] = "", **place: object) -> Line:
    runs = text if isinstance(text, tuple) else (Run(text),) if text else ()
    own = STYLES[style]
    return replace(Line(style, runs, first=own.first, align=own.align, size=own.size), **place)  # type: ignore[arg-type]


def compose(document: Document) -> list[Piece]:
    parts = (_head, _title, _recipients, _text, _attachments, _signature, _sources, _imprint)
    return list(_broken(piece for part in parts for piece in part(document)))


def _broken(pieces: Iterable[Piece | PageBreak]) -> Iterator[Piece]:
    """A break is a property of the line after it: a paragraph of its own would take a line of a full page."""
    broken = False
    for piece in pieces:
        if isinstance(piece, PageBreak):
            broken = True
            continue
        if broken and isinstance(piece, Line):
            piece = replace(piece, page=True)
        elif broken:
            yield line("Unit", page=True)
        broken = False
        yield piece


def _blank(count: int, keep: bool = False) -> list[Piece]:
    return [line("BodyText", keep=keep)] * count


def _head(document: Document) -> Iterator[Piece]:
    if not document.red_head:
        return
    size, stretch = _red_size(document)
    style = STYLES["RedHead"]
    before = RED_HEAD_MM * MM - (style.pitch - size) / 2
    under = None if document.number else _under("RedHead", size)
    yield line("RedHead", document.red_head, before=before, size=size, stretch=stretch, rule=under)
    if document.number:
        yield from _blank(2)
        yield line("IssueNumber", document.number, rule=_under("IssueNumber", BODY))
    yield from _blank(2)


def _under(style: str, size: float) -> float:
    """From the end of a line to the red rule, so that it is 4 mm from the characters."""
    return float(max(0, round(RULE_MM * MM - (STYLES[style].pitch - size) / 2)))


def _red_size(document: Document) -> tuple[float, int]:
    """As large as the text block allows; a long name is narrowed as printers do, then made smaller."""
    room = text_width(document.landscape) * 0.98 / width(document.red_head)
    if room >= LARGEST_RED:
        return LARGEST_RED, 100
    size = min(LARGEST_RED, room * 100 / SLIMMEST)
    return round(size * 2) / 2, max(SLIMMEST, int(room / size * 100))


def _title(document: Document) -> Iterator[Piece]:
    room = text_width(document.landscape) / STYLES["Title"].size
    parts = title_lines(document.title, room)
    yield line("Title", "\n".join(parts), keep=True)
    if document.number and not document.red_head:
        yield line("IssueNumber", document.number, keep=True)
    yield from _blank(1, keep=True)


def _recipients(document: Document) -> Iterator[Piece]:
    if document.recipients:
        yield line("Recipients", document.recipients.rstrip(":：") + "：")


def _text(document: Document) -> Iterator[Piece | PageBreak]:
    numbering = Numbering()
    closing = bool(document.signature or document.dated)
    for place, block in enumerate(document.blocks, 1):
        yield from _block(block, numbering, document, keep=closing and place == len(document.blocks))


def _block(block: Block, numbering: Numbering, document: Document, keep: bool = False) -> Iterator[Piece | PageBreak]:
    match block:
        case Paragraph():
            first = STYLES["BodyText"].first if block.indent and block.align == "left" else 0
            keep = keep and width("".join(run.text for run in block.runs)) <= KEPT_WHOLE * CHARACTERS
            yield line("BodyText", block.runs, first=first, align=block.align, keep=keep)
        case Heading():
            yield line(f"Heading{block.level}", numbering.of(block) + block.text, keep=True)
        case Table():
            yield from _table(block, text_width(document.landscape), keep)
        case PageBreak():
            yield block


def _table(table: Table, total: float, keep: bool) -> Iterator[Piece]:
    rows = tuple(table.rows)
    if len(rows) > WRITTEN_ROWS:
        raise DocumentError(f"{table.title or '表'}有 {len(rows)} 行,文档至多写 {WRITTEN_ROWS} 行;请改用 .xlsx。")
    for number, row in enumerate(rows, 1):
        if sum(cell.span for cell in row) != len(table.head):
            raise DocumentError(f"{table.title or '表'}第 {number} 行与表头的 {len(table.head)} 列不符。")
    widths, size = column_widths(table, rows, total)
    if table.title:
        yield line("Caption", table.title, keep=True)
    if table.unit:
        yield line("Unit", f"单位：{table.unit}", keep=True)
    centred = [longest <= CENTRED for longest in widths_of(table.head, rows, 40)]
    placed = tuple(tuple(_placed(row, centred)) for row in rows)
    tail = 0 if not keep else TAIL if len(rows) > TAIL + 1 else len(rows)
    yield Grid(table.head, placed, widths, size, round(size * TABLE_PITCH * 20) / 20, tail)


def _placed(row: Row, centred: Sequence[bool]) -> Iterator[Placed]:
    """Numbers stand on the right, the texts of a column in the middle where all of them are short."""
    column = 0
    for cell in row:
        align: Align = "right" if cell.numeric else "center" if centred[column] and cell.span == 1 else "left"
        yield Placed(cell.text, cell.link, column, cell.span, align)
        column += cell.span


def _attachments(document: Document) -> Iterator[Piece]:
    names = document.attachments
    if names:
        yield from _blank(1, keep=True)
    for place, name in enumerate(names, 1):
        number = f"{place}." if len(names) > 1 else ""
        opening = ("附件：" if place == 1 else "") + number
        left = 5 + width(number)
        yield line("Attachment", opening + name, left=left, first=-width(opening))


def _signature(document: Document) -> Iterator[Piece]:
    """The date ends four characters before the margin, the office stands above it, on its middle (with a seal)."""
    if not (document.signature or document.dated):
        return
    day = chinese_date(document.dated) if document.dated else ""
    office, date_width = width(document.signature), width(day)
    middle = max(4 + date_width / 2, office / 2)
    yield from _blank(2, keep=True)
    if document.signature:
        yield line("Signature", document.signature, right=max(0.0, middle - office / 2), keep=bool(day))
    if day:
        yield line("Date", day, right=middle - date_width / 2)


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _sources(document: Document) -> Iterator[Piece | PageBreak]:
    if not document.sources:
        return
    yield PageBreak()
    yield line("AnnexHeading", SOURCES, keep=True)
    yield from _blank(1, keep=True)
    for block in document.sources:
        if isinstance(block, Table) and block.title == SOURCES:
            block = replace(block, title="")  # the page says it already
        yield from _block(block, Numbering(), document)


def _imprint(document: Document) -> Iterator[Piece]:
    if not document.copies_to:
        return
    copies = f"抄送：{document.copies_to.rstrip('。')}。"
    printed = f"{chinese_date(document.dated)}印发" if document.dated else ""
    office = document.signature or document.red_head
    yield Imprint(((copies, ""), *([(office, printed)] if office and printed else [])))
