"""One thing, two values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from duikou.engines.checking.amounts import agree
from duikou.engines.checking.mentions import Mention, alike, content
from duikou.engines.checking.model import HARD, Conflict, Span, words
from duikou.engines.checking.things import owned

SPECIFIC: Final = 4  # characters of content by which a counted thing is told from others
LIKE: Final = 0.7  # share of common characters from which two phrases speak of one thing, if one only says more
ALIKE: Final = 0.85  # the same where each says something that the other does not
LEAD: Final = 80  # characters before a number in which 其中 makes it a part of its thing
MEMORY: Final = 40  # phrases of one unit that a new one is compared with; keeps the work linear
ACTS: Final = {"meeting", "visit"}  # told by a shorter phrase: what is done is all there is to count
NO_UNITS: Final = {
    "percent",
    "percentage_point",
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "week",
    "fraction",
    "times_factor",
}


def of_things(text: str, every: Sequence[Mention]) -> list[Conflict]:
    """An attribute of a named project or place with two values: total investment, capacity, floor area, jobs …"""
    groups: dict[tuple[int, str, str, bool], list[Mention]] = defaultdict(list)
    names: dict[int, str] = {}
    for mention, number, attribute, thing in owned(text, every):
        if mention.is_change:
            continue
        names.setdefault(number, thing.core)
        unit = "capacity" if attribute == "capacity" else mention.found.unit
        inner = "其中" in text[max(thing.char_end, mention.found.char_start - LEAD) : mention.found.char_start]
        groups[number, attribute, unit, inner].append(mention)
    result = []
    for (number, attribute, _unit, _inner), told in groups.items():
        same = _same_time if attribute in words()["yearly"] else _same_part
        for cluster in _disagreeing(told, same):
            result.append(_conflict(cluster, names[number]))
    return result


def _same_part(one: Mention, two: Mention) -> bool:
    here, there = one.scope, two.scope
    if one.statement == two.statement:
        return False
    return (here.times, here.phases) == (there.times, there.phases)


def _same_time(one: Mention, two: Mention) -> bool:
    """What is earned or made in a time is planned or done, of this time or another."""
    here, there = one.scope, two.scope
    return _same_part(one, two) and (here.planned, here.flow, here.days) == (there.planned, there.flow, there.days)


def of_phrases(every: Sequence[Mention]) -> list[Conflict]:
    """The same words counted twice with different numbers."""
    buckets: dict[str, list[Mention]] = defaultdict(list)
    for mention in every:
        counts = mention.found.unit not in NO_UNITS and mention.found.qualifier != "ordinal"
        if counts and not mention.is_change and mention.phrase not in _attributes():
            buckets[mention.found.unit].append(mention)
    result = []
    for told in buckets.values():
        for group in _grouped(told):
            result += [_conflict(cluster, "") for cluster in _disagreeing(group, _same_scope)]
    return result


@cache
def _attributes() -> frozenset[str]:
    """What every project has: 建筑面积 alone does not say of which."""
    return frozenset(content(word) for told in words()["attributes"].values() for word in told["words"])


def _grouped(told: Iterable[Mention]) -> list[list[Mention]]:
    """Mentions whose phrases are alike; each new phrase is held against the last few different ones."""
    groups: list[tuple[Mention, list[Mention]]] = []
    exact: dict[frozenset[str], list[Mention]] = {}
    for mention in told:
        label = mention.label
        if len(label) < SPECIFIC - (mention.found.unit in ACTS):
            continue
        home = exact.get(label)
        if home is None:
            home = next((group for known, group in groups[-MEMORY:] if _like(known, mention)), None)
            if home is None:
                home = []
                groups.append((mention, home))
            exact[label] = home
        home.append(mention)
    return [group for _label, group in groups]


def _like(one: Mention, two: Mention) -> bool:
    here, there = one.label, two.label
    shared, every = len(here & there), len(here | there)
    if shared < SPECIFIC or shared / every < LIKE or _told_apart(one.phrase, two.phrase):
        return False
    return here <= there or there <= here or shared / every >= ALIKE


def _told_apart(one: str, two: str) -> bool:
    """Whether one phrase narrows what it counts by a word that the other does not use."""
    return any((word in one) != (word in two) for word in words()["restricting"])


def _same_scope(one: Mention, two: Mention) -> bool:
    return one.statement != two.statement and alike(one, two)


def _disagreeing(told: Sequence[Mention], same: object) -> list[list[Mention]]:
    """Clusters of mentions of one scope of which some disagree; each value once for every other value it opposes."""
    by_scope: list[list[Mention]] = []
    for mention in told:
        home = next((group for group in by_scope[-MEMORY:] if same(group[0], mention)), None)  # type: ignore[operator]
        if home is None:
            by_scope.append([mention])
        else:
            home.append(mention)
    return [group for group in by_scope if any(not agree(group[0].found, other.found) for other in group[1:])]


def _conflict(cluster: Sequence[Mention], name: str) -> Conflict:
    figures = list(dict.fromkeys(mention.found.figure for mention in cluster))
    told = f"“{name}”" if name else f"“{_phrase(cluster[0])}”"
    why = f"同一事项({told})前后写有不同数值:{'、'.join(figures)},请核对。"
    return Conflict("value", HARD, tuple(Span.of(mention.found) for mention in cluster), why)


def _phrase(mention: Mention) -> str:
    return f"{mention.before[-12:]}…{mention.after[:8]}".strip("…,、 ")
