"""Totals against their parts: lists after 其中 and 分别为, lists that say they are all, sums after a list, signings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from duikou.engines.checking.amounts import Band, band, shown, step, total
from duikou.engines.checking.mentions import Mention, same_unit
from duikou.engines.checking.model import HARD, SOFT, Conflict, Span, any_of, words
from duikou.engines.checking.values import NO_UNITS

SUMMED: Final = re.compile(r"(?:合计|共计|总计|总共|一共)|[两三四五六七八九十]+[年项个期批次县区市家类]+共")
STEMS: Final = ("签约", "签订", "落地", "开工", "引进")


@dataclass(frozen=True)
class List:
    """A head with totals, the word that opens the list, and the parts it gives."""

    heads: tuple[Mention, ...]
    parts: tuple[Mention, ...]
    exhaustive: bool


@cache
def _marker() -> re.Pattern[str]:
    partial, whole = any_of(words()["partial"]), any_of(words()["exhaustive"])
    return re.compile(rf"(?P<whole>{whole})|(?P<partial>{partial})")


def of_lists(text: str, every: Sequence[Mention]) -> list[Conflict]:
    """Lists whose parts are more than their total, or do not add up to it although they are all there are."""
    result = []
    for told in _lists(text, every):
        columns = list(_columns(told))
        proved = told.exhaustive or any(_exact(head, parts) for head, parts in columns)
        for head, parts in columns:
            result += _judged(head, parts, exhaustive=proved)
    return result


def _lists(text: str, every: Sequence[Mention]) -> Iterator[List]:
    """One list for each marker: heads are the numbers before it in its sentence, else those of the sentence before."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in every:
        by_sentence[mention.sentence].append(mention)
    numbers = sorted(by_sentence)
    for place, number in enumerate(numbers):
        told = by_sentence[number]
        start, end = told[0].found.char_start, told[-1].found.char_end
        begin = max(_sentence_start(text, start), 0)
        markers = list(_marker().finditer(text, begin, end))
        for index, marker in enumerate(markers):
            stop = markers[index + 1].start() if index + 1 < len(markers) else end + 1
            if marker["partial"] and text[marker.end() : marker.end() + 1] not in "::":
                stop = min(stop, _statement_end(text, marker.end(), stop))
            floor = markers[index - 1].end() if index else begin
            heads = [one for one in told if floor <= one.found.char_start < marker.start() and not _is_change(one)]
            if not heads and place and marker.start() - begin < 12:
                heads = by_sentence[numbers[place - 1]] if numbers[place - 1] >= number - 2 else []
            parts = [one for one in told if marker.end() <= one.found.char_start < stop]
            yield List(tuple(heads[-6:]), tuple(parts), marker["whole"] is not None)


def _sentence_start(text: str, place: int) -> int:
    return max(text.rfind(end, max(place - 400, 0), place) for end in "。!?\n") + 1 or max(place - 400, 0)


def _statement_end(text: str, place: int, stop: int) -> int:
    found = re.compile("[;;]").search(text, place, stop)
    return found.start() if found else stop


