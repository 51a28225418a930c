"""A second pairing of generated records, labelled synthetic on every page; deterministic for a seed and a moment.

Each app declares in its `synthetic.py` a list `draws` of (weight, draw), where `draw(world, day)` gives the model and
the values of one record. The records go through the verbs of a clerk in the order of time, over the year before; an
app's `closing(pairing, clerks, until)` then does what needs the whole year.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

from django.db import transaction

from duikou.accounts.actor import Actor
from duikou.accounts.demo import open_accounts
from duikou.accounts.models import Membership
from duikou.engines.quantities import Quantity
from duikou.ledger import actions
from duikou.ledger.discovery import declared, figures
from duikou.ledger.figure import Figure
from duikou.ledger.history import refresh_statistics
from duikou.ledger.models import OpeningBalance, Record
from duikou.regions.models import Pairing, Region

SLUG = "beilin-nanjiang"
FIRST = "恒金盛华宏瑞祥泰丰裕广鑫嘉德和兴永隆万润同汇安合正"
SECOND = "源达通利康宝诚谷庆茂昌腾辉信成益航泽运美原景业"
Draw = Callable[["World", date], tuple[type[Record], Mapping[str, Any]]]


@dataclass
class World:
    """What the draws share: one source of chance, the pairing, and the records made so far by model."""

    random: Random
    pairing: Pairing
    made: dict[type[Record], list[Record]] = field(default_factory=dict)
    number: count[int] = field(default_factory=lambda: count(1))

    def one_of(self, model: type[Record], fits: Callable[[Any], object] = bool) -> Any:
        """A record made before that fits, or None where a few tries find none."""
        for _try in range(12):
            found = self.random.choice(self.made[model]) if self.made.get(model) else None
            if found is not None and fits(found):
                return found
        return None

    def brand(self) -> str:
        """A made-up brand word of two characters."""
        return self.random.choice(FIRST) + self.random.choice(SECOND)


def generate(*, until: datetime, size: int = 2000, seed: int = 2019) -> Pairing:
    """Make the synthetic pairing with about `size` records in the year before `until`; once."""
    known = Pairing.objects.filter(slug=SLUG).first()
    if known:
        return known
    with transaction.atomic():
        pairing = open_pairing()
        clerks = open_accounts(pairing, ("bl", "nj"))
        world = World(Random(seed), pairing)
        _open_balances(world, clerks, until - timedelta(days=366))
        _play(world, clerks, until, size)
        for _app, module in declared("synthetic"):
            if hasattr(module, "closing"):
                module.closing(pairing, clerks, until)
        refresh_statistics()
    return pairing


def open_pairing() -> Pairing:
    for code, name in (("999001", "北林市(虚构)"), ("999002", "南江市(虚构)")):
        Region.objects.get_or_create(code=code, defaults={"name": name, "full_name": name, "level": Region.Level.CITY})
    return Pairing.objects.create(
        slug=SLUG, name="北林—南江(演示数据)", english_name="Beilin – Nanjiang (synthetic)", short_a="北林",
        short_b="南江", region_a_id="999001", region_b_id="999002", synthetic=True,
    )  # fmt: skip


def _open_balances(world: World, clerks: dict[str, Membership], at: datetime) -> None:
    """A past total for each figure that has no records of its own yet, so that every area shows something."""
    for figure in figures().values():
        if not isinstance(figure, Figure) or figure.rows is not None:
            continue
        values = {
            "title": f"演示期初数:{figure.label}",
            "figure": figure.key,
            "happened_on": at.date(),
            "period": str(at.year) if figure.yearly else "",
            "value": Quantity(Decimal(world.random.randrange(2, 90))),
        }
        balance = actions.enter(OpeningBalance, values, by=Actor(clerks["a"], at))
        actions.report(balance, by=Actor(clerks["a"], at))
        actions.agree(balance, by=Actor(clerks["b"], at))


def _play(world: World, clerks: dict[str, Membership], until: datetime, size: int) -> None:
    """Enter records one after another; what follows later (report, agree, dispute) waits in a queue by its time."""
    draws = [draw for _, module in declared("synthetic") if module.__name__ != __name__ for draw in module.draws]
    weights, kinds = [weight for weight, _ in draws], [draw for _, draw in draws]
    later: list[tuple[datetime, int, Callable[[datetime], None]]] = []
    ticket = count()
    for number in range(size):
        now = until - timedelta(days=365) + timedelta(days=365) * number / size
        while later and later[0][0] <= now:
            at, _, act = heapq.heappop(later)
            act(at)
        side = world.random.choice("ab")
        draw = kinds[number] if number < len(kinds) else world.random.choices(kinds, weights)[0]  # one of each first
        for at, act in _enter(world, clerks, side, draw, now):
            heapq.heappush(later, (at, next(ticket), act))
    while later and later[0][0] <= until:
        at, _, act = heapq.heappop(later)
        act(at)


def _enter(
    world: World, clerks: dict[str, Membership], side: str, draw: Draw, now: datetime
) -> list[tuple[datetime, Callable[[datetime], None]]]:
    model, values = draw(world, now.date())
    record = actions.enter(model, values, by=Actor(clerks[side], now))
    world.made.setdefault(model, []).append(record)
    chance = world.random
    if chance.random() < 0.04:
        return []
    actions.report(record, by=Actor(clerks[side], now + timedelta(minutes=1)))
    other = clerks["b" if side == "a" else "a"]
    reply = now + timedelta(days=chance.expovariate(1 / 6))

    def agree(at: datetime) -> None:
        actions.agree(record, by=Actor(other, at))

    def dispute(at: datetime) -> None:
        actions.dispute(record, by=Actor(other, at), reason="与我方记录不一致,请核对。", next_step="双方经办人对账")

    return [(reply, dispute if chance.random() < 0.04 else agree)]


def amount(world: World, low: int, high: int) -> Quantity:
    """An amount of money in steps of 10,000 yuan, mostly exact, sometimes about."""
    value = Quantity(_step(world, low, high))
    return Quantity(value.low, None, "approx") if world.random.random() < 0.15 else value


def _step(world: World, low: int, high: int) -> Any:
    return Decimal(world.random.randrange(low, high, 10_000))
