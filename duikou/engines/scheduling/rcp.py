from __future__ import annotations

from dataclasses import dataclass

from duikou.engines.scheduling.model import PlanError


@dataclass(frozen=True)
class Rcp:
    """A resource-constrained project in the Patterson format: activity 0 is the start, the last one the end."""

    capacities: tuple[int, ...]
    durations: tuple[int, ...]
    demands: tuple[tuple[int, ...], ...]
    successors: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class RcpResult:
    status: str
    makespan: int
    bound: int
    starts: tuple[int, ...]
    seconds: float


def read_rcp(text: str) -> Rcp:
    """Parse `n R`, the capacities, and per activity duration, demands, number and list of successors (1-based)."""
    try:
        numbers = iter([int(word) for word in text.split()])
        count, kinds = next(numbers), next(numbers)
        capacities = tuple(next(numbers) for _ in range(kinds))
        durations, demands, successors = [], [], []
        for _ in range(count):
            durations.append(next(numbers))
            demands.append(tuple(next(numbers) for _ in range(kinds)))
            successors.append(tuple(next(numbers) - 1 for _ in range(next(numbers))))
    except ValueError as error:
        raise PlanError(f".rcp: {error}; only whole numbers stand in the Patterson format") from None
    except (StopIteration, RuntimeError):
        raise PlanError(
            ".rcp: the file ends too early; it needs `n R`, capacities and a line for each activity"
        ) from None
    if any(not 0 <= later < count for after in successors for later in after):
        raise PlanError(".rcp: a successor lies outside 1 … n")
    if any(need > capacity for row in demands for need, capacity in zip(row, capacities, strict=True)):
        raise PlanError(".rcp: an activity needs more of a resource than there is")
    return Rcp(capacities, tuple(durations), tuple(demands), tuple(successors))


def critical_path(problem: Rcp) -> int:
    """The makespan that precedences alone demand."""
    tails = tails_of(problem)
    return max(tails)


def tails_of(problem: Rcp) -> list[int]:
    """For each activity the longest chain from its start to the end. Raises PlanError for a circle."""
    tails = [-1] * len(problem.durations)
    state = [0] * len(problem.durations)

    def tail(number: int) -> int:
        if state[number] == 1:
            raise PlanError(".rcp: activities wait for each other in a circle")
        if tails[number] < 0:
            state[number] = 1
            tails[number] = problem.durations[number] + max(
                (tail(later) for later in problem.successors[number]), default=0
            )
            state[number] = 2
        return tails[number]

    for number in range(len(problem.durations)):
        tail(number)
    return tails


def serial(problem: Rcp) -> list[int]:
    """A schedule by the serial scheme, those with the longest tail first: each as early as capacities allow."""
    tails, count = tails_of(problem), len(problem.durations)
    before = [[] for _ in range(count)]  # type: list[list[int]]
    for number, after in enumerate(problem.successors):
        for later in after:
            before[later].append(number)
    horizon = sum(problem.durations) + 1
    free = [[capacity] * horizon for capacity in problem.capacities]
    starts = [-1] * count
    for _ in range(count):
        ready = [n for n in range(count) if starts[n] < 0 and all(starts[b] >= 0 for b in before[n])]
        number = max(ready, key=lambda n: tails[n])
        least = max((starts[b] + problem.durations[b] for b in before[number]), default=0)
        starts[number] = _earliest_fit(problem, free, number, least)
    return starts


def _earliest_fit(problem: Rcp, free: list[list[int]], number: int, least: int) -> int:
    duration, needs = problem.durations[number], problem.demands[number]
    start = least
    while not all(free[kind][at] >= need for kind, need in enumerate(needs) for at in range(start, start + duration)):
        start += 1
    for kind, need in enumerate(needs):
        for at in range(start, start + duration):
            free[kind][at] -= need
    return start
