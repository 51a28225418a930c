"""A genetic search for short schedules under resources, compiled: lists of activities, serial scheme, justification.

After Valls, Ballestín and Quintanilla (2005) and Hartmann (1998): an individual is a list of activities that keeps the
precedences; the serial scheme places each as early as capacities allow; pushing all to the right and then to the left
(double justification) shortens what can be shortened. It runs without the interpreter's lock, beside the solver.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

import numba
import numpy as np

from duikou.engines.scheduling.rcp import Rcp, tails_of

Array = Any
POPULATION = 60


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    return cast(Callable[..., Any], numba.njit(cache=True, nogil=True)(function))


class Search:
    """One search over a problem; `best` is the shortest schedule so far. `step` may be called again and again."""

    def __init__(self, problem: Rcp, seed: int = 1) -> None:
        self.count = len(problem.durations)
        self.durations = np.array(problem.durations, dtype=np.int64)
        self.demands = np.array(problem.demands, dtype=np.int64).reshape(self.count, len(problem.capacities))
        self.capacities = np.array(problem.capacities, dtype=np.int64)
        before: list[list[int]] = [[] for _ in range(self.count)]
        for number, after in enumerate(problem.successors):
            for later in after:
                before[later].append(number)
        self.before, self.before_from = _flat(before)
        self.after, self.after_from = _flat([list(after) for after in problem.successors])
        self.tails = np.array(tails_of(problem), dtype=np.int64)
        self.horizon = int(self.durations.sum()) + 1
        self.lists = np.zeros((POPULATION, self.count), dtype=np.int64)
        self.spans = np.full(POPULATION, self.horizon, dtype=np.int64)
        self.best = np.zeros(self.count, dtype=np.int64)
        self.best_span = np.array([self.horizon], dtype=np.int64)
        _seed(seed)
        self._data = (
            self.durations,
            self.demands,
            self.capacities,
            self.before,
            self.before_from,
            self.after,
            self.after_from,
            self.horizon,
        )
        _begin(self.lists, self.spans, self.best, self.best_span, self.tails, *self._data)

    def step(self, children: int) -> int:
        """Breed and place so many children; returns the best makespan."""
        _breed(children, self.lists, self.spans, self.best, self.best_span, *self._data)
        return int(self.best_span[0])

    def run(self, until: float, goal: int) -> int:
        """Search until the moment (of `time.perf_counter`) or until a makespan of `goal` is reached."""
        found = int(self.best_span[0])
        while time.perf_counter() < until and found > goal:
            found = self.step(100)
        return found


def _flat(groups: list[list[int]]) -> tuple[Array, Array]:
    starts = np.zeros(len(groups) + 1, dtype=np.int64)
    starts[1:] = np.cumsum([len(group) for group in groups])
    return np.array([one for group in groups for one in group] or [0], dtype=np.int64), starts


@compiled
def _seed(seed: int) -> None:
    np.random.seed(seed)


@compiled
def _place(
    order: Array,
    starts: Array,
    durations: Array,
    demands: Array,
    capacities: Array,
    before: Array,
    before_from: Array,
    horizon: int,
) -> int:
    """The serial scheme: each activity of the list as early as its predecessors and the capacities allow."""
    count, kinds = demands.shape
    used = np.zeros((horizon + 1, kinds), dtype=np.int64)
    span = 0
    for place in range(count):
        one = order[place]
        at = 0
        for number in range(before_from[one], before_from[one + 1]):
            end = starts[before[number]] + durations[before[number]]
            if end > at:
                at = end
        length = durations[one]
        moment = at
        while moment < at + length:
            fits = True
            for kind in range(kinds):
                if used[moment, kind] + demands[one, kind] > capacities[kind]:
                    fits = False
                    break
            if fits:
                moment += 1
            else:
                moment += 1
                at = moment
        starts[one] = at
        for moment in range(at, at + length):
            for kind in range(kinds):
                used[moment, kind] += demands[one, kind]
        if at + length > span:
            span = at + length
    return span


@compiled
def _justified(
    starts: Array,
    durations: Array,
    demands: Array,
    capacities: Array,
    before: Array,
    before_from: Array,
    after: Array,
    after_from: Array,
    horizon: int,
) -> int:
    """Push all to the right, then to the left; `starts` becomes the result, never longer than it was."""
    count = len(starts)
    order = np.argsort(-(starts + durations), kind="mergesort")
    mirrored = np.zeros(count, dtype=np.int64)
    span = _place(order, mirrored, durations, demands, capacities, after, after_from, horizon)
    right = span - mirrored - durations
    order = np.argsort(right, kind="mergesort")
    return _place(order, starts, durations, demands, capacities, before, before_from, horizon)


@compiled
def _improve(
    child: Array,
    durations: Array,
    demands: Array,
    capacities: Array,
    before: Array,
    before_from: Array,
    after: Array,
    after_from: Array,
    horizon: int,
    starts: Array,
) -> int:
    """Place a list, justify it, and write the order of its starts back into the list."""
    _place(child, starts, durations, demands, capacities, before, before_from, horizon)
    span = _justified(starts, durations, demands, capacities, before, before_from, after, after_from, horizon)
    child[:] = _in_order(starts, before, before_from, after, after_from)
    return span


@compiled
def _in_order(starts: Array, before: Array, before_from: Array, after: Array, after_from: Array) -> Array:
    """By start, with activities of no duration after what they wait for."""
    count = len(starts)
    waits = before_from[1:] - before_from[:-1]
    waits = waits.copy()
    order = np.zeros(count, dtype=np.int64)
    taken = np.zeros(count, dtype=np.bool_)
    for place in range(count):
        chosen = -1
        for one in range(count):
            if not taken[one] and waits[one] == 0 and (chosen < 0 or starts[one] < starts[chosen]):
                chosen = one
        order[place] = chosen
        taken[chosen] = True
        for number in range(after_from[chosen], after_from[chosen + 1]):
            waits[after[number]] -= 1
    return order


@compiled
def _begin(
    lists: Array,
    spans: Array,
    best: Array,
    best_span: Array,
    tails: Array,
    durations: Array,
    demands: Array,
    capacities: Array,
    before: Array,
    before_from: Array,
    after: Array,
    after_from: Array,
    horizon: int,
) -> None:
    """The first individuals: by longest tail with regret, from greedy to nearly random."""
    size, count = lists.shape
    starts = np.zeros(count, dtype=np.int64)
    for number in range(size):
        noise = number / size
        weight = tails * (1.0 - noise) + np.random.random(count) * noise * tails.max() * 1.5
        lists[number] = _in_order(-weight, before, before_from, after, after_from)
        spans[number] = _improve(
            lists[number], durations, demands, capacities, before, before_from, after, after_from, horizon, starts
        )
        if spans[number] < best_span[0]:
            best_span[0] = spans[number]
            best[:] = starts


@compiled
def _breed(
    children: int,
    lists: Array,
    spans: Array,
    best: Array,
    best_span: Array,
    durations: Array,
    demands: Array,
    capacities: Array,
    before: Array,
    before_from: Array,
    after: Array,
    after_from: Array,
    horizon: int,
) -> None:
    """Two-point crossover of two tournament winners, a mutation by neighbours' swaps, the worst of three replaced."""
    size, count = lists.shape
    starts, child, taken = (
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.bool_),
    )
    for _child in range(children):
        mother, father = _winner(spans), _winner(spans)
        low = np.random.randint(0, count)
        high = min(count, low + np.random.randint(count // 4, 3 * count // 4 + 1))
        taken[:] = False
        place = 0
        for number in range(low):
            child[place] = lists[mother, number]
            taken[child[place]] = True
            place += 1
        for number in range(count):
            one = lists[father, number]
            if place == high:
                break
            if not taken[one]:
                child[place] = one
                taken[one] = True
                place += 1
        for number in range(count):
            one = lists[mother, number]
            if not taken[one]:
                child[place] = one
                taken[one] = True
                place += 1
        _mutate(child, before, before_from)
        span = _improve(child, durations, demands, capacities, before, before_from, after, after_from, horizon, starts)
        loser = np.random.randint(0, size)
        for _other in range(2):
            rival = np.random.randint(0, size)
            if spans[rival] > spans[loser]:
                loser = rival
        if span <= spans[loser]:
            same = False
            for number in range(size):
                if spans[number] == span and np.array_equal(lists[number], child):
                    same = True
                    break
            if not same:
                lists[loser] = child
                spans[loser] = span
        if span < best_span[0]:
            best_span[0] = span
            best[:] = starts


@compiled
def _winner(spans: Array) -> int:
    one, other = np.random.randint(0, len(spans)), np.random.randint(0, len(spans))
    return one if spans[one] <= spans[other] else other


@compiled
def _mutate(child: Array, before: Array, before_from: Array) -> None:
    """Now and then an activity changes place with its neighbour, where no precedence forbids it."""
    for place in range(len(child) - 1):
        if np.random.random() < 0.05:
            one, following = child[place], child[place + 1]
            free = True
            for number in range(before_from[following], before_from[following + 1]):
                if before[number] == one:
                    free = False
                    break
            if free:
                child[place], child[place + 1] = following, one
