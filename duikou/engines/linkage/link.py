from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from duikou.engines.linkage.model import Difference, Item, same_amount
from duikou.engines.names import core, normalised
from duikou.engines.names.likeness import sound
from duikou.engines.quantities import Quantity, plain

# Log2 odds of a pair being one thing, by what is seen: (at least this alike, weight). Estimated by hand from how often
# same and different records of two offices agree; the prior is that of one partner among some hundred candidates.
PRIOR: Final = -4.0
WEIGHTS: Final = {
    "title": ((1.0, 9.0), (0.9, 7.5), (0.8, 5.5), (0.7, 3.5), (0.55, 1.5), (0.4, -1.5), (0.0, -5.0)),
    "name": ((1.0, 4.5), (0.85, 3.5), (0.7, 2.0), (0.5, 0.0), (0.0, -1.5)),
    "day": ((1.0, 3.5), (0.9, 2.5), (0.5, 1.0), (0.2, -0.5), (0.0, -2.0)),
    "amount": ((1.0, 4.0), (0.9, 2.0), (0.0, -1.5)),
    "other": ((1.0, 1.0), (0.0, -1.0)),
}
MATCH: Final = 0.5
CROWD: Final = 60  # a key that more records share tells too little


@dataclass(frozen=True)
class Pair:
    left: Item
    right: Item
    probability: float
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Linked:
    """Every record of both lists once: in a pair, or alone on its side."""

    pairs: tuple[Pair, ...]
    left_only: tuple[Item, ...]
    right_only: tuple[Item, ...]


def link(left: Sequence[Item], right: Sequence[Item]) -> Linked:
    """Pair two lists. Each record has at most one partner; the likeliest pairs are made first."""
    scored = [
        (probability, one, two)
        for one, two in _candidates(left, right)
        if (probability := likelihood(one, two)) >= MATCH
    ]
    scored.sort(key=lambda found: (-found[0], found[1].id, found[2].id))
    taken_left: set[str] = set()
    taken_right: set[str] = set()
    pairs = []
    for probability, one, two in scored:
        if one.id not in taken_left and two.id not in taken_right:
            taken_left.add(one.id)
            taken_right.add(two.id)
            pairs.append(Pair(one, two, round(probability, 4), differences(one, two)))
    return Linked(
        tuple(pairs),
        tuple(item for item in left if item.id not in taken_left),
        tuple(item for item in right if item.id not in taken_right),
    )


def duplicates(items: Sequence[Item]) -> list[Pair]:
    """Pairs within one list that may be the same thing entered twice, the likeliest first."""
    found = []
    for one, two in _candidates(items, items):
        if one.id < two.id and (probability := likelihood(one, two)) >= MATCH:
            found.append(Pair(one, two, round(probability, 4), differences(one, two)))
    return sorted(found, key=lambda pair: -pair.probability)


def _candidates(left: Sequence[Item], right: Sequence[Item]) -> Iterable[tuple[Item, Item]]:
    """Pairs that share a rare key, each once."""
    index: dict[str, list[Item]] = {}
    for item in right:
        for key in keys(item):
            index.setdefault(key, []).append(item)
    for one in left:
        seen: dict[str, Item] = {}
        for key in keys(one):
            group = index.get(key, [])
            if len(group) <= CROWD:
                seen.update((two.id, two) for two in group)
        for two in seen.values():
            yield one, two


def keys(item: Item) -> set[str]:
    """Pieces of the names and their sound, and the amounts: what a partner would share in spite of typing errors."""
    found: set[str] = set()
    for name in [item.title, *item.names.values()]:
        text = _bare(name)
        found.update(text[start : start + 2] for start in range(len(text) - 1))
        syllables = sound(text).split()
        found.update(" ".join(syllables[start : start + 3]) for start in range(len(syllables) - 2))
    found.update(f"{field} {quantity.low.normalize()}" for field, quantity in item.amounts.items() if quantity.low)
    if item.day:
        found.add(f"{item.day} {_bare(item.title)[:1]}")
    return found


@lru_cache(maxsize=100_000)
def _bare(name: str) -> str:
    return re.sub(r"(项目|工程|建设|有限公司|年产)", "", normalised(name)) or core(name)


def likelihood(one: Item, two: Item) -> float:
    """Probability that two records are one thing, from the sum of the weights of what agrees and disagrees."""
    bits = PRIOR + _weight("title", text_likeness(one.title, two.title))
    if one.day and two.day:
        bits += _weight("day", _day_likeness(abs((one.day - two.day).days)))
    for name in one.names.keys() & two.names.keys():
        if one.names[name] and two.names[name]:
            bits += _weight("name", text_likeness(one.names[name], two.names[name]))
    for name in one.amounts.keys() & two.amounts.keys():
        bits += _weight("amount", _amount_likeness(one.amounts[name], two.amounts[name]))
    for name in one.others.keys() & two.others.keys():
        if one.others[name] and two.others[name]:
            bits += _weight("other", float(one.others[name] == two.others[name]))
    return 1 / (1 + math.pow(2, -bits))


def _weight(kind: str, likeness: float) -> float:
    return next(weight for least, weight in WEIGHTS[kind] if likeness >= least)


@lru_cache(maxsize=500_000)
def text_likeness(one: str, two: str) -> float:
    """0 to 1: spelling, sound, and one name inside the other, after place and legal form are gone."""
    from rapidfuzz.fuzz import partial_ratio, ratio

    first, second = _bare(one), _bare(two)
    if first == second:
        return 1.0
    spelled = ratio(first, second) / 100
    inside = partial_ratio(first, second) / 100 * 0.85 if min(len(first), len(second)) >= 3 else 0.0
    sounded = ratio(sound(first), sound(second)) / 100
    return max(spelled, inside, 0.97 if sounded == 1 else sounded * 0.85)


def _day_likeness(days: int) -> float:
    return 1.0 if days == 0 else 0.9 if days <= 3 else 0.5 if days <= 15 else 0.2 if days <= 45 else 0.0


def _amount_likeness(one: Quantity, two: Quantity) -> float:
    """1 for the same amount, 0.9 for one that a slip of the unit (万元 for 元) makes the same."""
    if same_amount(one, two):
        return 1.0
    if not one.low or not two.low:
        return 0.0
    ratio = max(one.low, two.low) / min(one.low, two.low)
    return 0.9 if ratio in (Decimal(10_000), Decimal(100_000_000)) or ratio <= Decimal("1.05") else 0.0


def differences(one: Item, two: Item) -> tuple[Difference, ...]:
    """Field by field what the two records of a pair say differently."""
    found = []
    if one.title != two.title:
        found.append(Difference("title", one.title, two.title))
    if one.day and two.day and one.day != two.day:
        found.append(Difference("happened_on", one.day.isoformat(), two.day.isoformat()))
    for name in sorted(one.amounts.keys() | two.amounts.keys()):
        first, second = one.amounts.get(name), two.amounts.get(name)
        if first != second:
            found.append(Difference(name, _shown(first), _shown(second)))
    for mapping in ("names", "others"):
        first_texts, second_texts = getattr(one, mapping), getattr(two, mapping)
        for name in sorted(first_texts.keys() | second_texts.keys()):
            if first_texts.get(name, "") != second_texts.get(name, ""):
                found.append(Difference(name, first_texts.get(name, ""), second_texts.get(name, "")))
    return tuple(found)


def _shown(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    low = plain(quantity.low)
    return f"{low}~{plain(quantity.high)}" if quantity.high is not None else low
