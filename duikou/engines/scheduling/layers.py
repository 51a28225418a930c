"""An exact proof for small projects: partial schedules, layer by layer, each with one activity more.

In a schedule of the least sum of starts, as in one of the shortest, each activity, taken in the order of the starts, begins as early as those
before it allow. So a layer holds what can be reached with so many activities. Of two partial schedules of the same
activities, one that costs no more, stands no later, and sets free everything no later makes the other needless
(the cutset rule of Demeulemeester and Herroelen 1992). What cannot be completed below the best known cost or by the
deadline is dropped. It serves small projects: a layer that outgrows `MOST` ends the attempt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from duikou.engines.scheduling.rcp import Rcp, in_order, tails_of
from duikou.engines.scheduling.scheme import Array, compiled

MOST = 1_000_000
SLICE = 2000  # partial schedules grown between two looks at the clock
FITS = 62  # activities, one bit each


class Ground(NamedTuple):
    """A project whose activities are numbered so that each stands after those it waits for."""

    durations: Array
    demands: Array
    capacities: Array
    before: Array  # per activity the bits of its predecessors
    edges: Array  # predecessor and successor, in order
    tails: Array
    light: Array  # per resource the activities by the work they put on it, least first
    deadline: int
    weight: int  # 1 where the sum of starts counts, 0 where the deadline alone does


class Layer(NamedTuple):
    """Partial schedules: which activities have started, when the last one did, the sum of starts, and the ends."""

    sets: Array
    times: Array
    costs: Array
    ends: Array


def ground_of(problem: Rcp, deadline: int, weight: int) -> Ground:
    order = in_order(problem)
    places = {number: place for place, number in enumerate(order)}
    edges = sorted((places[one], places[later]) for one in order for later in problem.successors[one])
    before = np.zeros(len(order), dtype=np.int64)
    for one, later in edges:
        before[later] |= 1 << one
    durations = np.array([problem.durations[number] for number in order], dtype=np.int64)
    demands = np.array([problem.demands[number] for number in order], dtype=np.int64).reshape(len(order), -1)
    demands[durations == 0] = 0  # a milestone holds nothing
    light = np.argsort(demands * durations[:, None], axis=0, kind="stable").T.copy()
    tails = tails_of(problem)
    return Ground(
        durations, demands, np.array(problem.capacities, dtype=np.int64), before,
        np.array(edges, dtype=np.int64).reshape(-1, 2), np.array([tails[number] for number in order], dtype=np.int64),
        light, deadline, weight,
    )  # fmt: skip


def earliest_below(problem: Rcp, deadline: int, below: int, going: Callable[[], bool]) -> tuple[int, ...] | None:
    """Starts of the least sum where it is less than `below`, empty where none is; None where the attempt ends."""
    return _through(problem, ground_of(problem, deadline, 1), below, going)


def within(problem: Rcp, deadline: int, going: Callable[[], bool]) -> tuple[int, ...] | None:
    """Starts that keep the deadline, empty where none do; None where the attempt ends."""
    return _through(problem, ground_of(problem, deadline, 0), 1, going)


def _through(problem: Rcp, ground: Ground, below: int, going: Callable[[], bool]) -> tuple[int, ...] | None:
    layer = first_layer(len(problem.durations))
    for _activity in problem.durations:
        grown_to = _next(layer, ground, below, going)
        if grown_to is None or not len(grown_to.sets):
            return None if grown_to is None else ()
        layer = grown_to
    found = layer.ends[int(layer.costs.argmin())] - ground.durations
    starts = [0] * len(found)
    for place, number in enumerate(in_order(problem)):
        starts[number] = int(found[place])
    return tuple(starts)


def _next(layer: Layer, ground: Ground, below: int, going: Callable[[], bool]) -> Layer | None:
    """The layer after this one without what is needless; None where it outgrows memory or time."""
    parts, size = [], 0
    for first in range(0, len(layer.sets), SLICE):
        piece = Layer(*(column[first : first + SLICE] for column in layer))
        parts.append(grown(piece, ground, below))
        size += len(parts[-1].sets)
        if size > MOST or not going():
            return None
    whole = Layer(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    keep = undominated(whole, np.lexsort((whole.times, whole.costs, whole.sets)))
    return Layer(*(column[keep] for column in whole))


def first_layer(count: int) -> Layer:
    return Layer(
        np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64),
        np.zeros((1, count), dtype=np.int16),
    )  # fmt: skip


@compiled
def grown(layer: Layer, ground: Ground, below: int) -> Layer:
    """Every way to start one activity more that may still cost less than `below`."""
    count = len(ground.durations)
    most = len(layer.sets) * count
    sets, times = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    costs, ends = np.empty(most, dtype=np.int64), np.empty((most, count), dtype=np.int16)
    size = 0
    for number in range(len(layer.sets)):
        started = layer.sets[number]
        for one in range(count):
            if started >> one & 1 or ground.before[one] & ~started:
                continue
            at = _start(one, layer.times[number], layer.ends[number], ground)
            cost = layer.costs[number] + at * ground.weight
            ends[size] = layer.ends[number]
            ends[size, one] = at + ground.durations[one]
            if _may_hold(started | 1 << one, at, cost, ends[size], ground, below):
                sets[size], times[size], costs[size] = started | 1 << one, at, cost
                size += 1
    return Layer(sets[:size].copy(), times[:size].copy(), costs[:size].copy(), ends[:size].copy())


@compiled
def _start(one: int, time: int, ends: Array, ground: Ground) -> int:
    """The first moment from `time` on when all before it are done and what runs leaves room."""
    at = time
    for other in range(len(ends)):
        if ground.before[one] >> other & 1 and ends[other] > at:
            at = ends[other]
    while True:
        following = np.int64(1 << 40)
        fits = True
        for kind in range(len(ground.capacities)):
            used = ground.demands[one, kind]
            for other in range(len(ends)):
                if ends[other] > at:
                    used += ground.demands[other, kind]
                    following = min(following, np.int64(ends[other]))
            fits = fits and used <= ground.capacities[kind]
        if fits:
            return at
        at = int(following)


@compiled
def _may_hold(started: int, time: int, cost: int, ends: Array, ground: Ground, below: int) -> bool:
    """Whether precedences and the work left on each resource leave a chance to meet the deadline and the cost."""
    count = len(ends)
    heads = np.full(count, time, dtype=np.int64)
    for number in range(len(ground.edges)):
        one, later = ground.edges[number]
        if started >> one & 1:
            heads[later] = max(heads[later], np.int64(ends[one]))
        else:
            heads[later] = max(heads[later], heads[one] + ground.durations[one])
    least = cost
    for one in range(count):
        if not started >> one & 1:
            if heads[one] + ground.tails[one] > ground.deadline:
                return False
            least += heads[one] * ground.weight
    if least >= below:
        return False
    for kind in range(len(ground.capacities)):
        if not _work_fits(kind, started, time, cost, ends, heads, ground, below):
            return False
    return True


@compiled
def _work_fits(
    kind: int, started: int, time: int, cost: int, ends: Array, heads: Array, ground: Ground, below: int
) -> bool:
    """The work left as a fluid on one resource: does it end by the deadline, and its lightest order cost too much?

    Twice the mean moment of a work is twice its start and its duration; done one after the other at full capacity,
    the lightest first, the works have the least sum of these moments.
    """
    running = 0
    for one in range(len(ends)):
        if ends[one] > time:
            running += (ends[one] - time) * ground.demands[one, kind]
    capacity, done, moments, free = ground.capacities[kind], 0, 0, 0
    for place in range(len(ends)):
        one = ground.light[kind, place]
        if not started >> one & 1:
            work = ground.durations[one] * ground.demands[one, kind]
            if work:
                moments += 2 * time * capacity + 2 * done + work - ground.durations[one] * capacity
                done += work
            else:
                free += heads[one]
    if time * capacity + running + done > ground.deadline * capacity:
        return False
    return 2 * capacity * (cost - below) + (2 * capacity * free + moments) * ground.weight < 0


@compiled
def undominated(layer: Layer, order: Array) -> Array:
    """Which partial schedules no other makes needless; `order` sorts them by set, then by cost."""
    keep = np.ones(len(order), dtype=np.bool_)
    first = 0
    for place in range(len(order)):
        one = order[place]
        if layer.sets[one] != layer.sets[order[first]]:
            first = place
        for earlier in range(first, place):
            if keep[order[earlier]] and _dominates(layer, order[earlier], one):
                keep[one] = False
                break
    return keep


@compiled
def _dominates(layer: Layer, one: int, other: int) -> bool:
    if layer.times[one] > layer.times[other] or layer.costs[one] > layer.costs[other]:
        return False
    for number in range(layer.ends.shape[1]):
        if layer.ends[one, number] > max(layer.ends[other, number], layer.times[other]):
            return False
    return True
