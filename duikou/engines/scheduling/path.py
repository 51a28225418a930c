from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date, timedelta

from duikou.engines.scheduling.axis import Axis
from duikou.engines.scheduling.model import Activity, Plan, PlanError, order


@dataclass(frozen=True)
class Placed:
    """One activity in the answer; slack in working days."""

    id: str
    start: date
    finish: date
    latest_start: date
    latest_finish: date
    slack_days: int
    critical: bool


@dataclass(frozen=True)
class Scheduled:
    """A plan worked out. `bound` is the finish (start, when planning backwards) that no plan can better."""

    status: str
    start: date
    finish: date
    bound: date
    activities: tuple[Placed, ...]
    lateness_days: int
    seconds: float
    conflicts: tuple[str, ...] = ()
    not_announced: tuple[int, ...] = ()


Times = dict[str, tuple[int, int]]


def schedule(plan: Plan, *, direction: str = "", seconds: float = 10, workers: int = 2) -> Scheduled:
    """Work a plan out, backward from its deadline or forward from its start.

    Where the dates cannot all hold, the plan runs forward with the least lateness, and `conflicts` names a smallest set
    of activities that cannot hold together. Raises PlanError when the day to plan from is missing.
    """
    begun = time.perf_counter()
    way = direction or ("backward" if plan.deadline else "forward")
    if way == "backward" and plan.deadline is None:
        raise PlanError("plan.deadline: a backward plan needs the promised date")
    if way == "forward" and plan.start is None:
        raise PlanError("plan.start: a forward plan needs the day it may start")
    axis = _axis(plan)
    ordered = order(plan)
    if any(activity.uses for activity in plan.activities):
        from duikou.engines.scheduling.resources import place

        status, times = place(plan, axis, ordered, way, seconds, workers)
    else:
        status, times = _by_path(plan, axis, ordered, way)
    causes: tuple[str, ...] = ()
    if not in_time(plan, axis, times):
        from duikou.engines.scheduling.causes import smallest_causes

        causes = smallest_causes(plan, axis, ordered, seconds)
    return _result(plan, axis, ordered, way, status, times, causes, time.perf_counter() - begun)


def _axis(plan: Plan) -> Axis:
    """Days enough for all works one after another, closed windows included, on both sides of what is fixed."""
    anchors = [day for day in (plan.start, plan.deadline) if day]
    for one in plan.activities:
        anchors += [day for day in (one.done_on, one.started_on, one.not_before, one.not_after) if day]
    lags = sum(abs(link.lag) for one in plan.activities for link in one.after)
    span = sum(one.days for one in plan.activities) + lags + 30
    years = 2 + span // 100 if any(one.outdoors for one in plan.activities) else 1 + span // 200
    first, last = min(anchors) - timedelta(days=365 * years), max(anchors) + timedelta(days=365 * years)
    return Axis(plan.calendar, max(first, date(2000, 1, 1)), min(last, date(2059, 12, 31)))


def _by_path(plan: Plan, axis: Axis, ordered: list[Activity], way: str) -> tuple[str, Times]:
    soon = earliest(plan, axis, ordered)
    if way == "forward":
        return "optimal", soon
    if not in_time(plan, axis, soon):
        return "infeasible", earliest(plan, axis, ordered, anchor_of(plan, axis))
    return "optimal", latest(plan, axis, ordered, axis.before(plan.deadline) + 1)  # type: ignore[arg-type]


def cap(plan: Plan, one: Activity, axis: Axis) -> int:
    """Where an activity has to end at the latest by its own date and the promised one."""
    days = [day for day in (plan.deadline, one.not_after) if day]
    return min((axis.before(day) + 1 for day in days), default=axis.size) - int(opens(one))


def opens(one: Activity) -> bool:
    """Whether it is a milestone that waits for nothing: it stands at the beginning of its day, not at the end."""
    return not one.days and not one.after


def in_time(plan: Plan, axis: Axis, times: Times) -> bool:
    return all(times[one.id][1] <= cap(plan, one, axis) for one in plan.activities)


def base_of(plan: Plan, axis: Axis) -> int:
    """The number of the first day on which anything may start."""
    return axis.after(plan.start) if plan.start else 0


def anchor_of(plan: Plan, axis: Axis) -> int:
    """From where a plan that cannot hold is run: its start, else the first day that is fixed at all."""
    fixed = [day for one in plan.activities for day in (one.not_before, one.started_on, one.done_on) if day]
    return base_of(plan, axis) if plan.start or not fixed else axis.after(min(fixed))


