"""Figures as data for other programs: the JSON of `duikou figures`, as the command-line contract has it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from duikou.engines.quantities import Quantity, plain
from duikou.ledger.figure import AnyFigure, Figure, Part, Reading, Scope
from duikou.ledger.models import Evidence, Objection

LANGUAGES = ("zh-Hans", "en")


def statement(wanted: Iterable[AnyFigure], scope: Scope, by: str | None = None) -> dict[str, Any]:
    """All `wanted` figures for a scope; split by one dimension, or by each that a figure declares."""
    return {
        "pairing": scope.pairing.slug,
        "as_of": scope.as_of.isoformat(),
        "basis": scope.basis,
        "figures": [figure_data(figure, scope, by) for figure in wanted],
    }


def figure_data(figure: AnyFigure, scope: Scope, by: str | None = None) -> dict[str, Any]:
    reading = figure.read(scope)
    names = [by] if by else list(figure.dimensions)
    data = {
        "key": figure.key,
        "label": in_languages(figure.label),
        "definition": str(figure.definition),
        "rule_version": reading.rule_version,
        "unit": figure.unit,
        "value": value(reading.value),
        "qualifier": reading.value.qualifier if reading.value else None,
        "period": reading.period or None,
        **{name: plain(amount) for name, amount in _coverage(reading).items()},
        "records": reading.records,
        "evidence": evidence_count(figure, scope) if reading.value else 0,
        "by": {
            name: [_part(part) for part in figure.split(scope, name)] for name in names if name in figure.dimensions
        },
    }
    disputes = _disputes(figure, scope) if reading.disputed else []
    return data | ({"disputes": disputes} if disputes else {})


def in_languages(text: str | Promise) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(text)
    return found


def value(quantity: Quantity | None) -> str | list[str] | None:
    if quantity is None:
        return None
    return plain(quantity.low) if quantity.high is None else [plain(quantity.low), plain(quantity.high)]


def _coverage(reading: Reading) -> dict[str, Decimal]:
    return {name: getattr(reading, name) for name in ("itemised", "carried", "agreed", "one_sided", "disputed")}


def _part(part: Part) -> dict[str, Any]:
    held = part.reading.value
    return {
        "value": part.value,
        "label": part.label,
        "figure": value(held),
        "qualifier": held.qualifier if held else None,
    }


def evidence_count(figure: AnyFigure, scope: Scope) -> int:
    """How many pieces of evidence prove the records and the balances of a figure."""
    balances = [balance.pk for balance in figure.balances(scope)]
    live = Evidence.objects.filter(trashed_at__isnull=True)
    return live.filter(record__in=balances).count() + live.filter(record__in=figure.records(scope).values("pk")).count()


def _disputes(figure: AnyFigure, scope: Scope) -> list[dict[str, Any]]:
    """Both values of each disputed record that the figure counts."""
    if not isinstance(figure, Figure) or not figure.measure.of:
        return []
    rows = []
    for objection in Objection.objects.filter(
        record__in=figure.records(scope).values("pk"), field=figure.measure.of, settled_at__isnull=True
    ).select_related("record"):
        stated = [(objection.record.side, objection.entered_value), (objection.side, objection.value)]
        values = [{"side": side, "value": text} for side, text in stated]
        rows.append({"record": str(objection.record_id), "title": objection.record.title, "values": values})
    return rows
