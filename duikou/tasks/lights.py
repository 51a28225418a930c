"""The light of a task, month by month and as a forecast: facts taken from the records, the colour from the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duikou.engines.lights import Light, judge
from duikou.engines.scheduling import PlanError, schedule
from duikou.tasks import plans
from duikou.tasks.models import Node, Task

ORDER = ("red", "orange", "yellow", "grey", "blue", "green")
LAST_DAY = date(2099, 12, 31)


@dataclass(frozen=True)
class Lit:
    task: Any
    light: Light


def expected(task: Any, day: date) -> int:
    """The per cent that is due by a day, in proportion to the time given."""
    span = max(1, (task.promised - task.happened_on).days)
    return min(100, max(0, (day - task.happened_on).days * 100 // span))


def facts_of(task: Any, today: date) -> dict[str, Any]:
    """What the rules ask about a task loaded `with_progress(today)`; given out today, 0 per cent of it is due."""
    done = task.done_by(today)
    return {
        "done": done,
        "days_left": (task.promised - (task.done_on if done else today)).days,
        "days_late": task.days_late(today, task.promised),
        "days_given": (today - task.happened_on).days,
        "was_late": task.was_late,
        "reported": task.percent is not None,
        "points_behind": 0 if done else max(0, expected(task, today) - (task.percent or 0)),
        "poor": False,
    }


def light_of(task: Any, today: date) -> Light:
    return judge(task.rule_set, "task", facts_of(task, today))


def lit(tasks: Iterable[Any], today: date) -> list[Lit]:
    """Tasks with their lights, the most urgent colour first, then by their day."""
    found = [Lit(task, light_of(task, today)) for task in tasks]
    return sorted(found, key=lambda one: (ORDER.index(one.light.colour), one.task.promised, one.task.pk))


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last day of every month that is over between two days."""
    day = first.replace(day=1)
    while (day := (day + timedelta(days=32)).replace(day=1)) - timedelta(days=1) <= last:
        yield day - timedelta(days=1)


def months_of(task: Any, reports: Sequence[Any], today: date) -> list[tuple[date, Light]]:
    """A light for each full month that is over: once red, it turns yellow when the month is caught up, never green."""
    found, given = [], task.happened_on
    first = given if given.day == 1 else (given.replace(day=1) + timedelta(days=32)).replace(day=1)
    for end in month_ends(first, min(today, task.done_on or today)):
        target = expected(task, end)
        reached = max((one.percent for one in reports if one.happened_on <= end), default=0)
        facts = {"target": target, "reached": reached, "met": reached >= target,
                 "caught_up": max((one.percent for one in reports if one.happened_on <= today), default=0) >= target}  # fmt: skip
        found.append((end, judge("ouhai", "month", facts)))
    return found


def projected_finish(task: Any, today: date) -> date | None:
    """When the task would be done at the pace so far; None before the first per cent."""
    if task.done_by(today) or not task.percent:
        return task.done_on if task.done_by(today) else None
    spent = max(1, (task.reported_on - task.happened_on).days)
    return max(today, min(LAST_DAY, task.happened_on + timedelta(days=-(-spent * 100 // task.percent))))


def planned_finish(task: Task, today: date) -> date | None:
    """When the nodes would be done if each went on from today as soon as it may; None without a plan."""
    try:
        worked = plans.worked_out(task, list(Node.objects.of(task).counted().in_order()), today=today)
        return schedule(worked.plan, direction="forward").finish if worked else None
    except (ValidationError, PlanError):
        return None


def forecast(task: Any, today: date) -> Light:
    """The projected finish, of the nodes or else of the pace so far, against the promised day."""
    planned = None if task.done_by(today) else planned_finish(task, today)
    finish = planned or projected_finish(task, today)
    if finish is None:
        return Light("grey", _("neither nodes nor progress yet: no forecast"))
    basis = _("by its nodes, ") if planned else _("at the pace so far, ")
    facts = {"finish": finish.isoformat(), "days_over": (finish - task.promised).days, "basis": basis}
    return judge("duikou", "forecast", facts)
