from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from duikou.engines.quantities import Quantity
from duikou.exchanges.models import Direction, Event, Talk, Visit
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World, amount

Drawn = tuple[type[Record], dict[str, Any]]
THEMES = ("产业项目", "农产品产销", "园区共建", "职业教育", "文旅推介", "金融服务")


def _people(world: World, low: int, high: int) -> Quantity:
    return Quantity(Decimal(world.random.randrange(low, high)))


def visit(world: World, day: date) -> Drawn:
    level = world.random.choices(Visit.Level.values, [3, 5, 3])[0]
    title = f"{world.random.choice(THEMES)}考察(演示{next(world.number)})"
    values = {"direction": world.random.choice(Direction.values), "level": level, "people": _people(world, 4, 20)}
    return Visit, {"title": title, "happened_on": day, **values}


def talk(world: World, day: date) -> Drawn:
    title = f"{world.random.choice(THEMES)}对接洽谈(演示{next(world.number)})"
    return Talk, {
        "title": title,
        "happened_on": day,
        "mode": world.random.choice(Talk.Mode.values),
        "people": _people(world, 5, 40),
    }


def event(world: World, day: date) -> Drawn:
    kind = world.random.choices(Event.Type.values, [5, 4, 3, 2, 1])[0]
    values: dict[str, Any] = {
        "type": kind,
        "place": world.pairing.side_name(world.random.choice("ab")),
        "guests": _people(world, 20, 200),
    }
    if kind == Event.Type.TRADE_FAIR:
        values |= {"projects_signed": _people(world, 5, 20), "amount_signed": amount(world, 10**8, 10**9)}
    return Event, {
        "title": f"{world.random.choice(THEMES)}{Event.Type(kind).label}(演示{next(world.number)})",
        "happened_on": day,
        **values,
    }


def fair(world: World, day: date) -> Drawn:
    values = {"type": Event.Type.TRADE_FAIR, "guests": _people(world, 50, 200), "place": world.pairing.side_name("b")}
    signed = {"projects_signed": _people(world, 5, 20), "amount_signed": amount(world, 10**8, 10**9)}
    return Event, {"title": f"经贸交流会(演示{next(world.number)})", "happened_on": day, **values, **signed}


draws = [(14, visit), (20, talk), (8, event), (1, fair)]
