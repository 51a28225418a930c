"""Percentages against the numbers they come from: shares, rates of what was done, growth from one value to another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from duikou.engines.checking.amounts import Band, band, shown, step
from duikou.engines.checking.mentions import Mention, same_unit
from duikou.engines.checking.model import HARD, Conflict, Span, words

SHARE: Final = re.compile(r"占(?:比|到|总数|全部|总量|总额|其)?[的约达为近超过]*$|(?:占比|比重)[约达为近超过]*$")
RATE: Final = re.compile(r"([\u4e00-\u9fff]{2}率)[约达为]*$")
FROM: Final = re.compile(r"(?:由|从)[\u4e00-\u9fff\d年度的]{0,12}$")
TO: Final = re.compile(
    r"^[\u4e00-\u9fff]{0,6}?(?:增长|增加|提高|提升|上升|升|扩大|扩展|增|发展|上涨|下降|减少|降|压减)(?:到|至|为)"
)
GROWN: Final = re.compile(
    r"(?:增长|增幅|提高|增加|上升|提升|下降|降低|减少|降幅|净增|同比增长)(?:了|达|为|约|近|超过?)?$"
)
YEARLY: Final = re.compile(r"年均|每年|平均每年|年平均|百分点")
PART: Final = re.compile(r"占(?:比)?[约达为]?$")
TENTH: Final = Decimal("0.1")


def of_rates(text: str, every: Sequence[Mention]) -> list[Conflict]:
    """Every percentage of a sentence that its own sentence contradicts."""
    result = []
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in every:
        by_sentence[mention.sentence].append(mention)
    for told in by_sentence.values():
        result += [*_shares(told), *_growth(text, told[:60]), *_whole(told)]
    return result


def _shares(told: Sequence[Mention]) -> Iterator[Conflict]:
    for place, mention in enumerate(told):
        if mention.found.unit != "percent" or place < 2:
            continue
        part, whole = told[place - 1], told[place - 2]
        if not _comparable(part, whole):
            continue
        rate = RATE.search(mention.before)
        stem = words()["rates"].get(rate[1]) if rate else None
        shared = SHARE.search(mention.before) and part.scope.part and mention.statement == whole.statement
        if shared or (stem and stem in part.before + part.after):
            yield from _ratio(mention, part, whole)


def _comparable(part: Mention, whole: Mention) -> bool:
    return (
        same_unit(part, whole)
        and part.found.unit != "percent"
        and not any(isinstance(one.found.value, tuple) or one.found.qualifier == "ordinal" for one in (part, whole))
    )


def _ratio(stated: Mention, part: Mention, whole: Mention) -> Iterator[Conflict]:
    above, below = band(part.found), band(whole.found)
    if below.low <= 0:
        return
    if not _near(stated, Band(above.low * 100 / below.high, above.high * 100 / below.low)):
        right = (_value(part) * 100 / _value(whole)).quantize(TENTH)
        why = f"{part.found.figure}占{whole.found.figure}的{right}%,文中为{stated.found.figure},请核对。"
        yield Conflict("rate", HARD, (Span.of(whole.found), Span.of(part.found), Span.of(stated.found)), why)


def _near(stated: Mention, worked: Band) -> bool:
    """Whether the stated number can be the worked-out one, rounded up or down in its last digit."""
    told = band(stated.found)
    slack = step(stated.found)
    return Band(told.low - slack, told.high + slack).meets(worked)


def _value(mention: Mention) -> Decimal:
    return mention.found.value if isinstance(mention.found.value, Decimal) else mention.found.value[0]


def _growth(text: str, told: Sequence[Mention]) -> Iterator[Conflict]:
    """由 a 增长到 b,增长 x% (or by c)."""
    for place in range(len(told) - 2):
        first, second, third = told[place : place + 3]
        between = text[first.found.char_end : second.found.char_start]
        if not (FROM.search(first.before) and TO.match(between) and _comparable(second, first)):
            continue
        since = text[second.found.char_end : third.found.char_start]
        if not GROWN.search(since) or YEARLY.search(since) or len(since) > 16:
            continue
        yield from _grown(first, second, third)


def _grown(first: Mention, second: Mention, third: Mention) -> Iterator[Conflict]:
    one, two = band(first.found), band(second.found)
    if third.found.unit == first.found.unit:
        worked = Band(abs(two.low - one.high), abs(two.high - one.low))
        right = shown(abs(_value(second) - _value(first)))
    elif third.found.unit == "percent" and one.low > 0:
        ends = [abs((two.low - one.high) * 100 / one.high), abs((two.high - one.low) * 100 / one.low)]
        worked = Band(min(ends), max(ends))
        right = f"{(abs(_value(second) - _value(first)) * 100 / _value(first)).quantize(TENTH)}%"
    else:
        return
    if not _near(third, worked):
        why = f"由{first.found.figure}到{second.found.figure},变化应为{right},文中为{third.found.figure},请核对。"
        yield Conflict("rate", HARD, tuple(Span.of(one.found) for one in (first, second, third)), why)


def _whole(told: Sequence[Mention]) -> Iterator[Conflict]:
    """Shares of one whole that come to more than everything: 占45%、占35%、占30%."""
    by_statement: dict[int, list[Mention]] = defaultdict(list)
    for mention in told:
        if mention.found.unit == "percent" and PART.search(mention.before):
            by_statement[mention.statement].append(mention)
    for run in by_statement.values():
        if len(run) > 2 and sum(band(one.found).low for one in run) > 100:
            added = " + ".join(one.found.figure for one in run)
            why = f"各项占比 {added} 合计超过100%,请核对。"
            yield Conflict("rate", HARD, tuple(Span.of(one.found) for one in run), why)
