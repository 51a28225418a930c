"""The four lights of a project by Yinchuan's rules: start, progress, payment, entry into the monthly statistics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from duikou.engines.lights import Light, judge, rule_sets
from duikou.ledger.fields import quantity_of
from duikou.projects.models import Payment, Problem, Progress, Project

SET = "yinchuan"


def four_lights(project: Project, nodes: Sequence[Any], today: date) -> list[tuple[str, Light]]:
    """Each light with its name; what the ledger does not hold makes it grey and is named."""
    facts = facts_of(project, nodes, today)
    return [(one["label"], judge(SET, name, facts)) for name, one in rule_sets()[SET]["lights"].items()]


def facts_of(project: Project, nodes: Sequence[Any], today: date) -> dict[str, Any]:
    started = project.started_on is not None and project.started_on <= today
    done = _share(nodes, [node for node in nodes if node.done_on and node.done_on <= today])
    due = _share(nodes, [node for node in nodes if node.due_on and node.due_on <= today])
    planned = min((node.start_on for node in nodes if node.start_on), default=None)
    paid = _paid_share(project, today)
    return {
        "started": started,
        "months_late": None if planned is None and not started else max(0, _months(planned or today, today)),
        "reason_given": Problem.objects.counted().filter(belongs_to=project, solved_on__isnull=True).exists(),
        "points_behind": None if done is None or due is None else max(0, due - done),
        "paid_below_rule": None if paid is None or done is None else paid < done,
        "entered": _entered(project, today),
        "months_since_start": _months(project.started_on, today) if started and project.started_on else 0,
    }


def _entered(project: Project, today: date) -> bool | None:
    """Whether the project is in the monthly statistics; None where the pairing keeps none."""
    kept = Progress.objects.counted().filter(pairing_id=project.pairing_id, happened_on__lte=today)
    return kept.filter(belongs_to=project).exists() or (False if kept.exists() else None)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _share(nodes: Sequence[Any], part: Sequence[Any]) -> int | None:
    """The per cent of the working days of a plan that some of its nodes hold."""
    whole = sum(node.days for node in nodes)
    return sum(node.days for node in part) * 100 // whole if whole else None


def _paid_share(project: Project, today: date) -> int | None:
    """The per cent of the planned investment that is paid in."""
    planned = quantity_of(project, "investment_planned")
    if planned is None or not planned.low:
        return None
    rows = Payment.objects.counted().filter(belongs_to=project, counts=True, happened_on__lte=today)
    paid = sum(rows.values_list("amount", flat=True), Decimal(0))
    return int(paid * 100 / planned.low)
