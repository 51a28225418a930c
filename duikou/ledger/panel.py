"""Panels: how an app shows itself on the page of an earlier app's record; declared in `panels.py` as `panels`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from duikou.accounts.models import Membership
from duikou.ledger.discovery import declared
from duikou.ledger.models import Record

Text = str | Promise
Context = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    """One panel on the pages of `on` and its kinds. `context(record, membership, today)` None leaves it out."""

    on: type[Record]
    label: Text
    context: Callable[[Any, Membership, date], Context | None]
    template: str = "ledger/panels/rows.html"
    first: bool = False  # above the panels of earlier apps


@dataclass(frozen=True)
class Shown:
    label: Text
    template: str
    context: Context


def panels_of(record: Record, membership: Membership, today: date) -> list[Shown]:
    """The panels that the apps declare for this record, in story order."""
    found = []
    every = [panel for _app, module in declared("panels") for panel in module.panels if isinstance(record, panel.on)]
    for panel in sorted(every, key=lambda panel: not panel.first):
        context = panel.context(record, membership, today)
        if context is not None:
            found.append(Shown(panel.label, panel.template, context))
    return found


def rows_of(
    relation: str, text: Callable[[Any], Text] = lambda row: ""
) -> Callable[[Any, Membership, date], Context | None]:
    """The context of a plain panel: the visible records of a reverse relation, each with a line of text."""

    def context(record: Record, membership: Membership, today: date) -> Context | None:
        rows: Iterable[Any] = getattr(record, relation).visible_to(membership).live().order_by("-happened_on")[:50]
        found = [(row, text(row)) for row in rows]
        return {"rows": found} if found else None

    return context
