"""The shortest makespan of a project under resources: a genetic search and CP-SAT side by side.

CP-SAT begins at once, hinted with a serial schedule, while the genetic search runs in a thread of its own. Where the
solver has not proven its answer after `SHARE` of the time, it begins anew below the best schedule that either found:
what it then finds is better, and finding nothing proves the best.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any

from duikou.engines.scheduling.genes import Search
from duikou.engines.scheduling.rcp import Rcp, RcpResult, critical_path, serial

SHARE = 0.4


@dataclass
class Best:
    """The best schedule and bound so far."""

    starts: tuple[int, ...]
    span: int
    bound: int


def solve_rcp(problem: Rcp, *, seconds: float = 10, workers: int = 2) -> RcpResult:
    """Starts of every activity with makespan and proven bound. Raises PlanError for a circle."""
    begun = time.perf_counter()
    hint = serial(problem)
    span = max(start + duration for start, duration in zip(hint, problem.durations, strict=True))
    best = Best(tuple(hint), span, critical_path(problem))
    if best.span > best.bound:
        _side_by_side(problem, best, begun, seconds, workers)
    took = round(time.perf_counter() - begun, 3)
    return RcpResult("optimal" if best.span <= best.bound else "feasible", best.span, best.bound, best.starts, took)


def _side_by_side(problem: Rcp, best: Best, begun: float, seconds: float, workers: int) -> None:
    search = Search(problem)
    ends = begun + seconds * 0.98
    stop = begun + seconds * SHARE
    goal = best.bound
    thread = threading.Thread(target=search.run, args=(stop, goal), daemon=True)
    thread.start()
    _solve(problem, best, stop - time.perf_counter(), workers, better=False)
    if best.span > best.bound:
        thread.join(max(0.0, stop - time.perf_counter()) + 1)
        _take(search, best)
        again = threading.Thread(target=search.run, args=(ends, best.bound), daemon=True)
        again.start()
        _solve(problem, best, ends - time.perf_counter(), workers, better=True)
        if best.span > best.bound:
            again.join(max(0.0, ends - time.perf_counter()) + 1)
            _take(search, best)


def _take(search: Search, best: Best) -> None:
    if int(search.best_span[0]) < best.span:
        best.span, best.starts = int(search.best_span[0]), tuple(int(start) for start in search.best)


def _solve(problem: Rcp, best: Best, seconds: float, workers: int, *, better: bool) -> None:
    """Let CP-SAT improve `best` and its bound; with `better`, only schedules shorter than the best are looked for."""
    from ortools.sat.python import cp_model

    if seconds < 0.05:
        return
    model, starts, makespan = _model(problem, best.span - 1 if better else best.span, best.bound)
    for start, value in zip(starts, best.starts, strict=True):
        model.add_hint(start, value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = max(workers, 8)  # more searches than cores: the portfolio is what helps
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        best.span, best.starts = solver.value(makespan), tuple(solver.value(start) for start in starts)
        best.bound = max(best.bound, int(solver.best_objective_bound + 0.5))
    elif status == cp_model.INFEASIBLE:
        best.bound = best.span


def _model(problem: Rcp, horizon: int, least: int) -> tuple[Any, list[Any], Any]:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    starts = [
        model.new_int_var(0, max(0, horizon - duration), f"s{number}")
        for number, duration in enumerate(problem.durations)
    ]
    for number, after in enumerate(problem.successors):
        for later in after:
            model.add(starts[later] >= starts[number] + problem.durations[number])
    intervals = [
        model.new_fixed_size_interval_var(start, duration, f"i{number}")
        for number, (start, duration) in enumerate(zip(starts, problem.durations, strict=True))
    ]
    for kind, capacity in enumerate(problem.capacities):
        users = [number for number, row in enumerate(problem.demands) if row[kind] and problem.durations[number]]
        if users:
            model.add_cumulative([intervals[n] for n in users], [problem.demands[n][kind] for n in users], capacity)
    makespan = model.new_int_var(min(least, horizon), horizon, "makespan")
    for start, duration in zip(starts, problem.durations, strict=True):
        model.add(makespan >= start + duration)
    model.minimize(makespan)
    return model, starts, makespan
