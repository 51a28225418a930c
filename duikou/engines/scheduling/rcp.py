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


def least_span(problem: Rcp) -> int:
    """The makespan that precedences, or the work on one resource, demand alone."""
    work = [
        -(-sum(length * needs[kind] for length, needs in zip(problem.durations, problem.demands, strict=True)) // room)
        for kind, room in enumerate(problem.capacities)
        if room
    ]
    return max([*tails_of(problem), *work])


def in_order(problem: Rcp) -> list[int]:
    """The activities so that each stands after those it waits for. Raises PlanError for a circle."""
    waits = [0] * len(problem.durations)
    for after in problem.successors:
        for later in after:
            waits[later] += 1
    found = [number for number, count in enumerate(waits) if not count]
    for number in found:
        for later in problem.successors[number]:
            waits[later] -= 1
            if not waits[later]:
                found.append(later)
    if len(found) < len(waits):
        raise PlanError(".rcp: activities wait for each other in a circle")
    return found


def tails_of(problem: Rcp) -> list[int]:
    """For each activity the longest chain from its start to the end. Raises PlanError for a circle."""
    tails = [0] * len(problem.durations)
    for number in reversed(in_order(problem)):
        after = max((tails[later] for later in problem.successors[number]), default=0)
        tails[number] = problem.durations[number] + after
    return tails


def heads_of(problem: Rcp) -> list[int]:
    """For each activity the longest chain from the beginning to its start."""
    heads = [0] * len(problem.durations)
    for number in in_order(problem):
        for later in problem.successors[number]:
            heads[later] = max(heads[later], heads[number] + problem.durations[number])
    return heads


def mirrored(problem: Rcp) -> Rcp:
    """The same project with time running backward."""
    before: list[list[int]] = [[] for _ in problem.durations]
    for number, after in enumerate(problem.successors):
        for later in after:
            before[later].append(number)
    return Rcp(problem.capacities, problem.durations, problem.demands, tuple(tuple(group) for group in before))


def serial(problem: Rcp) -> list[int]:
    """A schedule by the serial scheme, those with the longest tail first: each as early as capacities allow."""
    tails, count = tails_of(problem), len(problem.durations)
    before = mirrored(problem).successors
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
