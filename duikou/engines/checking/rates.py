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

SHARE: Final = re.compile(r"(?:占(?:比|到|股)?|持股|股比|占(?:总数|全部|总量|总额|其)的?|比重|占比)[约达为近超过]*$")
OF: Final = re.compile(r"占(?:全部|总)?([\u4e00-\u9fff]{2,6}?)(?:总额|总数|总量)?的[约近]?$")
BETWEEN: Final = re.compile(r"的[约近]?")
RATE: Final = re.compile(r"([\u4e00-\u9fff]{2})率[约达为]*$")
GOAL: Final = re.compile(
    r"(?:完成|达到|占|实现)(?:了)?(?:全年|年度|年初|本年度|当年)?(?:目标|任务|计划)(?:任务)?[\u4e00-\u9fff]{0,2}?的?[约近]?$"
)
AIM: Final = re.compile(r"目标|任务|计划")
FROM: Final = re.compile(r"(?:由|从)[\u4e00-\u9fff\d年度的]{0,12}$")
TO: Final = re.compile(
    r"^[\u4e00-\u9fff]{0,6}?(?:增长|增加|提高|提升|上升|升|扩大|扩展|增|发展|上涨|下降|减少|降|压减|压缩|缩短)(?:到|至|为)"
)
GROWN: Final = re.compile(
    r"(?:增长|增幅|提高|增加|上升|提升|下降|降低|减少|降幅|净增|压缩|缩短|同比增长)(?:了|达|为|约|近|超过?)?$"
)
RISEN: Final = re.compile(r"^[,、]?(?:同比|比上年|较上年|比去年|较去年)?(?:增长|增加|提高|上升|增幅)(?:了|约|近|达)?$")
FALLEN: Final = re.compile(r"^[,、]?(?:同比|比上年|较上年|比去年|较去年)?(?:下降|减少|降低|降幅)(?:了|约|近|达)?$")
TIMES: Final = re.compile(r"^[,、]?(?:是|为|相当于)(?:上年|去年|前年|上一年|20\d\d年)(?:同期|全年)?的(?:近|约)?$")
YEARLY: Final = re.compile(r"年均|每年|平均每年|年平均|百分点")
PART: Final = re.compile(r"占(?:比)?[约达为]?$")
TENTH: Final = Decimal("0.1")
SEEN: Final = 8  # numbers looked at before a percentage
WINDOW: Final = 60


def of_rates(text: str, every: Sequence[Mention]) -> list[Conflict]:
    """Every percentage of a sentence that its own sentence contradicts."""
    result = []
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in every:
        by_sentence[mention.sentence].append(mention)
    for told in by_sentence.values():
        result += [*_shares(text, told), *_growth(text, told[:WINDOW]), *_over_years(text, told), *_whole(told)]
    return result


def _shares(text: str, told: Sequence[Mention]) -> Iterator[Conflict]:
    """Rates and shares whose part and whole stand before them, unless any two numbers before give what is stated."""
    for place, stated in enumerate(told):
        if stated.found.unit not in ("percent", "fraction") or place < 2 or "分别" in stated.before:
            continue
        earlier = told[max(place - SEEN, 0) : place]
        pair = _rated(stated, earlier) or _goal(stated, earlier) or _shared(text, stated, earlier)
        if pair and not _explained(stated, earlier):
            yield _ratio(stated, *pair)


