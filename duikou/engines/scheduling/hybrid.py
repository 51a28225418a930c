"""Projects under resources: a genetic search and CP-SAT side by side, for the shortest plan or the latest starts.

CP-SAT begins at once while the genetic search runs in a thread of its own. After a first round CP-SAT begins anew below
the best schedule that either has found: finding nothing there proves it. For the latest starts of a small project the
layers of partial schedules take the genetic search's place once it has had its time. Where one reaches the bound of
the other, all stop.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from duikou.engines.scheduling.rcp import Rcp, RcpResult, heads_of, least_span, mirrored, serial, tails_of

FIRST, END = 0.12, 0.97  # parts of the time after which the first round ends, and the whole
POPULATIONS = 4  # that stood still without a better schedule, after which CP-SAT has both cores
SMALL = 40  # activities of which layers prove the shortest plan too
SEARCHES = 8  # in the first round: more than cores, for it is the portfolio that settles the easy ones


@dataclass(frozen=True)
class Aim:
    """What is to be small: the makespan, or with a deadline the sum of the starts."""

    problem: Rcp
    deadline: int | None = None

    def value(self, starts: tuple[int, ...]) -> int:
        """Of a schedule; one that misses the deadline is worse than any that keeps it."""
        span = max(start + length for start, length in zip(starts, self.problem.durations, strict=True))
        if self.deadline is None:
            return span
        return sum(starts) if span <= self.deadline else self.deadline * len(starts) + span

    def least(self) -> int:
        return least_span(self.problem) if self.deadline is None else sum(heads_of(self.problem))


@dataclass
class Best:
    """The best schedule and bound so far; both threads write here."""

    aim: Aim
    starts: tuple[int, ...]
    value: int
    bound: int
    lock: threading.Lock = field(default_factory=threading.Lock)
    stale: Callable[[], None] = lambda: None  # ends a search that the newest best has overtaken

    @property
    def proven(self) -> bool:
        return self.value <= self.bound

    def offer(self, starts: tuple[int, ...]) -> None:
        value = self.aim.value(starts)
        with self.lock:
            if value < self.value:
                self.value, self.starts = value, starts
                self.stale()

    def raise_bound(self, bound: int) -> None:
        with self.lock:
            self.bound = max(self.bound, min(bound, self.value))


def solve_rcp(problem: Rcp, *, seconds: float = 10, workers: int = 2) -> RcpResult:
    """Starts of every activity with makespan and proven bound. Raises PlanError for a circle."""
    begun = time.perf_counter()
    best = _best(Aim(problem), begun, seconds, workers)
    took = round(time.perf_counter() - begun, 3)
    return RcpResult("optimal" if best.proven else "feasible", best.value, best.bound, best.starts, took)


def latest_rcp(problem: Rcp, deadline: int, *, seconds: float = 10, workers: int = 2) -> RcpResult:
    """The schedule with the greatest sum of starts that ends by the deadline; its makespan is the deadline.

    Time runs backward for it: the sum of the starts of the mirrored project is the smallest. `infeasible` and
    `unknown` come without starts.
    """
    begun = time.perf_counter()
    back = mirrored(problem)
    if deadline < least_span(back):
        return RcpResult("infeasible", deadline, deadline, (), 0.0)
    best = _best(Aim(back, deadline), begun, seconds, workers)
    found = best.value <= deadline * len(best.starts)
    starts = tuple(
        deadline - start - length for start, length in zip(best.starts, problem.durations, strict=True)
    )  # fmt: skip
    known = "optimal" if best.proven and found else "infeasible" if best.proven else "feasible" if found else "unknown"
    took = round(time.perf_counter() - begun, 3)
    return RcpResult(known, deadline, deadline, starts if found else (), took)


def plan_backward(problem: Rcp, *, seconds: float = 10, workers: int = 2) -> RcpResult:
    """The shortest plan, and within its makespan every start as late as can be: optimal when both are proven."""
    begun = time.perf_counter()
    shortest = solve_rcp(problem, seconds=seconds / 2, workers=workers)
    left = seconds - (time.perf_counter() - begun)
    latest = latest_rcp(problem, shortest.makespan, seconds=left, workers=workers)
    status = latest.status if shortest.status == "optimal" and latest.starts else "feasible"
    starts = latest.starts or shortest.starts
    return replace(shortest, status=status, starts=starts, seconds=round(time.perf_counter() - begun, 3))


def _best(aim: Aim, begun: float, seconds: float, workers: int) -> Best:
    first = tuple(serial(aim.problem))
    value = aim.value(first)
    best = Best(aim, first, value, min(value, aim.least()))
    if best.proven:
        return best
    stop = threading.Event()

    def going() -> bool:
        return not stop.is_set() and not best.proven and time.perf_counter() < begun + seconds * END

    thread = threading.Thread(target=_beside, args=(best, going), daemon=True)
    thread.start()
    _solve(best, begun + seconds * FIRST, max(workers, SEARCHES))
    beside = int(aim.deadline is not None and len(aim.problem.durations) <= SMALL)  # a core for the layers
    while going():
        _solve(best, begun + seconds * END, max(1, workers - beside))
    stop.set()
    thread.join(max(0.0, begun + seconds - time.perf_counter()))  # the first time it may still be compiling
    return best


def _beside(best: Best, going: Callable[[], bool]) -> None:
    """What runs beside CP-SAT: the genetic search, whose finds are offered at once, and where it stands, the layers."""
    from duikou.engines.scheduling.genes import Search
    from duikou.engines.scheduling.layers import FITS

    deadline = best.aim.deadline
    small = len(best.aim.problem.durations) <= (SMALL if deadline is None else FITS)
    search = Search(best.aim.problem, floor=deadline or 0)
    tried = None
    while going() and search.in_vain < POPULATIONS:
        search.run(time.perf_counter() + 0.05, best.bound if deadline is None else 0)
        best.offer(search.starts)
        if small and search.stood_still and tried != best.value:
            tried = best.value
            _by_layers(best, going)


def _by_layers(best: Best, going: Callable[[], bool]) -> None:
    from duikou.engines.scheduling.layers import earliest_below, within

    problem, deadline, below = best.aim.problem, best.aim.deadline, best.value
    found = within(problem, below - 1, going) if deadline is None else earliest_below(problem, deadline, below, going)
    if found:
        best.offer(found)
        best.raise_bound(best.aim.least() if deadline is None else best.aim.value(found))
    elif found is not None:
        best.raise_bound(below)


def _solve(best: Best, until: float, searches: int) -> None:
    """Let CP-SAT look for something better than the best and raise the bound; to find nothing is a proof."""
    from ortools.sat.python import cp_model

    target = best.value - 1
    model, starts, value = _model(best.aim, target, best.bound)
    for start, hint in zip((*starts, value), (*best.starts, best.value), strict=True):
        model.add_hint(start, hint)
    if best.aim.deadline is not None or searches >= SEARCHES:
        model.minimize(value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, until - time.perf_counter())
    solver.parameters.num_workers = searches

    def higher(bound: float) -> None:
        best.raise_bound(int(bound + 0.5))
        if best.proven:
            solver.stop_search()

    solver.best_bound_callback = higher
    best.stale = lambda: solver.stop_search() if best.value <= target and not model.has_objective() else None
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        best.offer(tuple(solver.value(start) for start in starts))
        if model.has_objective():
            best.raise_bound(int(solver.best_objective_bound + 0.5))
    elif status == cp_model.INFEASIBLE:
        best.raise_bound(target + 1)


def _model(aim: Aim, target: int, least: int) -> tuple[Any, list[Any], Any]:
    """The project with a value between `least` and `target`: the model, its starts and its value."""
    from ortools.sat.python import cp_model

    model, problem = cp_model.CpModel(), aim.problem
    horizon = target if aim.deadline is None else aim.deadline
    starts = [
        model.new_int_var(head, horizon - tail, f"s{number}")
        for number, (head, tail) in enumerate(zip(heads_of(problem), tails_of(problem), strict=True))
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
    value = model.new_int_var(least, target, "value")
    if aim.deadline is None:
        for start, duration in zip(starts, problem.durations, strict=True):
            model.add(value >= start + duration)
    else:
        model.add(value == sum(starts))
    return model, starts, value
