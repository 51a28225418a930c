from __future__ import annotations

from datetime import date
from typing import Any

from duikou.conferences.models import Conference, Matter
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World

Drawn = tuple[type[Record], dict[str, Any]]


def conference(world: World, day: date) -> Drawn:
    number = len(world.made.get(Conference, [])) + 1
    host = "ab"[number % 2]
    title = f"北林南江第{number}次联席会议(演示)"
    return Conference, {
        "title": title,
        "number": number,
        "host": host,
        "place": world.pairing.side_name(host),
        "happened_on": day,
    }


def matter(world: World, day: date) -> Drawn:
    held = world.one_of(Conference)
    if held is None:
        return conference(world, day)
    return Matter, {"title": f"议定事项{next(world.number)}(演示)", "decided_at": held, "happened_on": held.happened_on}


draws = [(1, conference), (4, matter)]
