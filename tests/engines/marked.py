"""Texts with their facts marked in place, and the score of a reading against them.

A mark is `[[words|value unit qualifier]]` or `[[words|@date]]`: `[[近300名|300 person below]]`, `[[3至5年|3~5 year range]]`,
`[[6月16日|@2019-06-16]]`. Other units that a careful reader could give follow after `/`, other dates after a space; `?` before the value marks
what may be found or not. A missing qualifier is "exact". What stands outside marks is neither a quantity nor a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("reading_texts")
MARK = re.compile(r"\[\[([^\[\]|]+)\|(\??)([^\[\]|]+)\]\]")
FULL = ("value", "unit", "qualifier")


@dataclass(frozen=True)
class Mark:
    """A fact of a text by hand: a quantity, or a date when `isos` is filled."""

    start: int
    end: int
    optional: bool
    value: Any = None
    units: tuple[str, ...] = ()
    qualifier: str = ""
    isos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marked:
    name: str
    published: date
    text: str
    marks: tuple[Mark, ...]


def marked(path: Path) -> Marked:
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    text, marks, place = "", [], 0
    for match in MARK.finditer(body):
        text += body[place : match.start()]
        marks.append(_mark(len(text), match[1], bool(match[2]), match[3]))
        text += match[1]
        place = match.end()
    return Marked(
        path.stem, date.fromisoformat(head.removeprefix("published:").strip()), text + body[place:], tuple(marks)
    )


def _mark(start: int, words: str, optional: bool, facts: str) -> Mark:
    end = start + len(words)
    if facts.startswith("@"):
        return Mark(start, end, optional, isos=tuple(facts[1:].split()))
    value, units, *qualifier = facts.split()
    ends = tuple(Decimal(part) for part in value.split("~"))
    return Mark(
        start, end, optional, ends if len(ends) > 1 else ends[0], tuple(units.split("/")), (qualifier or ["exact"])[0]
    )


def all_marked(pattern: str = "*.txt") -> Iterator[Marked]:
    return (marked(path) for path in sorted(FOLDER.glob(pattern)))


def equal(one: Any, two: Any) -> bool:
    if isinstance(one, tuple) != isinstance(two, tuple):
        return False
    pairs = zip(one, two, strict=True) if isinstance(one, tuple) else [(one, two)]
    return all(abs(float(a) - float(b)) <= 1e-9 * max(abs(float(a)), 1) for a, b in pairs)


def fits(one: Any, mark: Mark, aspects: Iterable[str]) -> bool:
    if not (one.char_start < mark.end and mark.start < one.char_end):
        return False
    if mark.isos:
        return one.iso in mark.isos
    agree = {
        "value": equal(one.value, mark.value),
        "unit": one.unit in mark.units,
        "qualifier": one.qualifier == mark.qualifier,
    }
    return all(agree[aspect] for aspect in aspects)


def faults(
    found: list[Any], marks: Iterable[Mark], aspects: Iterable[str] = ("value",)
) -> tuple[int, list[Any], list[Mark]]:
    """Facts found, what was found and is none, what was missed. Each finding and each mark is used once."""
    left, hits, missed = list(found), 0, []
    for mark in sorted(marks, key=lambda mark: mark.optional):
        hit = next((one for one in left if fits(one, mark, aspects)), None)
        if hit is not None:
            left.remove(hit)
            hits += not mark.optional
        elif not mark.optional:
            missed.append(mark)
    return hits, left, missed


def f1(hits: int, wrong: int, missed: int) -> float:
    return 2 * hits / (2 * hits + wrong + missed) if hits else 0.0
