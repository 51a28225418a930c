from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Align = Literal["left", "center", "right"]
Form = Literal["docx", "pdf", "xlsx"]


class DocumentError(ValueError):
    """A document that cannot be written; the text says what and where."""


@dataclass(frozen=True)
class Run:
    """A stretch of text; `key` names the figure it was written from, `link` is where it opens."""

    text: str
    link: str = ""
    bold: bool = False
    key: str = ""


@dataclass(frozen=True)
class Paragraph:
    runs: tuple[Run, ...]
    indent: bool = True
    align: Align = "left"


@dataclass(frozen=True)
class Heading:
    """A heading of the four steps 一、 / (一) / 1. / (1); the number is written by the engine, not by the text."""

    level: Literal[1, 2, 3, 4]
    text: str


@dataclass(frozen=True)
class Cell:
    text: str
    link: str = ""
    span: int = 1
    numeric: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """`rows` may be a generator where a large table goes into one .xlsx; it is then read once."""

    head: tuple[str, ...]
    rows: Iterable[Row]
    widths: tuple[float, ...] = ()
    title: str = ""
    unit: str = ""


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Paragraph | Heading | Table | PageBreak


@dataclass(frozen=True)
class Document:
    """An official document by GB/T 9704; every field but the title and the blocks may stay empty.

    `red_head` is the issuing office in red, `number` its issue number, `recipients` the line above the text, `signature`
    and `dated` close it, `copies_to` is the line at its foot, `sources` fill a last page.
    """

    title: str
    blocks: tuple[Block, ...]
    red_head: str = ""
    number: str = ""
    recipients: str = ""
    signature: str = ""
    dated: date | None = None
    attachments: tuple[str, ...] = ()
    copies_to: str = ""
    sources: tuple[Paragraph | Table, ...] = ()
    landscape: bool = False
    subject: str = ""
