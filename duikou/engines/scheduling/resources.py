from __future__ import annotations

from typing import Any

from duikou.engines.scheduling.axis import Axis
from duikou.engines.scheduling.model import Activity, Plan
from duikou.engines.scheduling.path import Times, earliest, fixed_times, latest

STATUS = {4: "optimal", 2: "feasible", 3: "infeasible", 0: "unknown", 1: "unknown"}


def place(plan: Plan, axis: Axis, ordered: list[Activity], way: str, seconds: float, workers: int) -> tuple[str, Times]:
    """Place activities under capacities with CP-SAT: the shortest plan forward, the latest start backward.

    When a start and the deadline cannot both hold, the shortest plan from the start is given as "infeasible".
    """
    if way == "forward":
        return _solve(plan, axis, ordered, None, seconds, workers)
    deadline = axis.before(plan.deadline) + 1  # type: ignore[arg-type]
    status, times = _solve(plan, axis, ordered, deadline, seconds, workers)
    if status == "infeasible" and plan.start:
        _status, times = _solve(plan, axis, ordered, None, seconds, workers)
        return "infeasible", times
    return status, times


def _solve(
    plan: Plan, axis: Axis, ordered: list[Activity], deadline: int | None, seconds: float, workers: int
) -> tuple[str, Times]:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    least = axis.after(plan.start) if plan.start else 0
    most = deadline if deadline is not None else axis.size
    starts, ends, intervals = {}, {}, {}
    for one in ordered:
        starts[one.id], ends[one.id], intervals[one.id] = _variables(model, axis, one, least, most)
    for one in ordered:
        for link in one.after:
            if fixed_times(one, axis) is None:
                reference = (ends if link.kind[0] == "F" else starts)[link.id] + link.lag
                model.add((starts if link.kind[1] == "S" else ends)[one.id] >= reference)
    _add_capacities(model, plan, intervals)
    if deadline is None:
        makespan = model.new_int_var(0, axis.size, "finish")
        model.add_max_equality(makespan, list(ends.values()))
        model.minimize(makespan)
    else:
        first = model.new_int_var(-axis.size, axis.size, "first")
        model.add_min_equality(first, list(starts.values()))
        model.maximize(first * 10_000 + sum(starts.values()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, workers
    status = STATUS[int(solver.solve(model))]
    if status in ("infeasible", "unknown"):
        fallback = earliest(plan, axis, ordered) if deadline is None else latest(plan, axis, ordered, most)
        return status, fallback
    return status, {key: (solver.value(starts[key]), solver.value(ends[key])) for key in starts}


def _variables(model: Any, axis: Axis, one: Activity, least: int, most: int) -> tuple[Any, Any, Any]:
    from ortools.sat.python import cp_model

    fixed = fixed_times(one, axis)
    if fixed:
        start, end = model.new_constant(fixed[0]), model.new_constant(fixed[1])
        return start, end, model.new_fixed_size_interval_var(fixed[0], max(fixed[1] - fixed[0], 0), one.id)
    low = max(least, axis.after(one.not_before)) if one.not_before else least
    high = min(most, axis.before(one.not_after) + 1) if one.not_after else most
    if not one.outdoors or not one.days:
        start = model.new_int_var(low, max(high - one.days, low), one.id)
        end = start + one.days
        model.add(end <= high)
        return start, end, model.new_fixed_size_interval_var(start, one.days, one.id)
    places = [number for number in axis.open_air if low <= number and axis.end(one, number) <= high]
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
