"""Remarks on the text of a paper before it is issued; an app declares `proofs` in its `proofs.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from duikou.ledger.discovery import declared
from duikou.regions.models import Pairing


@dataclass(frozen=True)
class Remark:
    """Something to look at: `severity` is error, warning or info; `quote` is the place in the text."""

    severity: str
    quote: str
    why: str


Proof = Callable[[str, Pairing, date], list[Remark]]


def remarks_on(text: str, pairing: Pairing, as_of: date) -> list[Remark]:
    """What every declared proof says of the text, the gravest first."""
    found = [
        remark
        for _app, module in declared("proofs")
        for proof in module.proofs
        for remark in proof(text, pairing, as_of)
    ]
    return sorted(found, key=lambda remark: ("error", "warning", "info").index(remark.severity))
