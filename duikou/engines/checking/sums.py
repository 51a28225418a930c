"""Sums written after their parts, and events that come to more than the total of the text."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from duikou.engines.checking.amounts import band, shown, total
from duikou.engines.checking.lists import SUMMED, added, is_change, kind, marker, off, part_of, pattern, value
from duikou.engines.checking.mentions import Mention, same_unit
from duikou.engines.checking.model import SOFT, Conflict, Span

STEMS: Final = ("签约", "签订", "落地", "开工", "引进")
PAUSE: Final = re.compile(r"[,;:。\n]")
STATES: Final = (
    ("open", re.compile(r"(?:尚未|还未|未)[\u4e00-\u9fff]{0,6}$")),
    ("begun", re.compile(r"(?:正在|在建|推进中|进行中|在办)[\u4e00-\u9fff]{0,6}$")),
    ("done", re.compile(r"(?:已|完成|办结|竣工|建成|完工)[\u4e00-\u9fff]{0,6}$")),
)
REMEMBERED: Final = 40


def of_sums(text: str, every: Sequence[Mention]) -> list[Conflict]:
    """A sum written after its parts: 3个、5个、4个,三年共12个."""
    result = []
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in every:
        earlier = by_sentence[mention.sentence]
        said = PAUSE.split(text[max(mention.found.char_start - 12, 0) : mention.found.char_start])[-1]
        if SUMMED.search(said) and mention.found.qualifier == "exact" and not isinstance(mention.found.value, tuple):
            parts = _before_sum(text, mention, earlier[-REMEMBERED:])
            if len(parts) > 1 and not _adds_up(mention, earlier[-REMEMBERED:], parts):
                result.append(off(mention, parts))
        earlier.append(mention)
    return result


def _adds_up(mention: Mention, earlier: Sequence[Mention], parts: Sequence[Mention]) -> bool:
    """Whether the parts, or any run of the last numbers before the sum, come to it."""
    if band(mention.found).meets(added(mention, parts)):
        return True
    counted = [value(one) for one in reversed(earlier) if same_unit(one, mention)]
    return any(amount == mention.found.value for amount in list(itertools.accumulate(counted))[1:])


def _before_sum(text: str, mention: Mention, earlier: Sequence[Mention]) -> list[Mention]:
    """The parts before a sum: what is counted as it is, in its own statement or else its sentence, after the last word that opens a list."""
    opened = 0
    if earlier:
        found = list(marker().finditer(text, earlier[0].found.char_start, mention.found.char_start))
        opened = found[-1].end() if found else 0
    parts = [one for one in earlier if one.found.char_start >= opened and part_of(one, mention) and not one.total]
    own = [one for one in parts if one.statement == mention.statement]
    if len(own) > 1 or len(parts) > 1:
        return own if len(own) > 1 else parts
    return _of_any_kind(mention, [one for one in earlier if one.found.char_start >= opened])


def _of_any_kind(mention: Mention, earlier: Sequence[Mention]) -> list[Mention]:
    """补助、配套、捐赠,共计: a sum that names no kind of money is one of three or more of all kinds before it."""
    own = [one for one in earlier if one.statement == mention.statement and same_unit(one, mention)]
    plain = [one for one in own if one.found.qualifier == "exact" and not one.total and not is_change(one)]
    return plain if len(plain) > 2 and not kind(mention) else []


def of_states(every: Sequence[Mention]) -> list[Conflict]:
    """42项任务,已完成27项,正在推进12项,尚未启动4项: what is done, under way and not begun is all there is."""
    result = []
    every = [one for one in every if one.found.unit != "percent"]
    for place in range(3, len(every)):
        parts = every[place - 2 : place + 1]
        found = [next((name for name, said in STATES if said.search(part.before)), "") for part in parts]
        if sorted(found) != ["begun", "done", "open"] or len({part.sentence for part in parts}) > 1:
            continue
        earlier = [one for one in every[max(place - 6, 0) : place - 2] if one.sentence == parts[0].sentence]
        heads = [one for one in earlier if all(part_of(part, one) or _same_word(part, one) for part in parts)]
        if heads and not any(band(one.found).meets(added(one, parts)) for one in heads):
            result.append(off(heads[-1], parts))
    return result


def _same_word(part: Mention, head: Mention) -> bool:
    return bool(part.found.unit_text) and part.found.unit_text == head.found.unit_text and not is_change(part)


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
    named = pattern("events").search(mention.before)
    return mention.found.qualifier == "exact" and bool(mention.scope.event or named)


def _overlap(head: Mention, parts: Sequence[Mention]) -> Conflict:
    added = " + ".join(shown(value(part)) for part in parts)
    amount = shown(sum((value(part) for part in parts), Decimal(0)))
    why = f"分次数目 {added} = {amount},多于总数 {shown(value(head))},除非各次有重叠,请说明口径。"
    return Conflict("sum", SOFT, (*(Span.of(part.found) for part in parts), Span.of(head.found)), why)
