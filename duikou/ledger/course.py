"""A figure as of several days from one query: the course of a year, or a day beside the one it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Coalesce

from duikou.ledger.figure import AnyFigure, Figure, Ratio, Reading, Scope, reading_of


def course(figure: AnyFigure, scope: Scope, days: Sequence[date]) -> list[Reading]:
    """What the figure reads on each day; the same as reading it day by day."""
    if isinstance(figure, Ratio):
        above, below = (course(part, scope, days) for part in figure.parts())
        return [figure.share(*pair) for pair in zip(above, below, strict=True)]
    scopes = [replace(scope, as_of=day) for day in days]
    rules = {rule.pk if rule else None for rule in map(figure.rule, scopes)}
    if figure.rows is None or figure.yearly or scope.start or scope.end or len(rules) > 1:
        return [figure.read(one) for one in scopes]
    return _from_one_query(figure, scopes)


def _from_one_query(figure: Figure, scopes: list[Scope]) -> list[Reading]:
    """Rows are grouped by the stretch between two days of interest in which they lie, and added up to each day."""
    balances = [figure.balances(scope) for scope in scopes]
    ends = [max((balance.happened_on for balance in held), default=None) for held in balances]
    edges = sorted({scope.as_of for scope in scopes} | {end for end in ends if end})
    groups = _groups(figure, max(scopes, key=lambda scope: scope.as_of), edges)
    found = []
    for scope, held, end in zip(scopes, balances, ends, strict=True):
        inside = edges.index(end) if end else -1
        until = edges.index(scope.as_of)
        counted = [{**group, "in_balance": group["stretch"] <= inside} for group in groups if group["stretch"] <= until]
        rule = figure.rule(scope)
        version = rule.version if rule else figure.rule_version
        found.append(replace(reading_of(counted, held), rule_version=version))
    return found


def _groups(figure: Figure, last: Scope, edges: list[date]) -> list[dict[str, Any]]:
    steps = [When(**{f"{figure.date}__lte": edge}, then=Value(number)) for number, edge in enumerate(edges)]
    stretch = Case(*steps, default=Value(len(edges)), output_field=IntegerField())
    rows = figure.records(last).annotate(stretch=stretch, vague=figure.measure.qualifier()).order_by()
    rows = rows.annotate(held=Coalesce(F("state"), Value("")))  # see Figure._groups
    return list(rows.values("held", "stretch", "vague").annotate(**figure.measure.sums()))
