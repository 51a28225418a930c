from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class ItemScore:
    """The score of one item and how it came about."""

    key: str
    label: str
    kind: str
    score: Decimal
    working: str
    missing: tuple[str, ...] = ()
    numbers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitScore:
    unit: str
    group: str
    score: Decimal
    items: tuple[ItemScore, ...]
    working: str
    vetoes: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    missing_proof: tuple[str, ...] = ()
    rank: int = 0
    grade: str = ""


@dataclass(frozen=True)
class Assessed:
    scheme: str
    units: tuple[UnitScore, ...]
