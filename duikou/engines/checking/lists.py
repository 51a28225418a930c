"""Totals against the parts listed after them: 其中, 分别为, 按产业分, 由…组成; and counts against the names listed after them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from duikou.engines.checking.amounts import Band, band, shown, step, total
from duikou.engines.checking.mentions import Mention, content, same_unit
from duikou.engines.checking.model import HARD, Conflict, Span, any_of, words
from duikou.engines.checking.values import NO_UNITS

SUMMED: Final = re.compile(r"(?:合计|共计|总计|总共|一共|总分|小计)|[两三四五六七八九十]+[年项个期批次县区市家类者]+共")
WHOLE: Final = re.compile(
    r"(?:按|分)[\u4e00-\u9fff]{1,6}?(?:分|划分|来看|看)[,:]|(?<=[,。;:])由(?=[^,。;]{2,120}(?:组成|构成))"
)
KINDS: Final = re.compile(
    r"(?:分为|分成|涵盖|涉及|包括)?([两三四五六七八九十]|\d{1,2})(?:大?类|[个大]?部分|个方面|大板块|个板块)"
)
WITHIN: Final = re.compile(r"(?:中|其中|里)(?:已|有|已有)?$")
CLASS: Final = re.compile(r"以[上下内]$")  # 10亿元以上1个: the name of a class, not a part
MOST: Final = re.compile(r"最[多少大小高低]|居首|列首|排名|位居")
COUNTERS: Final = "个项家名人所户处批次"
SEEN: Final = 6  # heads looked at before a list
NEAR: Final = 3  # sentences before a list in which its heads stand
GAP: Final = 48  # characters between two parts of one list


@dataclass(frozen=True)
class List:
    """A head with totals, the word that opens the list, and the parts it gives."""

    heads: tuple[Mention, ...]
    parts: tuple[Mention, ...]
    exhaustive: bool
    kinds: int
    opened: int


@cache
def marker() -> re.Pattern[str]:
    partial, whole = any_of(words()["partial"]), any_of(words()["exhaustive"])
    return re.compile(rf"(?P<whole>{whole}|{WHOLE.pattern})|(?P<partial>{partial})")


def of_lists(text: str, every: Sequence[Mention]) -> list[Conflict]:
    """Lists whose parts are more than their total, or do not add up to it although they are all there are."""
    result = []
    for told in _lists(text, every):
        columns = [(heads, parts) for heads, parts in _columns(told) if heads]
        proofs = {head.sentence for heads, parts in columns for head in heads if _exact(head, parts)}
        counted = any(len(parts) == told.kinds for _heads, parts in columns)
        for heads, parts in columns:
            proved = told.exhaustive or counted or heads[0].sentence in proofs
            if not (_exact(heads[0], parts) and not told.exhaustive):
                result += _judged(heads, parts, exhaustive=proved, near=told.opened)
    return result


def _lists(text: str, every: Sequence[Mention]) -> Iterator[List]:
    """One list for each marker: heads are the numbers before it in its sentence, else those of the sentences before."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in every:
        by_sentence[mention.sentence].append(mention)
    for number, told in by_sentence.items():
        start, end = told[0].found.char_start, told[-1].found.char_end
        begin = _sentence_start(text, start)
        markers = [one for one in marker().finditer(text, max(begin - 1, 0), end + 12) if one.end() < end]
        for index, opening in enumerate(markers):
            stop = markers[index + 1].start() if index + 1 < len(markers) else end + 1
            if opening["partial"] and text[opening.end() : opening.end() + 1] not in "::":
                stop = min(stop, _statement_end(text, opening, stop))
            floor = markers[index - 1].end() if index else begin
            heads = [one for one in told if floor <= one.found.char_start < opening.start() and not is_change(one)]
            if not heads and opening.start() - begin < 12:
                near = range(number - NEAR, number)
                told_before = [one for place in near for one in by_sentence.get(place, [])]
                heads = [one for one in told_before if not is_change(one) and not one.scope.part]
            parts = [one for one in told if opening.end() <= one.found.char_start < stop]
            if parts and MOST.search(text, opening.end(), parts[-1].found.char_end + 6):
                continue  # the first and the last of a list, not the list
            kinds = KINDS.findall(text, max(opening.start() - 40, 0), opening.start() + 1)
            number_of_kinds = _small(kinds[-1]) if kinds else 0
            yield List(
                tuple(heads[-SEEN:]), tuple(_run(parts)), opening["whole"] is not None, number_of_kinds, opening.end()
            )


