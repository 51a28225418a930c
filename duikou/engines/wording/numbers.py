"""A quantity as a clerk writes it in running text: 约2亿元, 近300人, 30余项, 800至1500人之间.

Papers write no thousands separators. Large amounts are scaled to 万 and 亿 where four decimals (two for things that are
counted) hold them exactly; an amount over 亿 that does not fit is rounded to two decimals, and says 约.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from duikou.engines.quantities import Quantity, plain

MEASURED: Final = ("元", "吨", "吨/年", "平方米", "千瓦时")
SCALES: Final = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))


def in_words(quantity: Quantity, unit: str) -> str:
    """The quantity with its unit; the unit stands where Chinese puts it (30余项, 36项以上, 8万吨/年)."""
    if quantity.high is not None:
        return f"{_number(quantity.low, unit)[0]}至{_number(quantity.high, unit)[0]}{unit}之间"
    text, rounded = _number(quantity.low, unit)
    qualifier = "approx" if rounded and quantity.qualifier == "exact" else quantity.qualifier
    if qualifier == "at_least":
        return f"{text}余{unit}" if text.endswith(("0", "万", "亿")) else f"{text}{unit}以上"
    before = {"approx": "约", "below": "近"}.get(qualifier, "")
    return f"{before}{text}{unit}"


def _number(value: Decimal, unit: str) -> tuple[str, bool]:
    """The digits with their scale, and whether they had to be rounded."""
    step = Decimal("0.0001") if unit in MEASURED else Decimal("0.01")
    for size, word in SCALES:
        if abs(value) < size:
            continue
        scaled = value / size
        if scaled == scaled.quantize(step):
            return plain(scaled.quantize(step)) + word, False
        if word == "亿":
            return plain(scaled.quantize(Decimal("0.01"))) + word, True
    return plain(value), False
