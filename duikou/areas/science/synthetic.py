from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from duikou.areas.science.models import Alliance, AllianceMember, Laboratory, Transfer
from duikou.engines.quantities import Quantity
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World, amount
from duikou.parties.models import Organisation

Drawn = tuple[type[Record], dict[str, Any]]


def _some(world: World, low: int, high: int) -> Quantity:
    return Quantity(Decimal(world.random.randrange(low, high)))


def laboratory(world: World, day: date) -> Drawn:
    kind = Laboratory.Type(world.random.choice(Laboratory.Type.values))
    values = {"type": kind, "run_by": world.one_of(Organisation), "partner_party": world.one_of(Organisation)}
    return Laboratory, {"title": f"{world.brand()}{kind.label}(演示{next(world.number)})", "happened_on": day, **values}


def alliance(world: World, day: date) -> Drawn:
    return Alliance, {
        "title": f"产业技术创新联盟(演示{next(world.number)})",
        "happened_on": day,
        "field_of_work": "农副食品",
    }


def member(world: World, day: date) -> Drawn:
    whole, firm = world.one_of(Alliance), world.one_of(Organisation)
    if whole is None or firm is None:
        return alliance(world, day)
    return AllianceMember, {"title": f"{firm.title}入盟", "happened_on": day, "in_alliance": whole, "joined_by": firm}


def transfer(world: World, day: date) -> Drawn:
    values = {
        "given_by": world.one_of(Organisation),
        "taken_by": world.one_of(Organisation),
        "amount": amount(world, 100_000, 5_000_000),
    }
    return Transfer, {"title": f"科技成果转化(演示{next(world.number)})", "happened_on": day, **values}


draws = [(3, laboratory), (1, alliance), (5, member), (3, transfer)]