def _columns(told: List) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each total with the parts that are counted as it is; where two totals could own a part, none does."""
    seen: set[str] = set()
    for head in reversed(told.heads):
        unit = head.found.unit
        if unit in NO_UNITS or unit in seen or head.found.qualifier == "ordinal" or isinstance(head.found.value, tuple):
            continue
        seen.add(unit)
        parts = [part for part in told.parts if _part_of(part, head)]
        if parts:
            yield head, parts


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(any_of(words()[name]))


def _part_of(part: Mention, head: Mention) -> bool:
    if part.found.qualifier == "ordinal" or isinstance(part.found.value, tuple):
        return False
    if not same_unit(part, head):
        return False
    if _is_change(part) or SUMMED.search(part.before[-8:]):
        return False
    return _kind(part) in ("", _kind(head))


def _is_change(mention: Mention) -> bool:
    """Whether a number says by how much something changed, or what one of many has: no total and no part."""
    return bool(_pattern("difference").search(mention.before[-10:] + mention.after[:4]))


def _kind(mention: Mention) -> str:
    """What kind of money it is: 产值, 贷款 …; "" where the words do not say."""
    match = _pattern("money").search(mention.before[-10:] + mention.after[:4]) if mention.found.unit == "CNY" else None
    return match.group() if match else ""


def _exact(head: Mention, parts: Sequence[Mention]) -> bool:
    """Whether two or more parts add up to the total to the last digit: then the list is complete."""
    return len(parts) > 1 and head.found.value == sum((_value(part) for part in parts), Decimal(0))


def _value(mention: Mention) -> Decimal:
    return mention.found.value if isinstance(mention.found.value, Decimal) else mention.found.value[0]


def _judged(head: Mention, parts: list[Mention], *, exhaustive: bool) -> list[Conflict]:
    whole, added = band(head.found), _added(head, parts)
    if exhaustive and len(parts) > 1 and not whole.meets(added):
        return [_off(head, parts)]
    greater = [part for part in parts if band(part.found).low > whole.high]
    if greater and not _pattern("overlapping").search(head.after[:6]):
        why = f"其中一部分为{greater[0].found.figure},大于总数{head.found.figure},请核对。"
        return [Conflict("sum", HARD, (Span.of(head.found), Span.of(greater[0].found)), why)]
    overlapping = any(_pattern("overlapping").search(part.before[-10:] + part.after[:8]) for part in parts)
    if len(parts) > 1 and not overlapping and added.low > whole.high:
        return [_off(head, parts)]
    return []


def _added(head: Mention, parts: Sequence[Mention]) -> Band:
    """The sum of the parts; exact ones may be off by one in the last digit of the coarsest, from rounding."""
    if any(one.found.qualifier != "exact" for one in (head, *parts)):
        return total([part.found for part in parts])
    amount = sum((_value(part) for part in parts), Decimal(0))
    coarse = max(step(one.found) for one in (head, *parts))
    slack = coarse / 2 if coarse != 1 else Decimal(0)
    return Band(amount - slack, amount + slack)


def _off(head: Mention, parts: Sequence[Mention]) -> Conflict:
    amount = sum((_value(part) for part in parts), Decimal(0))
    added = " + ".join(shown(_value(part)) for part in parts[:8]) + (" + …" if len(parts) > 8 else "")
    why = f"各部分 {added} = {shown(amount)},与总数{head.found.figure}不符,请核对。"
    return Conflict("sum", HARD, (Span.of(head.found), *(Span.of(part.found) for part in parts)), why)


def of_sums(text: str, every: Sequence[Mention]) -> list[Conflict]:
    """A sum written after its parts: 3个、5个、4个,三年共12个."""
    result = []
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in every:
        earlier = by_sentence[mention.sentence]
        said = text[max(mention.found.char_start - 12, 0) : mention.found.char_start].rpartition(",")[2]
        if SUMMED.search(said) and mention.found.qualifier == "exact":
            parts = _before_sum(text, mention, earlier[-40:])
            if len(parts) > 1 and not band(mention.found).meets(_added(mention, parts)):
                result.append(_off(mention, parts))
        earlier.append(mention)
    return result


def _before_sum(text: str, mention: Mention, earlier: Sequence[Mention]) -> list[Mention]:
    """The parts before a sum: what is counted as it is, after the last word that opens a list."""
    opened = 0
    if earlier:
        found = list(_marker().finditer(text, earlier[0].found.char_start, mention.found.char_start))
        opened = found[-1].end() if found else 0
    parts = [one for one in earlier if one.found.char_start >= opened and _part_of(one, mention)]
    return [one for one in parts if not one.total]


def of_signings(every: Sequence[Mention]) -> list[Conflict]:
    """A total of the text that is less than the events named elsewhere in it; they may overlap, so a person has to look."""
    result = []
    for stem in STEMS:
        told = [one for one in every if one.found.unit == "project" and stem in one.before[-12:] + one.after[:8]]
        events = list({one.found.value: one for one in told if not one.total and _is_event(one)}.values())
        for head in [one for one in told if one.total and not _is_event(one)][:20]:
            parts = [one for one in events if one.statement != head.statement][:40]
            amount = total([one.found for one in parts])
            if len(parts) > 1 and amount.low > band(head.found).high:
                result.append(_overlap(head, parts))
    return result


def _is_event(mention: Mention) -> bool:
    named = _pattern("events").search(mention.before)
    return mention.found.qualifier == "exact" and bool(mention.scope.event or named)


def _overlap(head: Mention, parts: Sequence[Mention]) -> Conflict:
    added = " + ".join(shown(_value(part)) for part in parts)
    amount = shown(sum((_value(part) for part in parts), Decimal(0)))
    why = f"分次数目 {added} = {amount},多于总数 {shown(_value(head))},除非各次有重叠,请说明口径。"
    return Conflict("sum", SOFT, (*(Span.of(part.found) for part in parts), Span.of(head.found)), why)
