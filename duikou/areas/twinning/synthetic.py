from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duikou.areas.twinning.models import Activity, Tie
from duikou.engines.quantities import Quantity
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World

Drawn = tuple[type[Record], dict[str, Any]]


def _some(world: World, low: int, high: int) -> Quantity:
    return Quantity(Decimal(world.random.randrange(low, high)))


def tie(world: World, day: date) -> Drawn:
    kind = Tie.Type(world.random.choice(Tie.Type.values))
    return Tie, _tie(world, day, kind)


def _tie(world: World, day: date, kind: Tie.Type) -> dict[str, Any]:
    counts = {"count_a": _some(world, 1, 3), "count_b": _some(world, 1, 3), "institutions": _some(world, 2, 5)}
    title = f"{kind.label}结对(演示{next(world.number)})"
    return {
        "title": title,
        "type": kind,
        "happened_on": day,
        **counts,
        "renew_by": day + timedelta(days=world.random.randrange(200, 1100)),
    }


def senior(world: World, day: date) -> Drawn:
    return Tie, _tie(world, day, Tie.Type.SENIOR_HIGH)


def junior(world: World, day: date) -> Drawn:
    return Tie, _tie(world, day, Tie.Type.JUNIOR_HIGH)


def hospital(world: World, day: date) -> Drawn:
    return Tie, _tie(world, day, Tie.Type.HOSPITAL)


def activity(world: World, day: date) -> Drawn:
    of = world.one_of(Tie)
    if of is None:
        return tie(world, day)
    return Activity, {
        "title": f"{of.title}活动{next(world.number)}",
        "happened_on": day,
        "of_tie": of,
        "people": _some(world, 5, 80),
    }


draws = [(3, tie), (1, senior), (1, junior), (1, hospital), (8, activity)]
