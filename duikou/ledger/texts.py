"""The text inside evidence: Word, PDF, Excel and plain files, within bounds; an unreadable file has none."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from duikou.engines.reading import files
from duikou.ledger import storage
from duikou.ledger.models import File

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARS = 100_000
MAX_PAGES = 100
log = logging.getLogger(__name__)


def _pdf(path: Path) -> str:
    return files.pdf(path, MAX_PAGES)


def _xlsx(path: Path) -> str:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    sheets = (book.get_sheet_by_name(name).to_python(nrows=5000) for name in book.sheet_names[:20])
    return "\n".join(" ".join(str(cell) for cell in row if cell != "") for sheet in sheets for row in sheet)


def _plain(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


READERS: dict[str, Callable[[Path], str]] = {
    ".docx": files.docx, ".pdf": _pdf, ".xlsx": _xlsx, ".xls": _xlsx, ".txt": _plain, ".csv": _plain, ".md": _plain,
}  # fmt: skip


def text_of(file: File) -> str:
    """At most `MAX_CHARS` characters of the file's text; "" for pictures and for what cannot be read."""
    return _text(file.sha256, Path(file.name).suffix.lower()) if file.size <= MAX_BYTES else ""


@lru_cache(maxsize=64)
def _text(sha256: str, suffix: str) -> str:
    path = storage.path_of(sha256)
    if suffix not in READERS or not path.is_file():
        return ""
    try:
        return READERS[suffix](path)[:MAX_CHARS]
    except Exception as error:  # the file is evidence whether or not its text can be read
        log.warning("no text from %s: %s", sha256[:12], error)
        return ""
