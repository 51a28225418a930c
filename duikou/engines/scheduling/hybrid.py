"""The shortest makespan of a project under resources: a genetic search and CP-SAT side by side.

CP-SAT begins at once while the genetic search runs in a thread of its own. The time is cut into rounds: at each, CP-SAT
begins anew below the best schedule that either has found. What it then finds is better, and finding nothing proves
the best. Where one reaches the bound of the other, both stop.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any

from duikou.engines.scheduling.rcp import Rcp, RcpResult, heads_of, least_span, serial, tails_of

ROUNDS = (0.12, 0.45, 0.97)  # parts of the time at which CP-SAT begins anew, and the end
SEARCHES = 8  # more searches than cores: the portfolio is what helps


@dataclass
class Best:
    """The best schedule and bound so far; both threads write here."""

    starts: tuple[int, ...]
    span: int
    bound: int
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def proven(self) -> bool:
        return self.span <= self.bound

    def offer(self, span: int, starts: tuple[int, ...]) -> None:
        with self.lock:
            if span < self.span:
                self.span, self.starts = span, starts

    def raise_bound(self, bound: int) -> None:
        with self.lock:
            self.bound = max(self.bound, min(bound, self.span))


def solve_rcp(problem: Rcp, *, seconds: float = 10, workers: int = 2) -> RcpResult:
    """Starts of every activity with makespan and proven bound. Raises PlanError for a circle."""
    begun = time.perf_counter()
    first = serial(problem)
    span = max(start + duration for start, duration in zip(first, problem.durations, strict=True))
    best = Best(tuple(first), span, min(span, least_span(problem)))
    if not best.proven:
        _side_by_side(problem, best, begun, seconds, workers)
    took = round(time.perf_counter() - begun, 3)
    return RcpResult("optimal" if best.proven else "feasible", best.span, best.bound, best.starts, took)


def _side_by_side(problem: Rcp, best: Best, begun: float, seconds: float, workers: int) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=_breed, args=(problem, best, begun + seconds * ROUNDS[-1], stop), daemon=True)
    thread.start()
    for share in ROUNDS:
        if not best.proven:
            _solve(problem, best, begun + seconds * share, workers)
    stop.set()
    thread.join()


def _breed(problem: Rcp, best: Best, until: float, stop: threading.Event) -> None:
    """The genetic search, a slice at a time; what it finds is offered at once."""
    from duikou.engines.scheduling.genes import Search

    search = Search(problem)
    while time.perf_counter() < until and not stop.is_set() and not best.proven:
        search.run(min(until, time.perf_counter() + 0.05), best.bound)
        best.offer(search.span, search.starts)


def _solve(problem: Rcp, best: Best, until: float, workers: int) -> None:
    """Let CP-SAT look for a schedule shorter than the best and raise the bound; to find none is a proof."""
    from ortools.sat.python import cp_model

    target = best.span - 1
    model, starts = _model(problem, target, best.bound)
    for start, value in zip(starts, (*best.starts, best.span), strict=True):
        model.add_hint(start, value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, until - time.perf_counter())
    solver.parameters.num_workers = max(workers, SEARCHES)

    def higher(bound: float) -> None:
        best.raise_bound(int(bound + 0.5))
        if best.proven:
            solver.stop_search()

    solver.best_bound_callback = higher
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        best.offer(solver.value(starts[-1]), tuple(solver.value(start) for start in starts[:-1]))
        best.raise_bound(int(solver.best_objective_bound + 0.5))
    elif status == cp_model.INFEASIBLE:
        best.raise_bound(target + 1)


def _model(problem: Rcp, horizon: int, least: int) -> tuple[Any, list[Any]]:
    """The project within a horizon; the last variable is the makespan."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    heads, tails = heads_of(problem), tails_of(problem)
    starts = [
        model.new_int_var(head, horizon - tail, f"s{number}")
        for number, (head, tail) in enumerate(zip(heads, tails, strict=True))
    ]
    makespan = model.new_int_var(least, horizon, "makespan")
    for number, after in enumerate(problem.successors):
        model.add(makespan >= starts[number] + problem.durations[number])
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
    model.minimize(makespan)
    return model, [*starts, makespan]
