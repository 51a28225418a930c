"""What `duikou read` reads and prints."""

from __future__ import annotations

import calendar
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from duikou.briefs import model
from duikou.engines.reading import files, read_dates, read_entities, read_quantities
from duikou.engines.reading.quantities import as_json
from duikou.ledger.command import WrongInputError

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
PARSERS: dict[str, Callable[[Path], str]] = {".docx": files.docx, ".pdf": files.pdf}


def text_of(name: str) -> str:
    """The text of a file (.txt, .docx, .pdf with text) or of standard input ("-")."""
    if name == "-":
        return _decoded(sys.stdin.buffer.read(), "standard input")
    path = Path(name)
    if not path.is_file():
        raise WrongInputError(f"{path}: no such file")
    return read_file(path, path.suffix.lower(), str(path))


def read_file(path: Path, suffix: str, name: str) -> str:
    """The text of a file of this kind; `name` is what people call it."""
    if path.stat().st_size > MAX_BYTES:
        raise WrongInputError(f"{name}: larger than 50 MB; split it")
    if suffix not in PARSERS:
        return _decoded(path.read_bytes(), name)
    try:
        _not_too_large(path, suffix)
        return PARSERS[suffix](path)
    except Exception as error:  # the parsers of damaged files raise whatever they meet
        raise WrongInputError(
            f"{name}: cannot be read as {suffix[1:]} ({type(error).__name__}); save it anew"
        ) from None


def _not_too_large(path: Path, suffix: str) -> None:
    if suffix == ".docx":
        with ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise ValueError("unpacks to more than 400 MB")


def _decoded(data: bytes, name: str) -> str:
    try:
        return files.plain(data)
    except files.NotTextError:
        raise WrongInputError(f"{name}: neither UTF-8 nor GB18030 text") from None


def published_on(text: str | None) -> date | None:
    """A day, or the last day of a month or year: 2019-07-15, 2019-07, 2019."""
    if not text:
        return None
    try:
        parts = [int(part) for part in text.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])
    except (ValueError, IndexError):
        raise WrongInputError(f"--published {text}: write a date such as 2019-07-15, 2019-07 or 2019") from None


def facts(text: str, published: str | None) -> dict[str, Any]:
    """The facts of a text as `duikou read` gives them."""
    day = published_on(published)
    found = read_quantities(text, day)
    found = sorted([*found, *model.added(text, found)], key=lambda one: one.char_start)
    return {
        "doc": {"chars": len(text), "published": published},
        "quantities": [as_json(one) for one in found],
        "dates": [vars(one) for one in read_dates(text, day)],
        "entities": [vars(one) for one in read_entities(text)],
    }
