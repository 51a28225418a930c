"""My work today: what waits for a member, declared by each app in its `work.py` as a list `work` of `Work`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Membership
from duikou.ledger.discovery import declared, registers
from duikou.ledger.models import Record, State

Text = str | Promise
Rows = Callable[[Membership, date], QuerySet[Any]]


@dataclass(frozen=True)
class Work:
    """One heap of records that ask for the same next step.

    `rows(membership, today)` starts from what the member may see; `why(record, today)` says in words why a record is
    here; `verb` is what one click does about it (a verb of `record_verb`, "" where it has to be opened).
    """

    key: str
    label: Text
    grant: str
    rows: Rows
    why: Callable[[Any, date], Text] = lambda record, today: ""
    verb: str = ""
    order: str = "happened_on"
    urgent: bool = False


@dataclass(frozen=True)
class Duty:
    """Something to be made by the calendar that is no record yet; `url` is where it is begun."""

    label: Text
    why: Text
    url: str


def duties(membership: Membership, today: date) -> list[Duty]:
    """What is due to be made; each app may declare `duties(membership, today)` in its `work.py`."""
    modules = [module for _app, module in declared("work") if hasattr(module, "duties")]
    return [duty for module in modules if module.__name__ != __name__ for duty in module.duties(membership, today)]


@dataclass(frozen=True)
class Heap:
    work: Work
    rows: list[tuple[Any, Text]]
    total: int


def heaps(membership: Membership, today: date, size: int = 8, app_label: str = "") -> list[Heap]:
    """What waits for this member, urgent heaps first, each with its oldest records; empty heaps are left out.

    `app_label` asks for the heaps of one app alone.
    """
    found = []
    for app, module in declared("work"):
        if app_label and app.label != app_label:
            continue
        for work in module.work:
            if membership.may(work.grant):
                rows = work.rows(membership, today)
                shown = list(rows.order_by(work.order, "pk")[: size + 1])
                if shown:
                    total = len(shown) if len(shown) <= size else rows.count()
                    found.append(Heap(work, [(row, work.why(row, today)) for row in shown[:size]], total))
    return sorted(found, key=lambda heap: not heap.work.urgent)


def _to_confirm(membership: Membership, today: date) -> QuerySet[Any]:
    return Record.objects.awaiting(membership) if membership.side else Record.objects.none()


def own(membership: Membership) -> QuerySet[Any]:
    """Live records that the member's side (its unit, where it reaches no further) answers for."""
    rows = Record.objects.visible_to(membership).live().filter(side=membership.side)
    return rows.filter(unit=membership.unit) if membership.grants.records in ("unit", "own") else rows


def _disputed(membership: Membership, today: date) -> QuerySet[Any]:
    return own(membership).filter(state=State.DISPUTED)


def _drafts(membership: Membership, today: date) -> QuerySet[Any]:
    """What was entered on a form and not reported; what verbs make has a way of its own."""
    by_hand = [register.kind for register in registers().values() if register.by_hand]
    return own(membership).filter(state=State.DRAFT, kind__in=by_hand)


work = [
    Work("confirm", _("Waiting for your side's key"), "confirm", _to_confirm, verb="agree", order="reported_at"),
    Work("disputed", _("Disputed by the other side: answer"), "enter", _disputed, urgent=True),
    Work("drafts", _("Your drafts: report or put away"), "enter", _drafts, verb="report"),
]
