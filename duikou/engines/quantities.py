"""Quantities as offices write them: a number with a qualifier (约, 近, 余 …), a range, a scale (万, 亿) and a unit.

A clerk types 约2亿元, 800~1500人 or 30余项; the ledger keeps exact decimals in the base unit with the qualifier beside
them. `below` is 近 (nearly), `at_least` is 余/多/以上, `approx` is 约/左右, as the gold texts of the reader have it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

QUALIFIERS: Final = ("exact", "approx", "at_least", "below", "range")
SCALES: Final = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "十万": 100_000, "百万": 1_000_000,
                 "千万": 10_000_000, "亿": 100_000_000, "十亿": 1_000_000_000, "百亿": 10_000_000_000,
                 "千亿": 100_000_000_000, "万亿": 1_000_000_000_000}  # fmt: skip
_NUMBER: Final = r"\d[\d,]*(?:\.\d+)?"
_SCALE: Final = r"[十百千万]?[万亿]|[十百千]?"
_TEXT: Final = re.compile(
    rf"(?P<before>约|大约|近|接近|超过?|逾|突破|不少于|至少|不足)?\s*"
    rf"(?P<low>{_NUMBER})\s*(?P<low_more>余|多)?(?P<low_scale>{_SCALE})"
    rf"(?:\s*(?:~|-|—|–|至|到)\s*(?P<high>{_NUMBER})\s*(?P<high_scale>{_SCALE}))?"
    rf"\s*(?P<more>余|多)?\s*(?P<unit>[^\d\s~]*?)(?P<after>左右|以上|以内)?"
)
_BEFORE: Final = {"约": "approx", "大约": "approx", "近": "below", "接近": "below", "不足": "below"}
_AFTER: Final = {"左右": "approx", "以上": "at_least", "以内": "below"}


@dataclass(frozen=True)
class Quantity:
    """A number in its base unit. `high` is set for a range only; then `qualifier` is "range"."""

    low: Decimal
    high: Decimal | None = None
    qualifier: str = "exact"

    def __post_init__(self) -> None:
        if self.qualifier not in QUALIFIERS:
            raise ValueError(f"unknown qualifier {self.qualifier!r}: one of {', '.join(QUALIFIERS)}")
        if (self.high is not None) != (self.qualifier == "range"):
            raise ValueError("a range has a high end, and nothing else has")
        if self.high is not None and self.high < self.low:
            raise ValueError(f"the range runs backwards: {self.low} to {self.high}")


class NotAQuantityError(ValueError):
    """The text is no quantity; the argument is the text."""


def parse(text: str) -> tuple[Quantity, str]:
    """Read one quantity; returns it in its base unit, and the unit as written (人, 元 …, "" when there is none).

    >>> parse("约2亿元")
    (Quantity(low=Decimal('200000000'), high=None, qualifier='approx'), '元')
    """
    match = _TEXT.fullmatch(unicodedata.normalize("NFKC", text.strip()))
    if match is None:
        raise NotAQuantityError(text)
    parts = match.groupdict(default="")
    if parts["high"]:
        low_scale = parts["low_scale"] or parts["high_scale"]  # 2~3亿元 means 2亿 to 3亿
        low, high = _scaled(parts["low"], low_scale), _scaled(parts["high"], parts["high_scale"])
        if high < low:
            raise NotAQuantityError(text)
        return Quantity(low, high, "range") if high > low else Quantity(low), parts["unit"]
    return Quantity(_scaled(parts["low"], parts["low_scale"]), None, _qualifier(parts)), parts["unit"]


def _scaled(digits: str, scale: str) -> Decimal:
    value = Decimal(digits.replace(",", "")) * SCALES[scale]
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _qualifier(parts: dict[str, str]) -> str:
    if parts["before"]:
        return _BEFORE.get(parts["before"], "at_least")
    if parts["low_more"] or parts["more"]:
        return "at_least"
    return _AFTER.get(parts["after"], "exact")


def combine(qualifiers: Iterable[str]) -> str:
    """Qualifier of a sum: exact when every part is; one kind of vagueness stays that kind; a mixture is approximate.

    A range in the sum makes the sum a range.
    """
    found = set(qualifiers) - {"exact"}
    if "range" in found:
        return "range"
    return "exact" if not found else found.pop() if len(found) == 1 else "approx"


def plain(value: Decimal) -> str:
    """An exact decimal as text without exponent and trailing zeros: 158630000, 4.67."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
