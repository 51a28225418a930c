from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duikou.areas.parks.models import Infrastructure, Parcel, Park, Tenant
from duikou.engines.quantities import Quantity
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World, amount
from duikou.parties.models import Organisation

Drawn = tuple[type[Record], dict[str, Any]]


def _some(world: World, low: int, high: int) -> Quantity:
    return Quantity(Decimal(world.random.randrange(low, high)))


def park(world: World, day: date) -> Drawn:
    return Park, {
        "title": f"合作共建园区(演示{next(world.number)})",
        "happened_on": day,
        "size": Quantity(Decimal(world.random.randrange(100, 600)) / 100),
    }


def parcel(world: World, day: date) -> Drawn:
    where = world.one_of(Park)
    if where is None:
        return park(world, day)
    use = world.random.choices(Parcel.Use.values, [3, 2, 5])[0]
    occupant = world.one_of(Organisation) if use == Parcel.Use.OCCUPIED else None
    values = {"in_park": where, "extent": _some(world, 2000, 60000), "use": use, "occupant": occupant}
    return Parcel, {"title": f"地块{next(world.number)}(演示)", "happened_on": day, **values}


def occupied(world: World, day: date) -> Drawn:
    model, values = parcel(world, day)
    return model, {**values, "use": Parcel.Use.OCCUPIED} if model is Parcel else values


def works(world: World, day: date) -> Drawn:
    where = world.one_of(Park)
    if where is None:
        return park(world, day)
    due = day + timedelta(days=world.random.randrange(-60, 200))
    done = day if world.random.random() < 0.6 else None
    kind = Infrastructure.Type(world.random.choice(Infrastructure.Type.values))
    return Infrastructure, {
        "title": f"{kind.label}工程(演示{next(world.number)})",
        "happened_on": day,
        "in_park": where,
        "type": kind,
        "due_on": due,
        "done_on": done,
    }


def tenant(world: World, day: date) -> Drawn:
    where, firm = world.one_of(Park), world.one_of(Organisation)
    if where is None or firm is None:
        return park(world, day)
    values = {"in_park": where, "firm": firm, "yearly_output": amount(world, 1_000_000, 90_000_000)}
    return Tenant, {"title": f"{firm.title}入园", "happened_on": day, **values}


draws = [(1, park), (1, occupied), (5, parcel), (4, works), (5, tenant)]