def pushed(one: Activity, axis: Axis, times: Times, least: int) -> tuple[int, int]:
    """The earliest place of an activity from `least` on, after those of its predecessors that stand in `times`."""
    least_end = 0
    if one.not_before:
        least = max(least, axis.after(one.not_before))
    for link in one.after:
        if link.id in times:
            start, end = times[link.id]
            bound = (end if link.kind[0] == "F" else start) + link.lag
            if link.kind[1] == "S":
                least = max(least, bound)
            else:
                least_end = max(least_end, bound)
    place = axis.first_start(one, least)
    if axis.end(one, place) < least_end:
        place = axis.first_start(one, max(place, axis.start_for_end_from(one, least_end)))
    return place, axis.end(one, place)


def earliest(plan: Plan, axis: Axis, ordered: list[Activity], origin: int | None = None) -> Times:
    """Each activity as early as its predecessors, its own dates and the calendar allow."""
    base = base_of(plan, axis) if origin is None else origin
    found: Times = {}
    for one in ordered:
        found[one.id] = fixed_times(one, axis) or pushed(one, axis, found, base)
    return found


def latest(plan: Plan, axis: Axis, ordered: list[Activity], finish: int) -> Times:
    """Each activity as late as its followers, its own dates and the common finish allow."""
    by_id = {one.id: one for one in ordered}
    most_end = {one.id: finish - int(opens(one)) for one in ordered}
    most_start = dict.fromkeys(by_id, finish)
    found: Times = {}
    for one in reversed(ordered):
        fixed = fixed_times(one, axis)
        if fixed:  # what it should have waited for no longer binds
            found[one.id] = fixed
            continue
        end = min(most_end[one.id], axis.before(one.not_after) + 1 if one.not_after else most_end[one.id])
        start = axis.last_start(one, min(axis.start_for_end(one, end), most_start[one.id]))
        end = axis.end(one, start)
        found[one.id] = (start, end)
        for link in one.after:
            bound = (start if link.kind[1] == "S" else end) - link.lag
            target = most_end if link.kind[0] == "F" else most_start
            target[link.id] = min(target[link.id], bound)
    return found


def fixed_times(one: Activity, axis: Axis) -> tuple[int, int] | None:
    """Where a finished or begun activity stands; None for one that is still to be placed."""
    if one.done_on:
        end = axis.before(one.done_on) + 1
        return (axis.after(one.started_on) if one.started_on else axis.start_for_end(one, end)), end
    if one.started_on:
        start = axis.after(one.started_on)
        return start, axis.end(one, start)
    return None


def _result(
    plan: Plan, axis: Axis, ordered: list[Activity], way: str, status: str, times: Times, causes: tuple[str, ...],
    seconds: float,
) -> Scheduled:  # fmt: skip
    finish = max(end for _start, end in times.values())
    soon = earliest(plan, axis, ordered, None if plan.start else min(start for start, _end in times.values()))
    late = latest(plan, axis, ordered, finish)
    by_id = {one.id: one for one in plan.activities}
    placed = tuple(_placed(by_id[one.id], axis, times[one.id], soon[one.id], late[one.id]) for one in plan.activities)
    lateness = max(times[one.id][1] - cap(plan, one, axis) for one in plan.activities)
    first, last = min(one.start for one in placed), max(one.finish for one in placed)
    edge = soon if way == "forward" or causes else latest(plan, axis, ordered, axis.before(plan.deadline) + 1)  # type: ignore[arg-type]
    dates = [axis.dates(by_id[key], *found) for key, found in edge.items()]
    bound = max(day for _first, day in dates) if edge is soon else min(day for day, _last in dates)
    years = tuple(plan.calendar.not_announced(first, last))
    return Scheduled(status, first, last, bound, placed, max(lateness, 0), round(seconds, 4), causes, years)


def _placed(one: Activity, axis: Axis, at: tuple[int, int], soon: tuple[int, int], late: tuple[int, int]) -> Placed:
    start, finish = axis.dates(one, *at)
    latest_start, latest_finish = axis.dates(one, *late)
    slack = max(late[0] - soon[0], 0)
    return Placed(one.id, start, finish, latest_start, latest_finish, slack, slack == 0)


def slipped(plan: Plan, result: Scheduled, key: str, days: int) -> Plan:
    """The same plan with one activity that may not start before `days` working days after its start in `result`."""
    start = next(one.start for one in result.activities if one.id == key)
    moved = plan.calendar.shift(start, days)
    changed = tuple(replace(one, not_before=moved) if one.id == key else one for one in plan.activities)
    return replace(plan, start=plan.start or result.start, activities=changed)
