from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ItemScore:
    """The score of one item and how it came about."""

    key: str
    label: str
    kind: str
    score: Decimal
    working: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitScore:
    unit: str
    group: str
    score: Decimal
    items: tuple[ItemScore, ...]
    working: str
    vetoes: tuple[str, ...] = ()
    missing_proof: tuple[str, ...] = ()
    rank: int = 0
    grade: str = ""


@dataclass(frozen=True)
class Assessed:
    scheme: str
    units: tuple[UnitScore, ...]
