"""How far two stated numbers may lie apart and still be one: by their qualifier and by the digits they are written with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from duikou.engines.quantities import SCALES, Quantity, plain
from duikou.engines.reading import Found

ABOUT: Final = Decimal("0.1")  # 约: a tenth either way
NEARLY: Final = Decimal("0.15")  # 近: at most this share below
OVER: Final = Decimal("0.1")  # 超过, 余: this share above, or up to the next step of the last digit
ROUNDED: Final = Decimal("0.025")  # rounding changes a number by no more than this
_SCALE: Final = re.compile(r"[十百千]?[万亿]亿?")
_DIGITS: Final = re.compile(r"\d[\d,,]*(?:\.(\d+))?")


@dataclass(frozen=True)
class Band:
    """The values that a stated number may stand for."""

    low: Decimal
    high: Decimal

    def meets(self, other: Band) -> bool:
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Band) -> Band:
        return Band(self.low + other.low, self.high + other.high)


def band(one: Found) -> Band:
    """What a number in a text may stand for: 9.94亿 is 9.935 to 9.945, 约2亿 is 1.8 to 2.2, 30余 is 30 to 39."""
    if isinstance(one.value, tuple):
        return Band(*one.value)
    return spread(one.value, one.qualifier, step(one))


def held(value: Quantity) -> Band:
    """What a number of the ledger may stand for."""
    if value.high is not None:
        return Band(value.low, value.high)
    if value.qualifier == "approx":
        return Band(value.low * (1 - ABOUT / 2), value.low * (1 + ABOUT / 2))
    return spread(value.low, value.qualifier, Decimal(0))


def spread(value: Decimal, qualifier: str, step: Decimal) -> Band:
    half = min(step / 2, abs(value) * ROUNDED)
    if qualifier == "approx":
        reach = max(half, abs(value) * ABOUT)
        return Band(value - reach, value + reach)
    if qualifier == "below":
        return Band(value - max(half, abs(value) * NEARLY), value)
    if qualifier == "at_least":
        return Band(value, value + max(_last_place(value), abs(value) * OVER))
    return Band(value, value) if step == 1 else Band(value - half, value + half)


def step(one: Found) -> Decimal:
    """The worth of the last digit written: 0.01亿 for 9.94亿, 0.1 for 19.4%, one for a plain count."""
    scale = _SCALE.search(one.figure)
    worth = Decimal(SCALES.get(scale.group(), 1)) if scale else Decimal(1)
    digits = _DIGITS.search(one.figure)
    places = len(digits[1] or "") if digits else 0
    return worth / (10**places)


def _last_place(value: Decimal) -> Decimal:
    """The worth of the last digit that is not zero: ten for 30, a hundred for 1,200."""
    digits = plain(abs(value))
    if "." in digits:
        return Decimal(1) / (10 ** len(digits.partition(".")[2]))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def agree(one: Found, two: Found) -> bool:
    return band(one).meets(band(two))


def total(parts: list[Found]) -> Band:
    whole = Band(Decimal(0), Decimal(0))
    for part in parts:
        whole += band(part)
    return whole


def shown(value: Decimal) -> str:
    """As people write it: 3.5亿, 8万, 36."""
    for name, size in (("亿", 10**8), ("万", 10**4)):
        if abs(value) >= size:
            return plain((value / size).quantize(Decimal("0.0001"))) + name
    return plain(value)
