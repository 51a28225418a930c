from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duikou.areas.farming.models import Delivery, Hall, Listing, Offtake, Sale
from duikou.engines.quantities import Quantity
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World, amount
from duikou.parties.models import Organisation

Drawn = tuple[type[Record], dict[str, Any]]


def _some(world: World, low: int, high: int) -> Quantity:
    return Quantity(Decimal(world.random.randrange(low, high)))


GOODS = ("大米", "大豆", "黑木耳", "蜂蜜", "白瓜籽", "鲜食玉米", "肉牛", "杂粮")


def listing(world: World, day: date) -> Drawn:
    values = {"channel": "南江电商平台(演示)", "brand": world.brand(), "producer": world.one_of(Organisation)}
    valid = day + timedelta(days=world.random.randrange(20, 900))
    certificate = world.random.choice(Listing.Certificate.values)
    return Listing, {
        "title": f"{world.random.choice(GOODS)}类(演示{next(world.number)})",
        "happened_on": day,
        **values,
        "certificate": certificate,
        "certified_until": valid,
    }


def intent(world: World, day: date) -> Drawn:
    goods = world.random.choice(GOODS)
    values = {"goods": goods, "quantity": _some(world, 50, 9000), "binding": False}
    return Offtake, {"title": f"{goods}采购意向(演示{next(world.number)})", "happened_on": day, **values}


def contract(world: World, day: date) -> Drawn:
    goods = world.random.choice(GOODS)
    values = {"goods": goods, "quantity": _some(world, 50, 9000), "binding": True}
    return Offtake, {"title": f"{goods}采购合同(演示{next(world.number)})", "happened_on": day, **values}


def delivery(world: World, day: date) -> Drawn:
    under = world.one_of(Offtake, lambda row: row.binding)
    if under is None:
        return contract(world, day)
    values = {"under": under, "quantity": _some(world, 5, 400), "amount": amount(world, 50_000, 3_000_000)}
    return Delivery, {"title": f"{under.goods}交货(演示{next(world.number)})", "happened_on": day, **values}


def sale(world: World, day: date) -> Drawn:
    goods = world.random.choice(GOODS)
    values = {
        "goods": goods,
        "quantity": _some(world, 50, 20000),
        "amount": amount(world, 200_000, 60_000_000),
        "destination": world.random.choice(("南江", "其他")),
    }
    return Sale, {"title": f"{goods}外销(演示{next(world.number)})", "happened_on": day, **values}


def hall(world: World, day: date) -> Drawn:
    return Hall, {
        "title": f"绿色食品展厅(演示{next(world.number)})",
        "happened_on": day,
        "place": "南江(演示)",
        "area_given": _some(world, 100, 600),
    }


draws = [(6, listing), (1, intent), (4, contract), (8, delivery), (10, sale), (1, hall)]
