from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from duikou.areas.tourism.models import Promotion, Route, TourGroup
from duikou.engines.quantities import Quantity
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World
from duikou.parties.models import Organisation

Drawn = tuple[type[Record], dict[str, Any]]


def _some(world: World, low: int, high: int) -> Quantity:
    return Quantity(Decimal(world.random.randrange(low, high)))


def route(world: World, day: date) -> Drawn:
    return Route, {
        "title": f"湿地生态线路(演示{next(world.number)})",
        "happened_on": day,
        "season": "夏季",
        "operator": world.one_of(Organisation),
    }


def group(world: World, day: date) -> Drawn:
    values = {"on_route": world.one_of(Route), "origin": "南江", "visitors": _some(world, 8, 60)}
    return TourGroup, {"title": f"游客团{next(world.number)}(演示)", "happened_on": day, **values}


def promotion(world: World, day: date) -> Drawn:
    return Promotion, {
        "title": f"文旅推介会(演示{next(world.number)})",
        "happened_on": day,
        "place": "南江(演示)",
        "people": _some(world, 30, 300),
    }


draws = [(1, route), (7, group), (1, promotion)]
