"""What every figure asks for again and again, opening balances and counting rules, read once for a stretch of work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from duikou.ledger.models import CountingRule, OpeningBalance
from duikou.regions.models import Pairing


class _Read:
    """The balances of a pairing and all rules, by figure."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.balances: dict[str, list[OpeningBalance]] = defaultdict(list)
        self.rules: dict[str, list[CountingRule]] = defaultdict(list)
        for balance in _live_balances(pairing):
            self.balances[balance.figure].append(balance)
        for rule in CountingRule.objects.filter(trashed_at__isnull=True).order_by("valid_from", "id"):
            self.rules[rule.figure].append(rule)


_read: ContextVar[_Read | None] = ContextVar("read_once", default=None)


@contextmanager
def read_once(pairing: Pairing) -> Iterator[None]:
    """Inside, figures of the pairing find balances and rules in memory; what is written meanwhile is not seen."""
    token = _read.set(_Read(pairing))
    try:
        yield
    finally:
        _read.reset(token)


def balances_of(figure: str, pairing: Pairing) -> list[OpeningBalance]:
    """The live balances of a figure, oldest first."""
    held = _read.get()
    if held is not None and held.pairing.pk == pairing.pk:
        return held.balances.get(figure, [])
    return list(_live_balances(pairing).filter(figure=figure))  # type: ignore[attr-defined]


def _live_balances(pairing: Pairing) -> Iterator[OpeningBalance]:
    rows = OpeningBalance.objects.filter(pairing=pairing, trashed_at__isnull=True)
    return rows.order_by("happened_on", "id")  # type: ignore[return-value]


def rules_of(figure: str) -> list[CountingRule]:
    """The rules of a figure, oldest first."""
    held = _read.get()
    if held is not None:
        return held.rules.get(figure, [])
    return list(CountingRule.objects.filter(figure=figure, trashed_at__isnull=True).order_by("valid_from", "id"))
