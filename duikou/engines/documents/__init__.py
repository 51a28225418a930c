"""One document model, written as .docx, .pdf and .xlsx in the layout of official documents (GB/T 9704-2012)."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import Final

from duikou.engines.documents.model import (
    Align,
    Block,
    Cell,
    Document,
    DocumentError,
    Form,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
)  # fmt: skip

__all__ = [
    "Align", "Block", "Cell", "Document", "DocumentError", "Form", "Heading", "PageBreak", "Paragraph", "Row", "Run",
    "Table", "render",
]  # fmt: skip


WRITERS: Final = {"docx": "word", "pdf": "pdf", "xlsx": "sheet"}


def render(document: Document, form: Form, *, created_at: datetime) -> bytes:
    """The file's bytes; the same for an equal document and moment."""
    module = import_module(f"duikou.engines.documents.{WRITERS[form]}")  # each loads a large library
    written: bytes = module.write(document, created_at)
    return written