def _small(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else "零一二三四五六七八九十".find(numeral.replace("两", "二"))


def _run(parts: Sequence[Mention]) -> Iterator[Mention]:
    """The parts up to where the list breaks off: far from the last one, or counted within something else."""
    for place, part in enumerate(parts):
        if place and part.found.char_start - parts[place - 1].found.char_end > GAP:
            return
        if place and WITHIN.search(part.before) and not part.before.endswith("其中"):
            return
        yield part


def _sentence_start(text: str, place: int) -> int:
    return max(text.rfind(end, max(place - 400, 0), place) for end in "。!?\n") + 1 or max(place - 400, 0)


def _statement_end(text: str, opening: re.Match[str], stop: int) -> int:
    """Where a list after 其中 ends: at the next ";", but for one that stands at the head of its sentence."""
    if text[opening.start() - 1 : opening.start()] in "。\n" and text[opening.end() : opening.end() + 1] == ",":
        return stop
    found = text.find(";", opening.end(), stop)
    return found if found >= 0 else stop


def _columns(told: List) -> Iterator[tuple[list[Mention], list[Mention]]]:
    """The parts that are counted alike, told apart by the word that comes back in every row, each with its possible totals."""
    heads = [one for one in reversed(told.heads) if _can_head(one)]
    left = [part for part in told.parts if not _excluded(part)]
    while left:
        first = left[0]
        alike = [part for part in left if same_unit(part, first) or _same_counter(part, first)]
        left = [part for part in left if part not in alike]
        if first.found.unit in NO_UNITS:
            continue
        keys = Counter(_key(part) for part in alike)
        repeated = [key for key, times in keys.items() if times > 1 and key]
        for key in repeated if len(repeated) > 1 else [""]:
            parts = [part for part in alike if not key or _key(part) == key]
            owners = [one for one in heads if key in one.before + one.after and _fits(one, parts)]
            yield owners, parts


def _key(part: Mention) -> str:
    return content(part.before)[-2:]


def _same_counter(one: Mention, two: Mention) -> bool:
    """5个 after 培训类 and 14个 after 产业类: counted by one word, with nothing named behind it."""
    bare = one.found.unit_text == two.found.unit_text and one.found.unit_text[:1] in COUNTERS
    return bare and not content(one.after) and not content(two.after)


def _can_head(one: Mention) -> bool:
    found = one.found
    return found.unit not in NO_UNITS and found.qualifier != "ordinal" and not isinstance(found.value, tuple)


def _excluded(part: Mention) -> bool:
    if part.found.qualifier == "ordinal" or isinstance(part.found.value, tuple) or CLASS.search(part.found.quote):
        return True
    return is_change(part) or bool(SUMMED.search(part.before[-8:]))


def _fits(head: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a number can be the total of these: counted as they are, and money of their kind."""
    alike = sum(1 for part in parts if same_unit(part, head) or _same_counter(part, head))
    return alike == len(parts) and all(kind(part) in ("", kind(head)) for part in parts)


def part_of(part: Mention, head: Mention) -> bool:
    return not _excluded(part) and same_unit(part, head) and kind(part) in ("", kind(head))


@cache
def pattern(name: str) -> re.Pattern[str]:
    return re.compile(any_of(words()[name]))


def is_change(mention: Mention) -> bool:
    """Whether a number says by how much something changed, or what one of many has: no total and no part."""
    return bool(pattern("difference").search(mention.before[-10:] + mention.after[:4]))


def kind(mention: Mention) -> str:
    """What kind of money it is: 产值, 贷款 …; "" where the words do not say."""
    match = pattern("money").search(mention.before[-10:] + mention.after[:4]) if mention.found.unit == "CNY" else None
    return match.group() if match else ""


def _exact(head: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the first parts, two or more, add up to the total to the last digit: then the list is complete with them."""
    amount = Decimal(0)
    for place, part in enumerate(parts):
        amount += value(part)
        if place and amount == head.found.value:
            return True
    return False


def value(mention: Mention) -> Decimal:
    return mention.found.value if isinstance(mention.found.value, Decimal) else mention.found.value[0]


def _judged(heads: Sequence[Mention], parts: list[Mention], *, exhaustive: bool, near: int) -> list[Conflict]:
    """Parts against the nearest total; silent where another number before the list could be theirs."""
    head = heads[0]
    if any((not exhaustive and _exact(one, parts)) or band(one.found).meets(added(one, parts)) for one in heads):
        return []
    if exhaustive and len(parts) > 1:
        return [] if _open(parts) else [off(head, parts)]
    far = parts[0].found.char_start - near > GAP // 2
    if (
        far
        or head.sentence < parts[0].sentence - 1
        or any(value(one) >= sum(value(part) for part in parts) for one in heads[1:])
    ):
        return []
    return _exceeding(head, parts)


def _exceeding(head: Mention, parts: list[Mention]) -> list[Conflict]:
    whole = band(head.found)
    if band(parts[0].found).low > whole.high and not pattern("overlapping").search(head.after[:6]):
        why = f"其中一部分为{parts[0].found.figure},大于总数{head.found.figure},请核对。"
        return [Conflict("sum", HARD, (Span.of(head.found), Span.of(parts[0].found)), why)]
    overlapping = any(pattern("overlapping").search(part.before[-10:] + part.after[:8]) for part in parts)
    if len(parts) > 1 and not overlapping and added(head, parts).low > whole.high:
        return [off(head, parts)]
    return []


def _open(parts: Sequence[Mention]) -> bool:
    """A list that ends in 等 does not name all."""
    return any("等" in part.after[:6] for part in parts[-1:])


def added(head: Mention, parts: Sequence[Mention]) -> Band:
    """The sum of the parts; exact ones may be off by one in the last digit of the coarsest, from rounding."""
    if any(one.found.qualifier != "exact" for one in (head, *parts)):
        return total([part.found for part in parts])
    amount = sum((value(part) for part in parts), Decimal(0))
    coarse = max(step(one.found) for one in (head, *parts))
    slack = coarse / 2 if coarse != 1 else Decimal(0)
    return Band(amount - slack, amount + slack)


def off(head: Mention, parts: Sequence[Mention]) -> Conflict:
    amount = sum((value(part) for part in parts), Decimal(0))
    figures = " + ".join(shown(value(part)) for part in parts[:8]) + (" + …" if len(parts) > 8 else "")
    why = f"各部分 {figures} = {shown(amount)},与总数{head.found.figure}不符,请核对。"
    return Conflict("sum", HARD, (Span.of(head.found), *(Span.of(part.found) for part in parts)), why)
