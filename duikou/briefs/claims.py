"""What the ledger holds, as claims that a text can be held against: every figure, its parts and its other years."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from math import log
from pathlib import Path
from typing import Any

from django.utils.translation import override

from duikou.engines.quantities import NotAQuantityError, Quantity, parse
from duikou.ledger.discovery import figures
from duikou.ledger.figure import AnyFigure, Figure, Scope
from duikou.ledger.models import Objection
from duikou.regions.models import Pairing

MOST_PARTS = 2000  # parts of one dimension that are held against a text
MOST_POSTINGS = 60  # phrases of one unit that share two characters; what is more common tells nothing
YEARS = 3  # earlier years of a yearly figure


@cache
def words() -> dict[str, Any]:
    """How texts speak of the figures, and which units count alike."""
    return json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))


@cache
def unit_group(unit: str) -> tuple[int, ...]:
    """The groups of units in which one thing may be counted: 28项 and 28个项目, 94次 visits and events."""
    return tuple(place for place, group in enumerate(words()["alike"]) if unit in group)


def same_unit(one: str, two: str) -> bool:
    return one == two or bool(set(unit_group(one)) & set(unit_group(two)))


def pairs(text: str) -> frozenset[str]:
    """Neighbouring Chinese characters."""
    return frozenset(
        text[place : place + 2]
        for place in range(len(text) - 1)
        if "\u4e00" <= text[place] <= "\u9fff" and "\u4e00" <= text[place + 1] <= "\u9fff"
    )


@dataclass(frozen=True)
class Claim:
    """One value that the ledger holds: of a figure as a whole, of a part of it, or of another year."""

    key: str
    label: str
    unit: str
    value: Quantity
    phrases: tuple[str, ...]
    part: str = ""
    where: tuple[tuple[str, str], ...] = ()
    period: str = ""
    records: tuple[str, ...] = ()
    disputed: bool = False
    of_year: bool = False  # the share of one year in a figure that grows over the years

    @property
    def whole(self) -> bool:
        return not self.part and not self.disputed and not self.of_year

    @property
    def name(self) -> str:
        """What a clerk calls it: 签约项目(民生), 外销农产品(2018年)."""
        told = "、".join(filter(None, [self.part, f"{self.period}年" if self.period else ""]))
        return f"{self.label}({told})" if told else self.label


@dataclass(frozen=True)
class Claims:
    """All claims of a pairing at a date, found by the words of a text."""

    pairing: Pairing
    as_of: date
    every: tuple[Claim, ...]
    by_key: dict[str, list[Claim]] = field(default_factory=dict)

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much two characters tell: those that many figures use tell little, whether or not they have a value yet."""
        counts: dict[str, set[str]] = defaultdict(set)
        with override("zh-hans"):
            for key, figure in figures().items():
                for phrase in (str(figure.label), *words()["phrases"].get(key, ())):
                    for pair in pairs(phrase):
                        counts[pair].add(key)
        for claim in self.every:
            for phrase in claim.phrases:
                for pair in pairs(phrase):
                    counts[pair].add(claim.key)
        size = len(figures())
        return {pair: log(1 + size / len(keys)) for pair, keys in counts.items()}

    @cached_property
    def wanted(self) -> dict[str, tuple[frozenset[str], float]]:
        """The two-character pieces of each phrase, and how much they tell together."""
        phrases = {phrase for claim in self.every for phrase in claim.phrases}
        return {phrase: (pairs(phrase), self.weight(pairs(phrase)) or 1.0) for phrase in phrases}

    @cached_property
    def postings(self) -> dict[tuple[str, str], list[tuple[Claim, str]]]:
        found: dict[tuple[str, str], list[tuple[Claim, str]]] = defaultdict(list)
        for claim in self.every:
            for phrase in claim.phrases:
                for pair in pairs(phrase):
                    found[claim.unit, pair].append((claim, phrase))
        return found

    @cached_property
    def units(self) -> dict[str, int]:
        """How many figures are counted in a unit."""
        return {unit: len({claim.key for claim in self.every if claim.unit == unit})
                for unit in {claim.unit for claim in self.every}}  # fmt: skip

    def weight(self, found: Iterable[str]) -> float:
        return sum(self.rarity.get(pair, 0.0) for pair in found)


