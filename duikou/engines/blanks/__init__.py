"""Forms from above with blanks to fill: which blanks an .xlsx or .docx has, what each asks for, and the form filled."""

from __future__ import annotations

from collections.abc import Mapping

from duikou.engines.blanks import table_file, text_file
from duikou.engines.blanks.likely import period_in, propose, scale_in
from duikou.engines.blanks.model import Blank, BlankError, Value

FILES = {"xlsx": table_file, "docx": text_file}

__all__ = ["Blank", "BlankError", "Value", "fill", "find", "period_in", "propose", "scale_in"]


def find(content: bytes, form: str) -> list[Blank]:
    """The blanks from top to bottom. Raises BlankError for a file that is none or cannot be filled."""
    return FILES[form].find(content)  # type: ignore[attr-defined,no-any-return]


def fill(content: bytes, form: str, values: Mapping[str, Value]) -> bytes:
    """The same file with the blanks at these places filled and nothing else changed; equal input gives equal bytes."""
    return FILES[form].fill(content, values)  # type: ignore[attr-defined,no-any-return]
