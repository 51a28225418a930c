from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from duikou.engines.reading.vocabulary import table

SMALL: Final = frozenset("一二三四五六七八九两")


@dataclass(frozen=True)
class Period:
    """What time a quantity holds for: `kind` is point, cumulative, year, as_of or none; `date` is ISO where it is known."""

    kind: str = "none"
    text: str = ""
    date: str | None = None

    @property
    def lasts(self) -> bool:
        """A later sentence may go on speaking of it."""
        return self.kind in ("cumulative", "as_of", "year") and self.text not in ("年产", "每年", "年均")


NO_PERIOD: Final = Period()


@dataclass(frozen=True)
class Found:
    """A quantity in the text. `value` is one number or the two ends of a range; offsets are characters, end exclusive.

    `noun` told the unit, `phrase` are the words of what is counted, `subjects` the names it speaks of, `area` one of areas.json.
    """

    char_start: int
    char_end: int
    quote: str
    figure: str
    value: Decimal | tuple[Decimal, Decimal]
    unit: str
    unit_text: str
    qualifier: str
    noun: str = ""
    period: Period = NO_PERIOD
    subjects: tuple[str, ...] = ()
    area: str = ""
    phrase: str = ""


@dataclass(frozen=True)
class Number:
    """A number with its scale; `more` is a 余, 多 or 来 in or after it, `end` behind that."""

    start: int
    end: int
    value: Decimal
    digits: str
    scale: str
    more: str
    is_arabic: bool
    is_ordinal: bool

    @property
    def is_bare(self) -> bool:
        """百家 alone is no count; 近百家, 百余家 and 百亿元 are."""
        return not self.is_arabic and self.digits[0] in "百千万亿"

    @property
    def is_small(self) -> bool:
        return self.digits in SMALL

    def takes(self, measure: str) -> bool:
        return self.is_arabic or self.is_ordinal or bool(self.scale) or measure not in arabic_only()


@dataclass(frozen=True)
class Reach:
    """How far a quantity reaches: to the end of its measure word, with its value and what was written."""

    end: int
    value: Decimal | tuple[Decimal, Decimal]
    measure: str
    scale: str
    more: str


@cache
def arabic_only() -> frozenset[str]:
    """Measure words that in Chinese numerals are mostly part of a name or an idiom: 三县, 五方, 七口."""
    return frozenset(table("measures")["arabic_only"].split())
