"""Exact numbers out of JSON, and the error that says where one is missing."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any


class SchemeError(ValueError):
    """A scheme or its values cannot be used; the text says where and how to mend it."""


def is_number(word: str) -> bool:
    return word.replace(".", "", 1).lstrip("-").isdigit()


def number(value: Any, where: str) -> Decimal:
    """An exact decimal from JSON. Raises SchemeError for what is no number."""
    if isinstance(value, bool) or value is None:
        raise SchemeError(f"{where}: a number is needed, not {value!r}")
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise SchemeError(f'{where}: “{value}” is no number; write it as 0.5 or "0.5"') from None
    if not found.is_finite():
        raise SchemeError(f"{where}: “{value}” is no finite number")
    return found
