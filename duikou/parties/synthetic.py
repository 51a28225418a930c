from __future__ import annotations

from datetime import date
from typing import Any

from duikou.ledger.models import Record
from duikou.ledger.synthetic import World
from duikou.parties.models import Organisation

TRADES = ("食品", "机械", "陶瓷", "包装", "药业", "木业", "建材", "物流", "电子", "化工")


def organisation(world: World, day: date) -> tuple[type[Record], dict[str, Any]]:
    home = world.random.choice("ab")
    name = f"{world.pairing.side_name(home)}演示{world.random.choice(TRADES)}{next(world.number)}号有限公司"
    return Organisation, {"title": name, "type": Organisation.Type.ENTERPRISE, "home": home, "happened_on": day}


draws = [(20, organisation)]
