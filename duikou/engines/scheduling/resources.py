from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from duikou.engines.scheduling.axis import Axis
from duikou.engines.scheduling.model import Activity, Plan
from duikou.engines.scheduling.path import Times, anchor_of, base_of, cap, fixed_times, in_time, pushed

STATUS = {4: "optimal", 2: "feasible", 3: "infeasible", 0: "unknown", 1: "unknown"}


@dataclass(frozen=True)
class Model:
    """A CP-SAT model with the starts and ends of the activities."""

    cp: Any
    starts: dict[str, Any]
    ends: dict[str, Any]


def place(plan: Plan, axis: Axis, ordered: list[Activity], way: str, seconds: float, workers: int) -> tuple[str, Times]:
    """Place activities under capacities with CP-SAT: the shortest plan forward, backward all as late as can be.

    Backward the sum of the starts is the greatest. When the dates cannot all hold, the plan of the least lateness is
    given as "infeasible".
    """
    begun = time.perf_counter()
    if way == "forward":
        return _shortest(plan, axis, ordered, base_of(plan, axis), seconds, workers)
    model = _model(plan, axis, ordered, base_of(plan, axis), {one.id: cap(plan, one, axis) for one in ordered})
    model.cp.maximize(sum(model.starts.values()))
    status, times = _solved(model, seconds, workers)
    if status in ("optimal", "feasible"):
        return status, times
    left = max(1.0, seconds - (time.perf_counter() - begun))
    times = _shortest(plan, axis, ordered, anchor_of(plan, axis), left, workers, least_late=True)[1]
    return "feasible" if in_time(plan, axis, times) else status, times


def _shortest(
    plan: Plan,
    axis: Axis,
    ordered: list[Activity],
    least: int,
    seconds: float,
    workers: int,
    *,
    least_late: bool = False,
) -> tuple[str, Times]:
    """The shortest plan, or the least late and then the shortest, no longer than a first one by hand."""
    first = in_turn(plan, axis, ordered, least)
    horizon = max(end for _start, end in first.values())
    model = _model(plan, axis, ordered, least, dict.fromkeys(first, horizon))
    last = model.cp.new_int_var(0, horizon, "last")
    model.cp.add_max_equality(last, list(model.ends.values()))
    late = model.cp.new_int_var(0, horizon if least_late else 0, "late")
    for one in ordered if least_late else []:
        model.cp.add(model.ends[one.id] <= cap(plan, one, axis) + late)
    for key, (start, _end) in first.items():
        model.cp.add_hint(model.starts[key], start)
    model.cp.minimize(late * horizon + last)
    status, times = _solved(model, seconds, workers)
    return (status, times) if times else ("feasible", first)


def in_turn(plan: Plan, axis: Axis, ordered: list[Activity], least: int) -> Times:
    """Each activity in turn as early as those before it and the capacities allow."""
    used: dict[tuple[str, int], int] = {}
    found = {one.id: fixed for one in ordered if (fixed := fixed_times(one, axis))}
    for one in [*(one for one in ordered if one.id in found), *(one for one in ordered if one.id not in found)]:
        start, end = found.get(one.id) or pushed(one, axis, found, least)
        while one.id not in found and (full := _full(plan, one, start, end, used)) is not None:
            start, end = pushed(one, axis, found, full + 1)
        found[one.id] = start, end
        for name, amount in () if one.done_on else one.uses.items():
            for day in range(start, end):
                used[name, day] = used.get((name, day), 0) + amount
    return found


def _full(plan: Plan, one: Activity, start: int, end: int, used: dict[tuple[str, int], int]) -> int | None:
    """The last of the days on which a resource has no room for the work."""
    days = range(end - 1, start - 1, -1)
    over = (
        day for day in days for name, need in one.uses.items() if used.get((name, day), 0) + need > plan.resources[name]
    )
    return next(over, None)


def can_hold(plan: Plan, axis: Axis, seconds: float) -> bool:
    """Whether the dates can all hold. Raises TimeoutError where that is not known in time."""
    from ortools.sat.python import cp_model

    model = _model(
        plan,
        axis,
        list(plan.activities),
        base_of(plan, axis),
        {one.id: cap(plan, one, axis) for one in plan.activities},
    )
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = max(seconds, 0.0), 1
    status = STATUS[int(solver.solve(model.cp))]
    if status == "unknown":
        raise TimeoutError
    return status != "infeasible"


def _solved(model: Model, seconds: float, workers: int) -> tuple[str, Times]:
    """Status and, where there is a plan, its times. The search goes the same way at each run."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, workers
    solver.parameters.interleave_search = True
    status = STATUS[int(solver.solve(model.cp))]
    if status in ("infeasible", "unknown"):
        return status, {}
    return status, {key: (solver.value(start), solver.value(model.ends[key])) for key, start in model.starts.items()}


def _model(plan: Plan, axis: Axis, ordered: list[Activity], least: int, most: Mapping[str, int]) -> Model:
    """Precedences, calendars and capacities, each activity ending by its own `most`."""
    from ortools.sat.python import cp_model

    model = Model(cp_model.CpModel(), {}, {})
    intervals = {}
    for one in ordered:
        found = _variables(model.cp, axis, one, least, most[one.id])
        model.starts[one.id], model.ends[one.id], intervals[one.id] = found
    for one in ordered:
        for link in one.after:
            if fixed_times(one, axis) is None:
                reference = (model.ends if link.kind[0] == "F" else model.starts)[link.id] + link.lag
                model.cp.add((model.starts if link.kind[1] == "S" else model.ends)[one.id] >= reference)
    _add_capacities(model.cp, plan, intervals)
    return model


def _variables(model: Any, axis: Axis, one: Activity, least: int, most: int) -> tuple[Any, Any, Any]:
    fixed = fixed_times(one, axis)
    if fixed:
        if fixed[1] > most:
            model.add_bool_or([])
        start, end = model.new_constant(fixed[0]), model.new_constant(fixed[1])
        return start, end, model.new_fixed_size_interval_var(fixed[0], max(fixed[1] - fixed[0], 0), one.id)
    low = max(least, axis.after(one.not_before)) if one.not_before else least
    if not one.outdoors or not one.days:
        if low > most - one.days:
            model.add_bool_or([])
        start = model.new_int_var(low, max(most - one.days, low), one.id)
        return start, start + one.days, model.new_fixed_size_interval_var(start, one.days, one.id)
    return _open_air_variables(model, axis, one, low, most)


def _open_air_variables(model: Any, axis: Axis, one: Activity, low: int, most: int) -> tuple[Any, Any, Any]:
    """A work that stops in closed windows: where it ends is looked up from where it starts."""
    from ortools.sat.python import cp_model

    places = [number for number in axis.open_air if low <= number and axis.end(one, number) <= most]
    if not places:
        model.add_bool_or([])
        places = axis.open_air[:1]
    start = model.new_int_var_from_domain(cp_model.Domain.from_values(places), one.id)
    end = model.new_int_var(0, axis.size + one.days, f"{one.id} end")
    model.add_allowed_assignments([start, end], [(number, axis.end(one, number)) for number in places])
    size = model.new_int_var(0, axis.size, f"{one.id} size")
    return start, end, model.new_interval_var(start, size, end, one.id)


def _add_capacities(model: Any, plan: Plan, intervals: dict[str, Any]) -> None:
    """A resource is held over the whole span of a work, its closed days included."""
    for name, capacity in plan.resources.items():
        users = [one for one in plan.activities if one.uses.get(name) and not one.done_on]
        if users:
            model.add_cumulative([intervals[one.id] for one in users], [one.uses[name] for one in users], capacity)
