"""The light of a task and its forecast: facts taken from the records, the colour from the rule set of its plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from duikou.engines.lights import Light, judge
from duikou.tasks.models import Task

LIGHT_OF = {"duikou": "task", "suqian": "task", "yichang": "node"}
ORDER = ("red", "orange", "yellow", "grey", "blue", "green")


@dataclass(frozen=True)
class Lit:
    task: Task
    light: Light
    percent: int | None


def facts_of(task: Any, today: date) -> dict[str, Any]:
    """What the rules ask about a task loaded `with_progress()`; a task given out today is due 0 per cent of its time."""
    given, span = (today - task.happened_on).days, max(1, (task.due_on - task.happened_on).days)
    expected = min(100, max(0, given * 100 // span))
    return {
        "done": task.done_on is not None,
        "days_left": (task.due_on - (task.done_on or today)).days,
        "days_late": task.days_late(today),
        "days_given": given,
        "reported": task.percent is not None,
        "points_behind": 0 if task.done_on else max(0, expected - (task.percent or 0)),
        "poor": False,
    }


def light_of(task: Any, today: date) -> Light:
    return judge(task.rule_set, LIGHT_OF[task.rule_set], facts_of(task, today))


def lit(tasks: Iterable[Any], today: date) -> list[Lit]:
    """Tasks with their lights, the most urgent colour first, then by their day."""
    found = [Lit(task, light_of(task, today), task.percent) for task in tasks]
    return sorted(found, key=lambda one: (ORDER.index(one.light.colour), one.task.due_on, one.task.pk))


def projected_finish(task: Any, today: date) -> date | None:
    """When the task would be done at the pace so far; None before the first per cent."""
    if task.done_on or not task.percent:
        return task.done_on
    spent = max(1, (task.reported_on - task.happened_on).days)
    return min(date(2099, 12, 31), task.happened_on + timedelta(days=-(-spent * 100 // task.percent)))


def forecast(task: Any, today: date, finish: date | None) -> Light:
    """The projected finish, of the backward plan or of the pace so far, against the promised day."""
    if finish is None:
        return Light("grey", "尚无进展,无法预测")
    finish = max(finish, today) if not task.done_on else finish
    return judge("duikou", "forecast", {"finish": finish.isoformat(), "days_over": (finish - task.due_on).days})
