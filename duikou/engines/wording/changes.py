"""What a figure did since the last period: 比上年增长12.5%, 增加8个, 提高3个百分点, 持平, 首次.

change = now − before, in percent of before. Nothing is said where the last period was not reported (blank is not zero),
and nothing of ranges and of "at least" and "nearly", whose difference is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from duikou.engines.quantities import Quantity, plain
from duikou.engines.wording.numbers import MEASURED, in_words

FEW: Final = 100  # below this many counted things papers give the difference, not the percentage
TIMES: Final = 300  # from this growth in percent on they say how many times as much
KNOWN: Final = ("exact", "approx")


@dataclass(frozen=True)
class Change:
    kind: Literal["first", "same", "more", "less"]
    difference: Decimal
    before: Decimal
    vague: bool = False

    @property
    def percent(self) -> Decimal:
        return (self.difference * 100 / self.before).quantize(Decimal("0.1"))


def change(now: Quantity | None, before: Quantity | None) -> Change | None:
    if now is None or before is None or not {now.qualifier, before.qualifier} <= set(KNOWN):
        return None
    difference = now.low - before.low
    vague = "approx" in (now.qualifier, before.qualifier)
    if not before.low:
        return (
            Change("first", difference, before.low, vague) if difference > 0 else Change("same", difference, before.low)
        )
    kind: Literal["same", "more", "less"] = "same" if not difference else "more" if difference > 0 else "less"
    return Change(kind, abs(difference), before.low, vague)


def change_in_words(found: Change, than: str, unit: str) -> str:
    """The change against the period called `than` (上年, 上年末, 上季度)."""
    if found.kind == "first":
        return "为首次"
    if found.kind == "same":
        return f"与{than}持平"
    more, about = found.kind == "more", "约" if found.vague else ""
    if unit == "%":
        points = plain(found.difference.quantize(Decimal("0.1")))
        return f"比{than}{'提高' if more else '下降'}{about}{points}个百分点"
    if unit not in MEASURED and found.before < FEW:
        amount = in_words(Quantity(found.difference), unit)
        return f"比{than}{'增加' if more else '减少'}{about}{amount}"
    if more and found.percent >= TIMES:
        return f"为{than}的{about}{plain((found.percent / 100 + 1).quantize(Decimal('0.1')))}倍"
    return f"比{than}{'增长' if more else '下降'}{about}{plain(found.percent)}%"
