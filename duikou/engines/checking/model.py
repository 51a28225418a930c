from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from duikou.engines.reading import Found

HARD: Final = "hard"
SOFT: Final = "soft"


@dataclass(frozen=True)
class Span:
    """A place in the text; offsets are characters, end exclusive."""

    char_start: int
    char_end: int
    quote: str

    @classmethod
    def of(cls, found: Found) -> Span:
        return cls(found.char_start, found.char_end, found.quote)


@dataclass(frozen=True)
class Conflict:
    """Places that do not agree, and why in one sentence a clerk understands.

    hard: numbers or dates cannot hold together; soft: scope, naming or status that a person has to look at.
    """

    kind: str
    severity: str
    spans: tuple[Span, ...]
    why: str


@cache
def words() -> dict[str, Any]:
    """The vocabularies of the checker, written for the field."""
    return json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))


def any_of(options: Any) -> str:
    """A pattern of words, the longest first."""
    return "|".join(sorted(map(str, options), key=len, reverse=True))
