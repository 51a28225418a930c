"""What each setting of a form has to look like: one table, read by the check of schemes and by whoever edits them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from duikou.engines.scoring.numbers import SchemeError, is_number, number

# A tuple names the columns of rows; else: a number, a number or the name of a figure, a name, or numbers by name.
SHAPES: Final[Mapping[str, str | tuple[str, ...]]] = {
    "target": "amount", "divisor": "amount", "fault": "figure",
    "limit": "number", "points": "number", "nothing_due": "number", "penalty": "number", "penalty_cap": "number",
    "base": "number", "extra": "number", "factor": "number", "least": "number", "places": "number",
    "parts": ("figure", "target", "share"), "bands": ("figure", "least"), "steps": ("points", "least"),
    "credits": "numbers", "penalties": "numbers", "shares": "numbers",
}  # fmt: skip


def check(settings: Any, where: str) -> None:
    """Raise SchemeError that names the first setting that is not what it has to be."""
    if not isinstance(settings, Mapping):
        raise SchemeError(f"{where}: an object is needed")
    for name, value in settings.items():
        shape = SHAPES[name]
        if isinstance(shape, tuple):
            _rows(value, shape, f"{where}.{name}")
        elif shape == "numbers":
            _numbers(value, f"{where}.{name}")
        elif shape == "number" or (shape == "amount" and not _is_name(value)):
            number(value, f"{where}.{name}")
        elif shape == "figure" and not isinstance(value, str):
            raise SchemeError(f"{where}.{name}: the name of a figure is needed")


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and not is_number(value)


def _numbers(value: Any, where: str) -> None:
    if not isinstance(value, Mapping):
        raise SchemeError(f"{where}: an object of figure and number is needed")
    for name, one in value.items():
        number(one, f"{where}.{name}")


def _rows(value: Any, columns: tuple[str, ...], where: str) -> None:
    if not isinstance(value, list | tuple):
        raise SchemeError(f"{where}: a list is needed")
    for place, row in enumerate(value):
        if not isinstance(row, Mapping) or set(row) != set(columns):
            raise SchemeError(f"{where}[{place}]: an object of {', '.join(columns)} is needed")
        for name, one in row.items():
            if name == "least" and "points" in columns:
                _numbers(one, f"{where}[{place}].least")
            elif name != "figure":
                number(one, f"{where}[{place}].{name}")
