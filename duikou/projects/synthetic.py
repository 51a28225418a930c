from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duikou.engines.quantities import Quantity
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World, amount
from duikou.parties.models import Organisation
from duikou.projects.models import Lead, Output, Project

Drawn = tuple[type[Record], dict[str, Any]]
STAGES = {"reserve": 3, "signed": 4, "started": 3, "construction": 4, "production": 4, "suspended": 1, "ended": 1}


def lead(world: World, day: date) -> Drawn:
    values = {"title": f"演示线索{next(world.number)}", "happened_on": day, "source": "互访对接"}
    return Lead, {**values, "prospect": world.one_of(Organisation)}


def project(world: World, day: date) -> Drawn:
    stage = world.random.choices(list(STAGES), list(STAGES.values()))[0]
    values = {
        "title": f"演示项目{next(world.number)}",
        "happened_on": day,
        "stage": stage,
        "category": world.random.choice(Project.Category.values),
        "investor": world.one_of(Organisation),
        "investment_planned": amount(world, 2_000_000, 500_000_000),
        "jobs_expected": Quantity(Decimal(world.random.randrange(10, 600))),
    }
    return Project, values | _dates(world, stage, day)


def _dates(world: World, stage: str, day: date) -> dict[str, date]:
    """The dates that a stage implies, one after another, none after the day of entry."""
    steps = {"signed": 1, "started": 2, "construction": 2, "production": 3, "suspended": 2, "ended": 1}.get(stage, 0)
    names = ("signed_on", "started_on", "produced_on")[:steps]
    first = day - timedelta(days=30 * steps)
    return {name: first + timedelta(days=30 * number + world.random.randrange(25)) for number, name in enumerate(names)}


def output(world: World, day: date) -> Drawn:
    plant = world.one_of(Project)
    if plant is None:
        return project(world, day)
    values = {"title": f"演示产量{next(world.number)}", "happened_on": day, "belongs_to": plant, "product": "演示产品"}
    return Output, {**values, "quantity": Quantity(Decimal(world.random.randrange(50, 9000)))}


draws = [(20, lead), (30, project), (10, output)]
