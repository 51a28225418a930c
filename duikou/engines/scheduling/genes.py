"""A genetic search for short schedules under resources.

After Hartmann (1998), Valls, Ballestín and Quintanilla (2005) and Debels and Vanhoucke (2005): an individual is a list of
activities that keeps the precedences; it is placed by the serial scheme and shortened by double justification. Of two
makespans alike the one whose activities start earlier is the fitter. A thousand individuals keep the search apart from
itself for some hundred thousand children. It runs without the interpreter's lock, beside the solver.
"""

from __future__ import annotations

import time
from typing import NamedTuple

import numpy as np

from duikou.engines.scheduling.rcp import Rcp, in_order, tails_of
from duikou.engines.scheduling.scheme import Array, Work, compiled, justified, work_of

POPULATION = 1000
CHILDREN = 200  # bred between two looks at the clock
PATIENCE = 30 * POPULATION  # children without a better one, after which a population has said what it knows


class People(NamedTuple):
    """The individuals with their unfitness, the starts of the best one met, and its unfitness and makespan."""

    lists: Array
    unfit: Array
    best: Array
    record: Array


class Search:
    """A search over a problem, a slice at a time: the shortest schedule, of these the one with the earliest starts.

    No makespan below `floor` counts: with a deadline as the floor the earliest starts alone are sought.
    """

    def __init__(self, problem: Rcp, floor: int = 0, seed: int = 1) -> None:
        tails = tails_of(problem)
        self.order = in_order(problem)
        self.work = work_of(problem, self.order, floor)
        self.tails = np.array([tails[number] for number in self.order], dtype=np.int64)
        self.people = self._nobody()
        self.seed, self.idle = seed, 0
        self.stood, self.in_vain = 0, 0  # populations that stood still, and how many since the best was found
        self.elders: Array = np.zeros((0, len(self.order)), dtype=np.int64)
        self.best_unfit, self.span, self.starts = np.iinfo(np.int64).max, self.work.horizon, (0,) * len(self.order)

    @property
    def stood_still(self) -> bool:
        """Whether a population has said what it knows."""
        return self.stood > 0

    def _nobody(self) -> People:
        count = len(self.order)
        record = np.full(2, np.iinfo(np.int64).max, dtype=np.int64)
        lists, unfit = np.zeros((POPULATION, count), dtype=np.int64), np.zeros(POPULATION, dtype=np.int64)
        return People(lists, unfit, np.zeros(count, dtype=np.int64), record)

    def run(self, until: float, goal: int) -> None:
        """Search until the moment (of `time.perf_counter`) or until a makespan of `goal` is reached."""
        if not self.people.unfit.any():
            _begin(self.people, self.work, self.tails, self.seed)
            self._look()
        while time.perf_counter() < until and self.span > goal:
            before = self.people.record[0]
            _breed(CHILDREN, self.people, self.work)
            self.idle = 0 if self.people.record[0] < before else self.idle + CHILDREN
            if self.idle >= PATIENCE:
                self._next()
            self._look()

    def _next(self) -> None:
        """A population that stands still makes place for strangers, or meets half of the one before it."""
        self.idle, self.seed = 0, self.seed + 1
        self.stood, self.in_vain = self.stood + 1, self.in_vain + 1
        half = POPULATION // 2
        if len(self.elders):
            self.people.lists[:half] = self.elders
            _revive(self.people, self.work, half)
            self.elders = self.elders[:0]
        else:
            self.elders = self.people.lists[half:].copy()
            self.people = self._nobody()
            _begin(self.people, self.work, self.tails, self.seed)

    def _look(self) -> None:
        """Keep the best, its starts by the activities' own numbers."""
        if self.people.record[0] < self.best_unfit:
            self.in_vain = 0
            self.best_unfit, self.span = (int(number) for number in self.people.record)
            found = [0] * len(self.order)
            for place, number in enumerate(self.order):
                found[number] = int(self.people.best[place])
            self.starts = tuple(found)


