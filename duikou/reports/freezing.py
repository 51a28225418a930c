"""Figures frozen with an issued report, and what is different now: the figures, and the records behind the difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.engines.quantities import Quantity
from duikou.ledger.discovery import figures
from duikou.ledger.fields import set_quantity
from duikou.ledger.figure import Reading, Scope
from duikou.ledger.history import insert_all
from duikou.ledger.knowledge import as_known_at
from duikou.ledger.models import Entry, Record
from duikou.reports.desk import Desk
from duikou.reports.models import FrozenFigure, Report
from duikou.reports.quotes import Quote

SHOWN = 200
MANY = 50_000
KEYS = {"state", "reported_by_id", "reported_at", "agreed_by_id", "agreed_at"}


def freeze(desk: Desk, *, by: Actor) -> list[FrozenFigure]:
    """Keep every quoted figure with its records."""
    frozen = [_frozen(desk, quote) for quote in desk.quotes.quoted.values()]
    insert_all(frozen, by=by, verb="report", reason=desk.report.number_shown)
    return frozen


def _frozen(desk: Desk, quote: Quote) -> FrozenFigure:
    scope, reading = quote.scope, quote.reading
    one = FrozenFigure(
        report=desk.report, key=quote.figure.key, where=dict(scope.where), since=scope.start, until=scope.end,
        as_of=scope.as_of, basis=scope.basis, label=quote.label[:200], unit=quote.figure.unit, period=reading.period,
        definition=str(quote.figure.definition), rule_version=reading.rule_version, itemised=_held(reading.itemised),
        carried=_held(reading.carried), records=reading.records, evidence=desk.quotes.evidence(quote),
        ids=sorted(map(str, ids_of(quote.figure.key, scope))) if reading.records <= FrozenFigure.LISTED else [],
    )  # fmt: skip
    set_quantity(one, "value", _rounded(reading.value))
    return one


def _held(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"))


def _rounded(value: Quantity | None) -> Quantity | None:
    """As the column keeps it, so that the frozen value equals a later reading of the same."""
    if value is None:
        return None
    return replace(value, low=_held(value.low), high=_held(value.high) if value.high is not None else None)


def ids_of(key: str, scope: Scope) -> set[UUID]:
    """The records and the balances that a figure counts."""
    figure = figures()[key]
    counted = figure.records(scope).order_by().values_list("pk", flat=True)
    return {*counted, *(balance.pk for balance in figure.balances(scope))}


def scope_of(frozen: FrozenFigure) -> Scope:
    pairing = frozen.report.pairing
    return Scope(pairing, frozen.as_of, frozen.basis, frozen.since, frozen.until, frozen.where)


@dataclass(frozen=True)
class Difference:
    """A frozen figure whose value or records are not what the ledger gives now."""

    frozen: FrozenFigure
    now: Reading
    added: list[Record]
    went: list[Record]
    changed: list[Record]

    @property
    def value_differs(self) -> bool:
        return _rounded(self.now.value) != self.frozen.quantity


def differences(report: Report, membership: Membership) -> list[Difference]:
    """Every figure of an issued report that would be written differently now, with the records that made it so."""
    since = _since(report)
    found = [_difference(frozen, since, membership) for frozen in report.figures.select_related("report__pairing")]
    return [one for one in found if one.value_differs or one.added or one.went or one.changed]


@dataclass(frozen=True)
class _Since:
    """Rows that changed since a report was issued, and those of them that now say something else."""

    touched: set[UUID]
    reworded: set[UUID]


def _since(report: Report) -> _Since:
    """From the history; that a record was confirmed meanwhile is no other content."""
    entries = Entry.objects.filter(
        number__gt=report.head_number or 0, pairing=report.pairing_id, record_id__isnull=False
    )
    rows = list(entries.exclude(kind=Report.kind_name()).values_list("object_id", "before")[:MANY])
    return _Since({pk for pk, _before in rows}, {pk for pk, before in rows if set(before) - KEYS})


def difference(frozen: FrozenFigure, membership: Membership) -> Difference:
    return _difference(frozen, _since(frozen.report), membership)


def _difference(frozen: FrozenFigure, since: _Since, membership: Membership) -> Difference:
    scope = scope_of(frozen)
    if frozen.is_listed:
        then, now = {UUID(one) for one in frozen.ids}, ids_of(frozen.key, scope)
    else:
        then, now = _among(frozen, since.touched, known=True), _among(frozen, since.touched, known=False)
    reading = figures()[frozen.key].read(scope)
    found = (now - then, then - now, then & now & since.reworded)
    return Difference(frozen, reading, *(_records(ids, membership) for ids in found))


def _among(frozen: FrozenFigure, touched: set[UUID], *, known: bool) -> set[UUID]:
    """Which of the touched rows the figure counts: as the ledger was known when the report was issued, or now."""
    with as_known_at(frozen.report.known_at if known else None):
        rows = figures()[frozen.key].records(scope_of(frozen)).filter(pk__in=list(touched)[:5000])
        return set(rows.values_list("pk", flat=True))


def _records(ids: Iterable[UUID], membership: Membership) -> list[Record]:
    rows = Record.objects.visible_to(membership).filter(pk__in=list(ids)[:SHOWN])
    return list(rows.select_related("pairing").order_by("happened_on", "pk"))


@dataclass(frozen=True)
class Compared:
    """One figure in two issues; None where an issue does not quote it."""

    label: str
    one: FrozenFigure | None
    other: FrozenFigure | None
    added: list[Record]
    went: list[Record]

    @property
    def differs(self) -> bool:
        values = [frozen.quantity if frozen else None for frozen in (self.one, self.other)]
        return values[0] != values[1]


def compared(one: Report, other: Report, membership: Membership) -> list[Compared]:
    """Two issues figure by figure, in the order of the first."""
    first, second = _by_key(one), _by_key(other)
    return [_compared(first.get(key), second.get(key), membership) for key in [*first, *(second.keys() - first.keys())]]


def _by_key(report: Report) -> dict[tuple[Any, ...], FrozenFigure]:
    """Figures by what they say, whatever the day: key, part, and whether a window was asked for."""
    rows = report.figures.all()
    return {(row.key, str(sorted(row.where.items())), row.since is not None): row for row in rows}


def _compared(one: FrozenFigure | None, other: FrozenFigure | None, membership: Membership) -> Compared:
    label = (one or other).label  # type: ignore[union-attr]
    then, now = ({UUID(pk) for pk in frozen.ids} if frozen else set() for frozen in (one, other))
    return Compared(label, one, other, _records(now - then, membership), _records(then - now, membership))
