"""The text of a file as it is read on paper: Word with headers and tables in their order, PDF with its broken lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

FULL: Final = 0.75  # share of the widest line of a page from which a line was broken by the page and not by its end
ENDED: Final = re.compile(r"[。;:!?\uff1b\uff1a\uff01\uff1f…]$")
OPENS: Final = re.compile(
    r"(?:[一二三四五六七八九十]+、|[(\uff08][\d一二三四五六七八九十]+[)\uff09]|\d+[.、](?!\d)|第[\d一二三四五六七八九十]+[章条节])"
)
PAGE: Final = re.compile(r"[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–\s]*(?:共\s*\d+\s*页)?")


class NotTextError(ValueError):
    """The bytes are no text in UTF-8 or GB18030."""


def docx(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    heads = [block for section in document.sections[:1] for block in _blocks(section.header)]
    return "\n".join([*(head for head in heads if head.strip()), *_blocks(document)])


def _blocks(part: Any) -> Iterator[str]:
    """Paragraphs and the rows of tables in their order; a merged cell is told once."""
    for block in part.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "\t".join({id(cell._tc): cell.text.strip().replace("\n", "") for cell in row.cells}.values())
        else:
            yield block.text


def pdf(path: Path, pages: int | None = None) -> str:
    from pypdf import PdfReader

    return "\n".join(joined(page.extract_text()) for page in islice(PdfReader(path).pages, pages))


def joined(page: str) -> str:
    """A page's lines with those put together again that only the width of the page broke; page numbers left out."""
    lines = [line.strip() for line in page.splitlines()]
    lines = [line for line in lines if line and not PAGE.fullmatch(line)]
    widest = max(map(len, lines), default=0)
    told: list[str] = []
    was_full = False
    for line in lines:
        if was_full and not OPENS.match(line):
            told[-1] += line
        else:
            told.append(line)
        was_full = len(line) >= FULL * widest and not ENDED.search(line)
    return "\n".join(told)


def plain(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise NotTextError