@compiled
def _begin(people: People, work: Work, tails: Array, seed: int) -> None:
    """The first individuals: by longest tail, from greedy to nearly random."""
    np.random.seed(seed)
    size, count = people.lists.shape
    starts = np.zeros(count, dtype=np.int64)
    for number in range(size):
        noise = number / size
        weight = tails * (1.0 - noise) + np.random.random(count) * noise * tails.max() * 1.5
        people.lists[number] = _by_weight(weight, work)
        people.unfit[number] = _live(people, people.lists[number], starts, work)


@compiled
def _revive(people: People, work: Work, count: int) -> None:
    """Place the first individuals anew."""
    starts = np.zeros(people.lists.shape[1], dtype=np.int64)
    for number in range(count):
        people.unfit[number] = _live(people, people.lists[number], starts, work)


@compiled
def _live(people: People, order: Array, starts: Array, work: Work) -> int:
    """Shorten a list, remember its schedule if it is the best, and say how unfit it is."""
    span = justified(order, starts, work)
    unfit = max(span, work.floor) * work.horizon * len(starts) + starts.sum()
    if unfit < people.record[0]:
        people.best[:] = starts
        people.record[0], people.record[1] = unfit, span
    return unfit


@compiled
def _by_weight(weight: Array, work: Work) -> Array:
    """The heaviest first of those whose predecessors stand in the list."""
    count = len(weight)
    waits = work.before_from[1:] - work.before_from[:-1]
    order = np.zeros(count, dtype=np.int64)
    for place in range(count):
        chosen = -1
        for one in range(count):
            if waits[one] == 0 and (chosen < 0 or weight[one] > weight[chosen]):
                chosen = one
        order[place] = chosen
        waits[chosen] = -1
        for number in range(work.after_from[chosen], work.after_from[chosen + 1]):
            waits[work.after[number]] -= 1
    return order


@compiled
def _breed(children: int, people: People, work: Work) -> None:
    """Children of tournament winners take the place of the worst of three."""
    size, count = people.lists.shape
    starts, child = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for _child in range(children):
        _cross(people.lists[_winner(people.unfit)], people.lists[_winner(people.unfit)], child)
        _mutate(child, work)
        unfit = _live(people, child, starts, work)
        loser = np.random.randint(0, size)
        for _other in range(2):
            rival = np.random.randint(0, size)
            if people.unfit[rival] > people.unfit[loser]:
                loser = rival
        if unfit <= people.unfit[loser] and not _stands(people, child, unfit):
            people.lists[loser] = child
            people.unfit[loser] = unfit


@compiled
def _stands(people: People, child: Array, unfit: int) -> bool:
    for number in range(len(people.unfit)):
        if people.unfit[number] == unfit and np.array_equal(people.lists[number], child):
            return True
    return False


@compiled
def _winner(unfit: Array) -> int:
    one, other = np.random.randint(0, len(unfit)), np.random.randint(0, len(unfit))
    return one if unfit[one] <= unfit[other] else other


@compiled
def _cross(mother: Array, father: Array, child: Array) -> None:
    """A stretch of the mother's list stays as it is; what comes before and after it takes the father's order."""
    count = len(child)
    low = np.random.randint(0, count)
    high = min(count, low + np.random.randint(count // 4, 3 * count // 4 + 1))
    part = np.ones(count, dtype=np.int64)
    part[mother[:low]] = 0
    part[mother[high:]] = 2
    child[low:high] = mother[low:high]
    place = np.array([0, 0, high])
    for one in father:
        if part[one] != 1:
            child[place[part[one]]] = one
            place[part[one]] += 1


@compiled
def _mutate(child: Array, work: Work) -> None:
    """Now and then an activity changes place with its neighbour, where no precedence forbids it."""
    for place in range(len(child) - 1):
        if np.random.random() < 0.05:
            one, following = child[place], child[place + 1]
            free = True
            for number in range(work.before_from[following], work.before_from[following + 1]):
                free = free and work.before[number] != one
            if free:
                child[place], child[place + 1] = following, one
