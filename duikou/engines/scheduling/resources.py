from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from duikou.engines.scheduling.axis import Axis
from duikou.engines.scheduling.model import Activity, Plan
from duikou.engines.scheduling.path import Times, anchor_of, base_of, cap, earliest, fixed_times

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
        model = _model(plan, axis, ordered, base_of(plan, axis), in_time=False)
        model.cp.minimize(_last(model, axis))
        return _solved(model, plan, axis, ordered, seconds, workers)
    model = _model(plan, axis, ordered, base_of(plan, axis), in_time=True)
    model.cp.maximize(sum(model.starts.values()))
    status, times = _solved(model, plan, axis, ordered, seconds, workers)
    if status != "infeasible":
        return status, times
    model = _model(plan, axis, ordered, anchor_of(plan, axis), in_time=False)
    late = model.cp.new_int_var(0, axis.size, "late")
    for one in ordered:
        model.cp.add(model.ends[one.id] <= cap(plan, one, axis) + late)
    model.cp.minimize(late * axis.size + _last(model, axis))
    left = max(1.0, seconds - (time.perf_counter() - begun))
    return "infeasible", _solved(model, plan, axis, ordered, left, workers)[1]


def can_hold(plan: Plan, axis: Axis, seconds: float) -> bool:
    """Whether the dates can all hold. Raises TimeoutError where that is not known in time."""
    from ortools.sat.python import cp_model

    model = _model(plan, axis, list(plan.activities), base_of(plan, axis), in_time=True)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = max(seconds, 0.0), 1
    status = STATUS[int(solver.solve(model.cp))]
    if status == "unknown":
        raise TimeoutError
    return status != "infeasible"


def _last(model: Model, axis: Axis) -> Any:
    last = model.cp.new_int_var(0, axis.size, "last")
    model.cp.add_max_equality(last, list(model.ends.values()))
    return last


def _solved(
    model: Model, plan: Plan, axis: Axis, ordered: list[Activity], seconds: float, workers: int
) -> tuple[str, Times]:
    """The search goes the same way at each run, however many workers there are."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, workers
    solver.parameters.interleave_search = True
    status = STATUS[int(solver.solve(model.cp))]
    if status in ("infeasible", "unknown"):
        return status, earliest(plan, axis, ordered)
    times = {key: (solver.value(start), solver.value(model.ends[key])) for key, start in model.starts.items()}
    return status, times


def _model(plan: Plan, axis: Axis, ordered: list[Activity], least: int, *, in_time: bool) -> Model:
    """Precedences, calendars and capacities; with `in_time` the promised date and the activities' own too."""
    from ortools.sat.python import cp_model

    model = Model(cp_model.CpModel(), {}, {})
    intervals = {}
    for one in ordered:
        most = cap(plan, one, axis) if in_time else axis.size
        model.starts[one.id], model.ends[one.id], intervals[one.id] = _variables(model.cp, axis, one, least, most)
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
