from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Known:
    """What a template may name: figures with their dimensions, chapters, and the inserts with what each takes."""

    figures: Mapping[str, Collection[str]]
    chapters: Collection[str] = ()


@dataclass(frozen=True)
class Mistake:
    """What is wrong where (line and column count from 1); `meant` is the known word that comes nearest."""

    line: int
    column: int
    kind: Literal["figure", "option", "value", "insert", "chapter", "open", "empty"]
    what: str
    meant: str = ""
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """A figure asked for: its key and the options as they were written."""

    key: str
    options: Mapping[str, str]

    def where(self, dimensions: Collection[str]) -> dict[str, str]:
        """The options that name dimensions of the figure."""
        return {name: value for name, value in self.options.items() if name in dimensions and name not in OPTIONS}


Part = str | Field


@dataclass(frozen=True)
class Heading:
    level: Literal[1, 2, 3, 4]
    text: str


@dataclass(frozen=True)
class Paragraph:
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Insert:
    """`{% name argument option=value %}`: a chapter, all chapters, a table of figures, a new page."""

    name: str
    argument: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class Template:
    blocks: tuple[Heading | Paragraph | Insert, ...]
    mistakes: tuple[Mistake, ...] = ()


# Options that every figure field takes beside its dimensions.
OPTIONS = ("as_of", "year", "period", "basis", "show")
SHOWN = ("value", "number", "change", "label", "period")
BASES = ("reported", "agreed")
INSERTS = ("chapter", "chapters", "table", "page")
