from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duikou.areas.livelihood.models import Benefit, Disbursement, Funding
from duikou.engines.quantities import Quantity
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World, amount
from duikou.projects.models import Project

Drawn = tuple[type[Record], dict[str, Any]]


def _some(world: World, low: int, high: int) -> Quantity:
    return Quantity(Decimal(world.random.randrange(low, high)))


def _of_livelihood(world: World) -> Any:
    return world.one_of(Project, lambda row: row.category == "livelihood")


def project(world: World, day: date) -> Drawn:
    values = {
        "title": f"便民服务设施(演示{next(world.number)})",
        "category": "livelihood",
        "stage": "started",
        "happened_on": day,
    }
    return Project, {**values, "signed_on": day - timedelta(days=40), "started_on": day - timedelta(days=5)}


def funding(world: World, day: date) -> Drawn:
    whole = _of_livelihood(world)
    if whole is None:
        return project(world, day)
    values = {
        "for_project": whole,
        "giver": world.random.choices(Funding.Giver.values, [5, 2, 2, 1])[0],
        "amount": amount(world, 10**6, 5 * 10**7),
    }
    return Funding, {"title": f"{whole.title}资金{next(world.number)}", "happened_on": day, **values}


def partner_funding(world: World, day: date) -> Drawn:
    model, values = funding(world, day)
    return model, {**values, "giver": Funding.Giver.PARTNER} if model is Funding else values


def disbursement(world: World, day: date) -> Drawn:
    line = world.one_of(Funding)
    if line is None:
        return project(world, day)
    paid = Quantity((line.amount * world.random.randrange(10, 40) / 100).quantize(Decimal(1)))
    return Disbursement, {
        "title": f"{line.title}拨付{next(world.number)}",
        "happened_on": day,
        "out_of": line,
        "amount": paid,
    }


def benefit(world: World, day: date) -> Drawn:
    whole = _of_livelihood(world)
    if whole is None:
        return project(world, day)
    return Benefit, {
        "title": f"{whole.title}惠民{next(world.number)}",
        "happened_on": day,
        "of_project": whole,
        "people": _some(world, 100, 9000),
    }


draws = [(1, project), (1, partner_funding), (4, funding), (6, disbursement), (3, benefit)]