def _rated(stated: Mention, earlier: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """验收率 after 项目75个,已验收45个."""
    rate = RATE.search(stated.before)
    if not rate or rate[1] in words()["other_rates"]:
        return None
    stem = words()["rates"].get(f"{rate[1]}率", rate[1])
    place = next((place for place in reversed(range(len(earlier))) if stem in _around(earlier[place])), 0)
    return _pair(earlier, place)


def _goal(stated: Mention, earlier: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """完成全年目标的92% after a number that is the goal and one that is reached."""
    if not GOAL.search(stated.before):
        return None
    for place in reversed(range(1, len(earlier))):
        for whole in reversed(earlier[:place]):
            if (
                _comparable(earlier[place], whole)
                and AIM.search(whole.before)
                and not AIM.search(earlier[place].before)
            ):
                return earlier[place], whole
    return None


def _shared(text: str, stated: Mention, earlier: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """占40% beside its part and its whole; 占…的 only where the words name the whole."""
    part = earlier[-1]
    if text[part.found.char_end : stated.found.char_start].count(",") > 1 or "。" in stated.before:
        return None
    if BETWEEN.fullmatch(stated.before) and re.search(r"占|完成|达到", part.before):  # 占年度目标25亿元的78%
        told = next((one for one in reversed(earlier[:-1]) if _fits(one, part)), None)
        return (told, part) if told and told.statement == stated.statement else None
    named = OF.search(stated.before)
    if named:
        wholes = [one for one in earlier[:-1] if named[1][-2:] in one.before + one.after]
        return (part, wholes[-1]) if wholes and _fits(part, wholes[-1]) else None
    if not SHARE.search(stated.before):
        return None
    pair = _pair(earlier, len(earlier) - 1)
    subject = bool(pair) and (part.scope.part or re.match(r"已|现已|实际", part.before))
    return pair if subject and pair and pair[1].statement == part.statement else None


def _around(mention: Mention) -> str:
    return mention.before + mention.after


def _pair(earlier: Sequence[Mention], place: int) -> tuple[Mention, Mention] | None:
    """A part with the nearest number before it that can be its whole."""
    part = earlier[place]
    wholes = [one for one in reversed(earlier[:place]) if _fits(part, one)]
    outside = [one for one in wholes if not one.scope.part] if part.scope.part else wholes
    return (part, (outside or wholes)[0]) if wholes else None


def _fits(part: Mention, whole: Mention) -> bool:
    return _comparable(part, whole) and _value(whole) >= _value(part)


def _explained(stated: Mention, earlier: Sequence[Mention]) -> bool:
    """Whether any two numbers before, counted alike, or one of them and both together, give what is stated."""
    for place, one in enumerate(earlier):
        for two in earlier[place + 1 :]:
            if not _comparable(one, two):
                continue
            first, second = band(one.found), band(two.found)
            pairs = ((first, second), (second, first), (first, first + second), (second, first + second))
            if any(below.low > 0 and _near(stated, _percent(above, below)) for above, below in pairs):
                return True
    return False


def _comparable(part: Mention, whole: Mention) -> bool:
    alike = same_unit(part, whole) or part.found.unit_text == whole.found.unit_text
    return (
        alike
        and part.found.unit not in ("percent", "fraction", "times_factor", "year", "month", "day")
        and not any(isinstance(one.found.value, tuple) or one.found.qualifier == "ordinal" for one in (part, whole))
    )


def _percent(above: Band, below: Band) -> Band:
    return Band(above.low * 100 / below.high, above.high * 100 / below.low)


def _ratio(stated: Mention, part: Mention, whole: Mention) -> Conflict:
    right = (_value(part) * 100 / _value(whole)).quantize(TENTH)
    why = f"{part.found.figure}占{whole.found.figure}的{right}%,文中为{stated.found.figure},请核对。"
    return Conflict("rate", HARD, (Span.of(whole.found), Span.of(part.found), Span.of(stated.found)), why)


def _near(stated: Mention, worked: Band) -> bool:
    """Whether the stated number can be the worked-out one, rounded up or down in its last digit."""
    told = band(stated.found)
    slack = step(stated.found)
    if stated.found.unit == "times_factor":
        slack /= 2
    if stated.found.unit == "fraction":  # 四成 is 35% to 45%
        told, slack = Band(told.low * 100, told.high * 100), Decimal(5)
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


def _over_years(text: str, told: Sequence[Mention]) -> Iterator[Conflict]:
    """a in one year and b in the next, 同比增长 x% or 是上年的 n 倍, with the change told right behind the later one."""
    for place in range(2, len(told)):
        stated, second = told[place], told[place - 1]
        since = text[second.found.char_end : stated.found.char_start]
        since = since.removeprefix(second.found.unit_text[-1:] if since.startswith(second.found.unit_text[-1:]) else "")
        first = next((one for one in reversed(told[max(place - 4, 0) : place - 1]) if _year_before(one, second)), None)
        if first is None or _value(first) <= 0:
            continue
        one, two = band(first.found), band(second.found)
        ends = Band(two.low * 100 / one.high, two.high * 100 / one.low)
        unit = stated.found.unit
        if unit == "percent" and RISEN.match(since):
            worked, factor = Band(ends.low - 100, ends.high - 100), 1
        elif unit == "percent" and FALLEN.match(since):
            worked, factor = Band(100 - ends.high, 100 - ends.low), 1
        elif unit == "times_factor" and TIMES.match(since):
            worked, factor = ends, 100
        else:
            continue
        if not _meets(stated, worked, factor):
            change = (_value(second) * 100 / _value(first) - 100).quantize(TENTH)
            why = f"由{first.found.figure}到{second.found.figure},变化为{change}%,文中为{stated.found.figure},请核对。"
            yield Conflict("rate", HARD, tuple(Span.of(each.found) for each in (first, second, stated)), why)


def _meets(stated: Mention, worked: Band, factor: int) -> bool:
    told, slack = band(stated.found), step(stated.found)
    slack = slack / 2 if factor > 1 else slack
    return Band((told.low - slack) * factor, (told.high + slack) * factor).meets(worked)


def _year_before(one: Mention, two: Mention) -> bool:
    """Whether the second is the first a year later: each in its own year, and the second adds no words of its own."""
    here, there = one.scope, two.scope
    apart = set(there.times) - set(here.times)
    words_of_second = two.label - one.label
    return bool(apart) and _comparable(two, one) and one.found.unit_text == two.found.unit_text and not words_of_second


def _grown(first: Mention, second: Mention, third: Mention) -> Iterator[Conflict]:
    one, two = band(first.found), band(second.found)
    if third.found.unit == first.found.unit:
        worked = Band(abs(two.low - one.high), abs(two.high - one.low))
        right = shown(abs(_value(second) - _value(first)))
    elif third.found.unit == "times_factor" and one.low > 0:
        worked = Band(two.low / one.high - 1, two.high / one.low - 1)
        right = f"{(_value(second) / _value(first) - 1).quantize(TENTH)}倍"
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
