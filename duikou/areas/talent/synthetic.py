from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duikou.areas.talent.models import Batch, Posting
from duikou.engines.quantities import Quantity
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World
from duikou.parties.models import Person

Drawn = tuple[type[Record], dict[str, Any]]


def _some(world: World, low: int, high: int) -> Quantity:
    return Quantity(Decimal(world.random.randrange(low, high)))


def batch(world: World, day: date) -> Drawn:
    return Batch, _batch(
        world, day, world.random.choice(Batch.Programme.values), world.random.choice(Batch.Direction.values)
    )


def _batch(world: World, day: date, programme: str, direction: str) -> dict[str, Any]:
    title = f"{Batch.Programme(programme).label}第{next(world.number)}批(演示)"
    ends = day + timedelta(days=world.random.randrange(60, 400))
    return {
        "title": title,
        "programme": programme,
        "direction": direction,
        "people": _some(world, 5, 40),
        "happened_on": day,
        "ends_on": ends,
    }


def sent(world: World, day: date) -> Drawn:
    return Batch, _batch(world, day, Batch.Programme.POSTING, Batch.Direction.SENT)


def received(world: World, day: date) -> Drawn:
    return Batch, _batch(world, day, Batch.Programme.POSTING, Batch.Direction.RECEIVED)


def entrepreneurs(world: World, day: date) -> Drawn:
    return Batch, _batch(world, day, Batch.Programme.ENTREPRENEURS, Batch.Direction.SENT)


def posting(world: World, day: date) -> Drawn:
    holder = world.one_of(Person)
    if holder is None:
        return batch(world, day)
    values = {
        "in_batch": world.one_of(Batch),
        "holder": holder,
        "position": "副局长(挂职)",
        "ends_on": day + timedelta(days=world.random.randrange(20, 300)),
    }
    return Posting, {"title": f"挂职{next(world.number)}(演示)", "happened_on": day, **values}


draws = [(1, batch), (1, sent), (1, received), (1, entrepreneurs), (6, posting)]
