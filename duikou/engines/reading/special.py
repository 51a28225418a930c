"""Shares and firsts, which have no number with a measure word: 五分之一, 百分之三十, 一半, 首批."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from duikou.engines.reading.counted import counted, noun_after
from duikou.engines.reading.found import Found, Number
from duikou.engines.reading.numerals import chinese
from duikou.engines.reading.qualifiers import kind_before, qualifier_after, qualifier_before
from duikou.engines.reading.vocabulary import kinds

_CHINESE: Final = r"[一二三四五六七八九十百千两零]+(?:点[一二三四五六七八九零]+)?"
FRACTION: Final = re.compile(rf"([一二三四五六七八九十百千万]+)分之({_CHINESE}|\d+(?:\.\d+)?)|一半(?!是)")
FIRST: Final = re.compile(r"首(?P<measure>批次|批|届|次|个|家|例|条|座|台|趟|架|期|部|款|支|场|项|列)")
NAMED: Final = frozenset("个家例条座台趟架期部款支项列场次")  # 首个 counts only with what it is the first of
# The place in an order: 排名后3位, 居全省第四, 位列第2; with 第 it is ordinal.
RANK: Final = re.compile(
    r"(?:排名|位次|名次|位居|位列|列|居)(?:全[国省市县区州]|上升至|升至|降至|由|为|在|至)*(?P<rank>(?P<nth>第)?(?(nth)|[前后])(?:(?P<number>\d+)|(?(nth)(?P<chinese>[二三四五六七八九十]+)|(?!))))[位名]?"
    r"|(?:上升|下降|前进|前移|提升|后退|后移|下滑)了?(?P<moved>(?P<by>\d+)[位名])"
)
REACH: Final = 24  # characters before a share in which the qualifier of what it is of stands
OUT_OF: Final = {"百": ("percent", Decimal(1)), "千": ("permille", Decimal(1))}
APART: Final = re.compile(r"[,。;:!?\n()]")


def read_special(text: str) -> Iterator[Found]:
    yield from _fractions(text)
    yield from _firsts(text)
    yield from _ranks(text)


def _fractions(text: str) -> Iterator[Found]:
    for match in FRACTION.finditer(text):
        unit, value = _share(match)
        here = Number(match.start(), match.end(), value, match.group(), "", "", False, False)
        lead, after = qualifier_before(text, here), qualifier_after(text, match.end())
        start, end = match.start() - len(lead), match.end() + len(after)
        kind = kind_before(lead) or kinds("words", "after").get(after) or _vague(text, match.start())
        yield Found(start, end, text[start:end], match.group(), value, unit, "", kind)


def _share(match: re.Match[str]) -> tuple[str, Decimal]:
    if not match[1]:
        return "fraction", Decimal("0.5")
    top = Decimal(match[2]) if match[2][0].isdigit() else chinese(match[2]) or Decimal(0)
    unit, factor = OUT_OF.get(match[1], ("fraction", 1 / (chinese(match[1]) or Decimal(1))))
    return unit, top * factor


def _vague(text: str, start: int) -> str:
    """相当于全省的五分之一: the qualifier stands before what the share is of."""
    lead = APART.split(text[max(start - REACH, 0) : start])[-1]
    return next((kind for word, kind in kinds("words", "before").items() if len(word) > 1 and word in lead), "exact")


def _firsts(text: str) -> Iterator[Found]:
    for match in FIRST.finditer(text):
        measure, noun = match["measure"], noun_after(text, match.end())[0]
        if not noun and measure in NAMED:
            continue
        what = counted(text, match.start(), match.end(), measure, {})
        unit = "phase" if measure == "期" and kinds("nouns").get(noun) != "class" else what.unit
        start, end = match.span()
        yield Found(start, end, match.group(), match.group(), Decimal(1), unit, measure, "ordinal", what.noun)


def _ranks(text: str) -> Iterator[Found]:
    for match in RANK.finditer(text):
        start, end = match.start("moved" if match["moved"] else "rank"), match.end()
        digits = match["number"] or match["by"]
        value = Decimal(digits) if digits else chinese(match["chinese"]) or Decimal(0)
        kind = "ordinal" if match["nth"] else "exact"
        yield Found(
            start, end, text[start:end], text[start:end], value, "rank", text[end - 1 : end].strip("0123456789"), kind
        )
