from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from duikou.engines.quantities import Quantity


@dataclass(frozen=True)
class Item:
    """One row of a list. `names` are what it is called (title, firm), `others` fields that are compared as text."""

    id: str
    title: str
    day: date | None = None
    amounts: Mapping[str, Quantity] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """A field in which the two records of a pair differ, as text of both."""

    field: str
    left: str
    right: str


def same_amount(left: Quantity, right: Quantity) -> bool:
    """The same number, or one that the other's qualifier allows (约, 近, 余, a range)."""
    if left.low == right.low and left.high == right.high:
        return True
    for one, two in ((left, right), (right, left)):
        if one.high is not None and one.low <= two.low <= one.high:
            return True
        if one.qualifier != "exact" and two.low and abs(one.low - two.low) <= two.low * Decimal("0.1"):
            return True
    return False
