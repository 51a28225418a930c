from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from duikou.agreements.models import Agreement, Obligation
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World, amount
from duikou.parties.models import Organisation


def agreement(world: World, day: date) -> tuple[type[Record], dict[str, Any]]:
    kind = world.random.choice(Agreement.Type.values)
    return Agreement, {
        "title": f"演示{Agreement.Type(kind).label}第{next(world.number)}号",
        "type": kind,
        "happened_on": day,
        "second_party": world.one_of(Organisation),
        "amount": amount(world, 500_000, 80_000_000),
        "ends_on": day + timedelta(days=world.random.randrange(180, 1200)),
    }


def obligation(world: World, day: date) -> tuple[type[Record], dict[str, Any]]:
    under = world.one_of(Agreement)
    if under is None:
        return agreement(world, day)
    due = day + timedelta(days=world.random.randrange(-60, 120))
    done = due + timedelta(days=world.random.randrange(-10, 30))
    values = {
        "title": f"演示履约事项{next(world.number)}", "under": under, "happened_on": min(day, due), "due_on": due,
        "party": under.second_party,
        "fulfilled_on": done if done <= day and world.random.random() < 0.8 else None,
    }  # fmt: skip
    return Obligation, values


draws = [(20, agreement), (12, obligation)]
