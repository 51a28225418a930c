"""Whether a number counts or measures something: not the rest of a date, an idiom, a code or a part of a name."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from duikou.engines.reading.counted import noun_after
from duikou.engines.reading.found import Number, Reach
from duikou.engines.reading.numerals import arabic, chinese
from duikou.engines.reading.vocabulary import kinds, table

MORE: Final = re.compile(r"[余多来](?![自源])")
ORDINAL: Final = re.compile(r"第(?:[一二三四五六七八九十\d]+[、和至])?$")  # also the second of 第十、十一批
SCALE_END: Final = re.compile(r"[十百千]?[万亿]+$")
NOT_AFTER: Final = frozenset("第几数每某周初老高其")  # 几十家 and 数百人 are no counts
TERM: Final = re.compile(
    r"(?:为期|期限|时间|历时|时长|周期|[任职效务约]期)(?:一般|原则上|通常)?(?:最长)?(?:不超过|不少于)?(?:为|共|是)?$"
)
SUMMED: Final = re.compile(r"合计|总计|相加")  # 三项合计: of what was named, no count
BACK: Final = frozenset("来前后级间里")  # 三年来, 五年前
OTHER_WORD: Final = frozenset("大民方面")  # 两家人 … 三方面
RANKED: Final = frozenset("前进升降退移后")  # the first three, four places up
PLACES: Final = ("county", "district", "city", "village", "town", "province")
MANY: Final = 1000  # from which a number may count people without a measure word: 50000宁夏人
MONEY: Final = frozenset(("CNY", "USD", "HKD", "EUR"))


def number_at(text: str, match: re.Match[str]) -> Number | None:
    """The number of a match with what follows inside it; none where Chinese digits only stand side by side."""
    digits = match["arabic"] or match["chinese"]
    value = arabic(digits, match["scale"] or "", match["rest"] or "") if match["arabic"] else chinese(digits)
    if value is None:
        return None
    scale = match["scale"] or "" if match["arabic"] else "".join(SCALE_END.findall(digits)[-1:])
    follows = MORE.match(text, match.end())
    inside = match["inside"] or "".join(re.findall("[余多来]", digits)[-1:])
    return Number(
        match.start(), follows.end() if follows else match.end(), value, digits, scale,
        follows.group() if follows else inside or "", bool(match["arabic"]), bool(ORDINAL.search(text[max(match.start() - 6, 0) : match.start()])),
    )  # fmt: skip


def is_quantity(text: str, number: Number, reach: Reach, is_qualified: bool) -> bool:
    if not reach.measure:
        stands = bool(number.scale) or number.value >= MANY if number.is_arabic else _is_spoken(text, number)
        return stands and not number.is_ordinal
    if number.is_ordinal:
        return _is_ordinal(text, reach)
    if not _measure_holds(text, number, reach):
        return False
    return number.is_arabic or _chinese_counts(text, number, reach, is_qualified)


def _is_spoken(text: str, number: Number) -> bool:
    """两百三十多亿: an amount said without its 元."""
    return number.scale.endswith("亿") and not number.is_bare and text[number.start - 1 : number.start] not in NOT_AFTER


@cache
def _ordinal(kind: str) -> frozenset[str]:
    return frozenset(table("measures")["ordinal"][kind].split())


def _is_ordinal(text: str, reach: Reach) -> bool:
    return reach.measure in _ordinal("always") or (
        reach.measure in _ordinal("when_named") and bool(noun_after(text, reach.end)[0])
    )


def _measure_holds(text: str, number: Number, reach: Reach) -> bool:
    """The measure word is not the beginning of another word (三成立, 5分布), nor the number a year, a rank or a date."""
    measure, before, following = reach.measure, text[number.start - 1 : number.start], text[reach.end : reach.end + 1]
    if following and following in table("measures")["not_before"].get(measure, ""):
        return False
    if measure == "年":
        return not (number.is_arabic and len(number.digits) == 4 and not number.scale and "." not in number.digits)
    if measure in ("名", "位", "强"):
        return before not in RANKED
    if measure == "度":
        return bool(number.scale)  # 12亿度 of current
    if measure == "日":
        return following in ("内", "以", "之")  # every 5日 of a month is a date
    if measure in ("成", "成半"):
        return number.value <= 10
    if measure == "分":
        return number.is_arabic and not number.scale
    if kinds("measures")[measure] in PLACES:
        return before not in ("", "\n")
    return True


def _chinese_counts(text: str, number: Number, reach: Reach, is_qualified: bool) -> bool:
    before, following = text[number.start - 1 : number.start], text[reach.end : reach.end + 1]
    if (
        not number.value
        or before in NOT_AFTER
        or (isinstance(reach.value, tuple) and not number.is_small and number.is_bare)
    ):
        return False
    if number.is_bare:
        return _bare_counts(number, reach, is_qualified)
    if number.digits == "一":
        return reach.measure in ("倍", "成", *table("measures")["half"].split()) or (
            reach.measure == "年" and _is_term(text, number, following, is_qualified)
        )
    if number.digits == "二":
        return reach.measure in ("倍", "成", "成半")
    if reach.measure == "年":
        return following not in BACK
    if reach.measure == "个月" and following == "来":
        return False
    return following not in OTHER_WORD and not SUMMED.match(text, reach.end)


def _is_term(text: str, number: Number, following: str, is_qualified: bool) -> bool:
    """期限一年, 最长不超过一年; not 近一年, 一年来."""
    lead = text[max(number.start - 12, 0) : number.start]
    return bool(TERM.search(lead)) or (is_qualified and following not in BACK and not lead.endswith("近"))


def _bare_counts(number: Number, reach: Reach, is_qualified: bool) -> bool:
    """百余家, 近千人, 亿元以上, 百亿元; not 单位:万元, 千人计划."""
    if is_qualified or reach.more:
        return True
    return kinds("measures")[reach.measure] in MONEY and len(number.digits) > 1
