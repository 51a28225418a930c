"""What a blank probably means: figures by likeness of words, the period and the scale by the words that name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from duikou.engines.bigrams import normal, pairs

# In order: the longer words first, because 上年同期 holds 上年.
PERIODS: Final = (
    ("same_last_year", ("上年同期", "去年同期", "同期")),
    ("last_year", ("上年", "去年", "上一年")),
    ("last_month", ("上月", "上个月")),
    ("this_month", ("本月", "当月")),
    ("this_quarter", ("本季", "当季", "季度")),
    ("this_year", ("本年", "今年", "当年", "年度", "全年", "新增")),
    ("total", ("累计", "截至", "总数", "总计")),
)
SCALES: Final = {"亿": 100_000_000, "万": 10_000, "千": 1_000}
LEAST: Final = 0.2  # likeness below which a figure is no proposal


def period_in(label: str) -> str:
    """The period that the words name; without one the total so far."""
    return next((period for period, words in PERIODS if any(word in label for word in words)), "total")


def scale_in(unit: str) -> int:
    """By how much a value in base units is divided for this unit: 10,000 for 万元."""
    return next((size for word, size in SCALES.items() if unit.startswith(word)), 1)


def propose(heads: Sequence[str], candidates: Mapping[str, str], count: int = 5) -> list[str]:
    """The keys whose words are most like one of the heads, best first."""
    wanted = [pairs(normal(head)) for head in heads]
    known = {key: pairs(normal(words)) for key, words in candidates.items()}
    scores = {key: max(_likeness(head, words) for head in wanted) for key, words in known.items()}
    return [key for key in sorted(scores, key=lambda key: (-scores[key], key)) if scores[key] >= LEAST][:count]


def _likeness(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
