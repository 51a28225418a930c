"""Reads a template: `# heading`, paragraphs with `{{ figure option=value }}`, inserts `{% chapter farming %}` on a line.

Every mistake is found in one pass and named with its place; a template with mistakes is not written from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Final

from duikou.engines.templates.model import (
    BASES,
    INSERTS,
    OPTIONS,
    SHOWN,
    Field,
    Heading,
    Insert,
    Known,
    Mistake,
    Paragraph,
    Part,
    Template,
)

_FIELD: Final = re.compile(r"\{\{(?P<inside>[^{}]*)\}\}")
_INSERT: Final = re.compile(r"\s*\{%(?P<inside>[^{}]*)%\}\s*")
_HEADING: Final = re.compile(r"(?P<marks>#{1,4})\s+(?P<text>\S.*)")
_WORD: Final = re.compile(r'(?P<name>[^\s="]+)(?:=(?P<value>"[^"]*"|\S+))?')
_PERIOD: Final = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12]))?")


def read(text: str, known: Known) -> Template:
    blocks: list[Heading | Paragraph | Insert] = []
    mistakes: list[Mistake] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if heading := _HEADING.fullmatch(line.strip()):
            blocks.append(Heading(len(heading["marks"]), heading["text"].strip()))  # type: ignore[arg-type]
        elif insert := _INSERT.fullmatch(line):
            blocks.append(_insert(insert["inside"]))
            mistakes += _insert_mistakes(blocks[-1], known, number, line.index("{%") + 1)  # type: ignore[arg-type]
        else:
            blocks.append(Paragraph(tuple(_parts(line.strip()))))
            mistakes += _line_mistakes(line, known, number)
    return Template(tuple(blocks), tuple(mistakes))


def _parts(line: str) -> Iterator[Part]:
    end = 0
    for match in _FIELD.finditer(line):
        if match.start() > end:
            yield line[end : match.start()]
        yield field_of(match["inside"])
        end = match.end()
    if end < len(line):
        yield line[end:]


def field_of(inside: str) -> Field:
    """What stands between the braces: a key, then options."""
    words = _words(inside)
    return Field(words[0][0] if words else "", dict(words[1:]))


def _words(inside: str) -> list[tuple[str, str]]:
    return [(match["name"], (match["value"] or "").strip('"')) for match in _WORD.finditer(inside)]


def _insert(inside: str) -> Insert:
    words = _words(inside)
    name = words[0][0] if words else ""
    rest = words[1:]
    argument = rest[0][0] if rest and not rest[0][1] else ""
    return Insert(name, argument, dict(rest[1:] if argument else rest))


def _line_mistakes(line: str, known: Known, number: int) -> Iterator[Mistake]:
    for match in _FIELD.finditer(line):
        yield from _field_mistakes(field_of(match["inside"]), known, number, match.start() + 1)
    rest = _FIELD.sub(lambda match: " " * len(match[0]), line)
    for mark in ("{{", "}}", "{%", "%}"):
        if mark in rest:
            yield Mistake(number, rest.index(mark) + 1, "open", mark)


def _field_mistakes(field: Field, known: Known, line: int, column: int) -> Iterator[Mistake]:
    if not field.key:
        yield Mistake(line, column, "empty", "{{ }}")
    elif field.key not in known.figures:
        yield Mistake(line, column, "figure", field.key, _nearest(field.key, known.figures))
    else:
        yield from _option_mistakes(field.options, known.figures[field.key], line, column)


def _option_mistakes(
    options: Mapping[str, str], dimensions: Collection[str], line: int, column: int
) -> Iterator[Mistake]:
    allowed = (*OPTIONS, *dimensions)
    for name, value in options.items():
        if name not in allowed:
            yield Mistake(line, column, "option", name, _nearest(name, allowed), tuple(allowed))
        elif not _is_good(name, value):
            yield Mistake(line, column, "value", f"{name}={value}", FORMS.get(name, ""))


FORMS: Final = {
    "as_of": "as_of=2019-07-15", "year": "year=2018", "period": "period=2018, 2018H1, 2018Q3, 2018-06",
    "basis": "basis=reported, basis=agreed", "show": ", ".join(f"show={word}" for word in SHOWN),
}  # fmt: skip


def _is_good(name: str, value: str) -> bool:
    if name == "as_of":
        try:
            return bool(date.fromisoformat(value))
        except ValueError:
            return False
    if name == "year":
        return bool(re.fullmatch(r"[12]\d{3}", value))
    if name == "period":
        return bool(_PERIOD.fullmatch(value))
    return value in {"basis": BASES, "show": SHOWN}.get(name, (value,)) and bool(value)


def _insert_mistakes(insert: Insert, known: Known, line: int, column: int) -> Iterator[Mistake]:
    if insert.name not in INSERTS:
        yield Mistake(line, column, "insert", insert.name, _nearest(insert.name, INSERTS), INSERTS)
    elif insert.name == "chapter" and insert.argument not in known.chapters:
        nearest = _nearest(insert.argument, known.chapters)
        yield Mistake(line, column, "chapter", insert.argument, nearest, tuple(known.chapters))
    elif insert.name == "table":
        yield from _table_mistakes(insert, known, line, column)
    elif insert.options:
        yield Mistake(line, column, "option", next(iter(insert.options)))


def _table_mistakes(insert: Insert, known: Known, line: int, column: int) -> Iterator[Mistake]:
    """`{% table projects.signed by=category %}`: a figure along one of its dimensions."""
    if insert.argument not in known.figures:
        yield Mistake(line, column, "figure", insert.argument, _nearest(insert.argument, known.figures))
        return
    dimensions = known.figures[insert.argument]
    along = insert.options.get("by", "")
    if along not in dimensions:
        yield Mistake(line, column, "value", f"by={along}", _nearest(along, dimensions), tuple(dimensions))
    others = {name: value for name, value in insert.options.items() if name != "by"}
    yield from _option_mistakes(others, dimensions, line, column)


def _nearest(word: str, words: Collection[str]) -> str:
    return next(iter(get_close_matches(word, list(words), 1, 0.5)), "")


def period_of(text: str) -> tuple[date, date]:
    """First and last day of a period: 2018, 2018H1, 2018Q3, 2018-06. Raises ValueError."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(text)
    first, months = 1, 12
    if match["month"]:
        first, months = int(match["month"]), 1
    elif match["quarter"]:
        first, months = int(match["quarter"]) * 3 - 2, 3
    elif match["half"]:
        first, months = int(match["half"]) * 6 - 5, 6
    year, after = int(match["year"]), first + months
    end = date(year + (after > 12), after - 12 if after > 12 else after, 1) - timedelta(days=1)
    return date(year, first, 1), end
