"""What an issued paper says of a figure, shown on the figure's card; an app declares `stated` in its `stated.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from duikou.accounts.models import Membership
from duikou.engines.quantities import Quantity
from duikou.ledger.discovery import declared


@dataclass(frozen=True)
class Stated:
    """A figure in a paper: the value it was frozen with, when that was known, and where the paper stands."""

    paper: str
    address: str
    differences: str
    value: Quantity | None
    rule_version: str
    records: int
    known_at: datetime | None
    holds: bool


Look = Callable[[str, str, Mapping[str, str], Membership], Stated | None]


def stated_in(issue: str, key: str, where: Mapping[str, str], membership: Membership) -> Stated | None:
    """What the paper named by `issue` says of the figure, if the member may see the paper."""
    looks: list[Look] = [module.stated for _app, module in declared("stated")]
    return next((found for look in looks if issue and (found := look(issue, key, where, membership))), None)
