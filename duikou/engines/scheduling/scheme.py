"""The serial scheme and double justification, compiled: a list of activities becomes a schedule, and a shorter one.

What is free of all resources on a day is packed into machine words, a few bits for each resource and one guard bit
above it: a demand fits when subtracting it leaves every guard bit standing, so four resources cost what one does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

import numba
import numpy as np

from duikou.engines.scheduling.rcp import Rcp

Array = Any


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Machine code without the interpreter's lock, kept on disk; anew in each process where no folder can be written."""
    try:
        return cast(Callable[..., Any], numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:
        return cast(Callable[..., Any], numba.njit(nogil=True)(function))


class Work(NamedTuple):
    """A project as arrays; activities stand in an order that keeps the precedences."""

    durations: Array
    needs: Array  # per activity, packed
    room: Array  # capacities, packed
    guard: int
    before: Array
    before_from: Array
    after: Array
    after_from: Array
    horizon: int
    floor: int  # no makespan below it counts


def work_of(problem: Rcp, order: Sequence[int], floor: int) -> Work:
    """The arrays of a problem whose activities are numbered anew: place in `order` instead of number."""
    places = {number: place for place, number in enumerate(order)}
    after = [sorted(places[later] for later in problem.successors[number]) for number in order]
    before: list[list[int]] = [[] for _ in order]
    for place, later_ones in enumerate(after):
        for later in later_ones:
            before[later].append(place)
    bits = max([1, *problem.capacities]).bit_length() + 1
    per_word = max(1, 63 // bits)
    guard = sum(1 << (bits * (field + 1) - 1) for field in range(per_word))
    needs = [_packed(problem.demands[number], bits, per_word) for number in order]
    durations = np.array([problem.durations[number] for number in order], dtype=np.int64)
    return Work(
        durations, np.array(needs, dtype=np.int64), np.array(_packed(problem.capacities, bits, per_word), dtype=np.int64),
        guard, *_flat(before), *_flat(after), int(durations.sum()) + 1, floor,
    )  # fmt: skip


def _packed(amounts: Sequence[int], bits: int, per_word: int) -> list[int]:
    return [
        sum(amount << (bits * field) for field, amount in enumerate(amounts[first : first + per_word]))
        for first in range(0, max(1, len(amounts)), per_word)
    ]


def _flat(groups: list[list[int]]) -> tuple[Array, Array]:
    starts = np.zeros(len(groups) + 1, dtype=np.int64)
    starts[1:] = np.cumsum([len(group) for group in groups])
    return np.array([one for group in groups for one in group] or [0], dtype=np.int64), starts


@compiled
def place(order: Array, starts: Array, work: Work, before: Array, before_from: Array) -> int:
    """Each activity of the list as early as those before it and the capacities allow; returns the makespan."""
    free = np.empty((work.horizon + 1, len(work.room)), dtype=np.int64)
    free[:] = work.room
    span = 0
    for one in order:
        at = 0
        for number in range(before_from[one], before_from[one + 1]):
            at = max(at, starts[before[number]] + work.durations[before[number]])
        at = _fit(free, at, work.durations[one], work.needs[one], work.guard)
        starts[one] = at
        span = max(span, at + work.durations[one])
    return span


@compiled
def _fit(free: Array, at: int, length: int, needs: Array, guard: int) -> int:
    """Take the first run of `length` moments from `at` on at which the needs are free; returns where it begins."""
    run, moment = 0, at
    while run < length:
        fits = True
        for word in range(len(needs)):
            fits = fits and ((free[moment, word] | guard) - needs[word]) & guard == guard
        run = run + 1 if fits else 0
        moment += 1
    for taken in range(moment - length, moment):
        for word in range(len(needs)):
            free[taken, word] -= needs[word]
    return moment - length


@compiled
def by_time(times: Array, span: int) -> Array:
    """The activities by time, those of one moment in their own order."""
    first = np.zeros(span + 2, dtype=np.int64)
    for time in times:
        first[time + 1] += 1
    for time in range(span + 1):
        first[time + 1] += first[time]
    order = np.empty(len(times), dtype=np.int64)
    for one in range(len(times)):
        order[first[times[one]]] = one
        first[times[one]] += 1
    return order


@compiled
def justified(order: Array, starts: Array, work: Work) -> int:
    """Place a list, push all to the right, then to the left; `order` and `starts` become the result."""
    span = place(order, starts, work, work.before, work.before_from)
    ends = starts + work.durations
    mirrored = np.empty(len(starts), dtype=np.int64)
    right = place(by_time(ends, span)[::-1], mirrored, work, work.after, work.after_from)
    order[:] = by_time(right - mirrored - work.durations, right)
    span = place(order, starts, work, work.before, work.before_from)
    order[:] = by_time(starts, span)
    return span