def claims(pairing: Pairing, as_of: date) -> Claims:
    """Every figure of the pairing with its parts and years, and what its records are disputed to be."""
    with override("zh-hans"):
        every = tuple(
            claim
            for figure in figures().values()
            if isinstance(figure, Figure)
            for claim in _of_figure(figure, Scope(pairing, as_of))
        )
    by_key: dict[str, list[Claim]] = defaultdict(list)
    for claim in every:
        by_key[claim.key].append(claim)
    return Claims(pairing, as_of, every, by_key)


def _of_figure(figure: Figure, scope: Scope) -> Iterator[Claim]:
    reading = figure.read(scope)
    if reading.value is None:
        return
    balances = figure.balances(scope)
    phrases = (str(figure.label), *words()["phrases"].get(figure.key, ()), *(one.title for one in balances))
    whole = Claim(figure.key, str(figure.label), figure.unit, reading.value, phrases, period=reading.period,
                  records=tuple(str(one.pk) for one in balances))  # fmt: skip
    yield whole
    yield from _parts(figure, scope, whole)
    if figure.yearly and reading.period:
        yield from _years(figure, scope, whole)
    if figure.measure.of:
        yield from _disputed(figure, scope, whole)


def _parts(figure: Figure, scope: Scope, whole: Claim) -> Iterator[Claim]:
    own = (whole.label, *words()["phrases"].get(figure.key, ()))
    for name in figure.dimensions:
        for part in figure.split(scope, name)[:MOST_PARTS]:
            if part.reading.value is not None:
                phrases = tuple(f"{part.label} {phrase}" for phrase in own)
                year = part.label if re.fullmatch(r"(?:19|20)\d{2}", part.label) else ""
                yield replace(whole, value=part.reading.value, phrases=phrases, part="" if year else part.label, period=year or whole.period, of_year=bool(year),
                              where=((name, part.value),), records=())  # fmt: skip


def _years(figure: Figure, scope: Scope, whole: Claim) -> Iterator[Claim]:
    for year in range(int(whole.period) - 1, int(whole.period) - 1 - YEARS, -1):
        reading = figure.read(replace(scope, start=date(year, 1, 1), end=date(year, 12, 31)))
        if reading.value is not None:
            yield replace(whole, value=reading.value, period=str(year), records=())


def _disputed(figure: Figure, scope: Scope, whole: Claim) -> Iterator[Claim]:
    titles = dict(figure.records(scope).values_list("pk", "title")[:MOST_PARTS])
    open_objections = Objection.objects.filter(
        record__in=titles, field=figure.measure.of, settled_at__isnull=True
    ).exclude(value="")
    for objection in open_objections:
        try:
            value = parse(objection.value)[0]
        except NotAQuantityError:
            continue
        title = titles[objection.record_id]
        phrases = tuple(f"{title} {phrase}" for phrase in whole.phrases)
        yield replace(
            whole, value=value, phrases=phrases, part=title, records=(str(objection.record_id),), disputed=True
        )


def records_of(claim: Claim, scope: Scope, size: int = 20) -> tuple[str, ...]:
    """The balances and records behind a claim, a few of them."""
    figure: AnyFigure = figures()[claim.key]
    where = dict(claim.where)
    if claim.disputed:
        return claim.records
    within = replace(scope, where=where)
    if claim.period.isdigit():
        within = replace(within, start=date(int(claim.period), 1, 1), end=date(int(claim.period), 12, 31))
    balances = claim.records or tuple(str(one.pk) for one in figure.balances(within))
    rows = figure.records(within).values_list("pk", flat=True)[:size] if getattr(figure, "rows", None) else []
    return tuple(dict.fromkeys([*balances, *(str(pk) for pk in rows)]))[:size]
