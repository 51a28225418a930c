from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duikou.areas.finance.models import Branch, CreditLine, FinancingNeed
from duikou.engines.quantities import Quantity
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World, amount
from duikou.parties.models import Organisation

Drawn = tuple[type[Record], dict[str, Any]]


def _some(world: World, low: int, high: int) -> Quantity:
    return Quantity(Decimal(world.random.randrange(low, high)))


def branch(world: World, day: date) -> Drawn:
    return Branch, {
        "title": f"{world.brand()}银行分行(演示{next(world.number)})",
        "happened_on": day,
        "institution": world.one_of(Organisation),
    }


def credit_line(world: World, day: date) -> Drawn:
    values = {
        "borrower": world.one_of(Organisation),
        "amount": amount(world, 10**6, 5 * 10**7),
        "ends_on": day + timedelta(days=365),
    }
    return CreditLine, {"title": f"授信{next(world.number)}(演示)", "happened_on": day, **values}


def need(world: World, day: date) -> Drawn:
    outcome = world.random.choices(FinancingNeed.Outcome.values, [4, 5, 1])[0]
    asked = amount(world, 500_000, 20_000_000)
    values = {"firm": world.one_of(Organisation), "amount": asked, "outcome": outcome}
    return FinancingNeed, {
        "title": f"融资需求{next(world.number)}(演示)",
        "happened_on": day,
        **values,
        "amount_met": asked if outcome == "met" else None,
    }


def met(world: World, day: date) -> Drawn:
    model, values = need(world, day)
    return model, {**values, "outcome": FinancingNeed.Outcome.MET, "amount_met": values["amount"]}


draws = [(1, branch), (3, credit_line), (1, met), (4, need)]
