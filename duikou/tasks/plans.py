"""Backward plans of tasks and projects: their nodes as the scheduling engine reads them, and its answer kept in them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.engines.scheduling import Activity, Link, Plan, PlanError, Scheduled, schedule
from duikou.engines.scheduling.model import order
from duikou.engines.scheduling.path import slipped
from duikou.ledger import actions
from duikou.ledger.history import keep
from duikou.ledger.models import Record
from duikou.projects.models import Project
from duikou.tasks.models import Node, Task
from duikou.tasks.workdays import working_days

FOLDER = Path(__file__).parent / "templates_of_nodes"
WINTER = ((11, 1), (4, 10))  # no outdoor works in the north
LINK = re.compile(r"^(?P<code>\w+?)(?P<kind>FS|SS|FF|SF)?(?P<lag>[+-]\d+)?$")


@dataclass(frozen=True)
class Worked:
    """A plan worked out, beside the nodes it is of; `stands` is the plan without the slip that was asked about."""

    plan: Plan
    result: Scheduled
    nodes: dict[str, Node]
    stands: Scheduled | None = None

    @property
    def causes(self) -> list[Node]:
        """The nodes that cannot be in time together."""
        return [self.nodes[key] for key in self.result.conflicts]


@cache
def templates() -> dict[str, dict[str, Any]]:
    """Charts of nodes by name: label and nodes of (code, title, days, after, outdoors)."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def promised_on(record: Record) -> date | None:
    """The day a record is promised for: a task's day, a project's expected month or year to its end."""
    found = actions.specific(record)
    if isinstance(found, Task):
        return found.due_on
    if isinstance(found, Project) and found.expected_by:
        year, _dash, month = found.expected_by.partition("-")
        if month:
            first = date(int(year), int(month), 28)
            return first.replace(day=30 if int(month) in (4, 6, 9, 11) else 28 if int(month) == 2 else 31)
        return date(int(year), 12, 31)
    return None


def links(text: str) -> tuple[Link, ...]:
    """“1, 2SS+5” as links. Raises ValidationError that quotes what is not understood."""
    found = []
    for part in re.split(r"[,,、;\s]+", text.strip()):
        if part:
            match = LINK.match(part)
            if not match:
                raise ValidationError(_("“%(part)s” is no link; write for example 1, 2SS+5, 3FF.") % {"part": part})
            found.append(Link(match["code"], int(match["lag"] or 0), match["kind"] or "FS"))
    return tuple(found)


def plan_of(nodes: Sequence[Node], *, deadline: date | None, start: date | None) -> Plan:
    """The nodes as a plan over working days, with the northern winter closed for outdoor works."""
    activities = [
        Activity(
            node.code, node.days, node.title, links(node.after), outdoors=node.outdoors, done_on=node.done_on,
            started_on=node.started_on,
        )
        for node in nodes
    ]  # fmt: skip
    codes = {node.code for node in nodes}
    unknown = [link.id for one in activities for link in one.after if link.id not in codes]
    if unknown or len(codes) < len(nodes):
        what = (
            unknown[0] if unknown else next(node.code for node in nodes if [n.code for n in nodes].count(node.code) > 1)
        )
        raise ValidationError(_("The code “%(code)s” is missing or stands twice among the nodes.") % {"code": what})
    return Plan(tuple(activities), working_days(WINTER), deadline, start)


def worked_out(
    record: Record, nodes: Sequence[Node], *, today: date, slip: tuple[str, int] | None = None
) -> Worked | None:
    """The backward plan of a record as it stands, or with one node slipping; None without nodes or a day."""
    deadline = promised_on(record)
    if not nodes or deadline is None:
        return None
    plan = plan_of(nodes, deadline=deadline, start=today)
    by_code = {node.code: node for node in nodes}
    try:
        order(plan)
        result = schedule(plan, direction="backward")
        if not slip:
            return Worked(plan, result, by_code)
        moved = slipped(plan, result, *slip)
        return Worked(moved, schedule(moved, direction="backward"), by_code, result)
    except PlanError as error:
        raise ValidationError(str(error)) from error


def keep_plan(record: Record, *, by: Actor) -> int:
    """Write the planned dates into the nodes; the first plan stays as the baseline. Returns how many nodes moved."""
    nodes = list(Node.objects.of(record).in_order())  # type: ignore[attr-defined]
    worked = worked_out(record, nodes, today=by.today)
    if worked is None:
        raise ValidationError(_("A backward plan needs nodes and a promised day."), "plan")
    moved = 0
    with transaction.atomic():
        for placed in worked.result.activities:
            node = worked.nodes[placed.id]
            if (node.start_on, node.due_on) != (placed.start, placed.finish):
                node.start_on, node.due_on = placed.start, placed.finish
                node.baseline_on = node.baseline_on or placed.finish
                keep(node, by=by, verb="move", reason=_("planned backward"))
                moved += 1
    return moved


def lay_out(record: Record, template: str, *, by: Actor) -> int:
    """Give a record the nodes of a template; refused where it has nodes already."""
    chart: Mapping[str, Any] | None = templates().get(template)
    if chart is None:
        raise ValidationError(_("No such template."), "template")
    if Node.objects.of(record).exists():  # type: ignore[attr-defined]
        raise ValidationError(_("There are nodes already; change them instead."), "nodes")
    with transaction.atomic():
        for code, title, days, after, outdoors in chart["nodes"]:
            values = {
                "title": title, "happened_on": by.today, "belongs_to": Record.objects.get(pk=record.pk), "code": code, "days": days,
                "after": after, "outdoors": outdoors,
            }  # fmt: skip
            actions.report(actions.enter(Node, values, by=by), by=by)
        if promised_on(record):
            keep_plan(record, by=by)
    return len(chart["nodes"])


def mark(node: Node, *, started_on: date | None, done_on: date | None, by: Actor) -> Node:
    """Note when a step began and ended."""
    return actions.amend(node, {"started_on": started_on, "done_on": done_on}, by=by)
