"""Why a plan cannot hold: a smallest set of activities that cannot be in time together, whatever else is left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace

from duikou.engines.scheduling.axis import Axis
from duikou.engines.scheduling.model import Activity, Plan
from duikou.engines.scheduling.path import Times, base_of, cap, fixed_times, pushed

SHARE = 0.5  # of the time allowed for the plan may go into its causes


def smallest_causes(plan: Plan, axis: Axis, ordered: list[Activity], seconds: float) -> tuple[str, ...]:
    """In the order of the work. Without capacities it is a chain; where time runs out, a set that cannot be reduced."""
    chain = _shortest_chain(plan, axis, ordered)
    if not any(one.uses for one in plan.activities) or len(chain) == 1:
        return chain
    from duikou.engines.scheduling.resources import can_hold

    def holds(keys: Collection[str]) -> bool:
        return can_hold(part_of(plan, keys), axis, until - time.perf_counter())

    until = time.perf_counter() + seconds * SHARE
    keys = [one.id for one in ordered]
    found = _reduced(chain, keys, holds)
    with suppress(TimeoutError):
        found = _smallest(keys, found, holds)
    return tuple(key for key in keys if key in found)


def part_of(plan: Plan, keys: Collection[str]) -> Plan:
    """The plan of these activities alone, with the links among them."""
    kept = [
        replace(one, after=tuple(link for link in one.after if link.id in keys))
        for one in plan.activities
        if one.id in keys
    ]
    return replace(plan, activities=tuple(kept))


def _shortest_chain(plan: Plan, axis: Axis, ordered: list[Activity]) -> tuple[str, ...]:
    """The chain of fewest activities that ends too late, empty where none does.

    Round k pushes each activity by its predecessors' places of round k − 1, one at a time: that is where chains of
    at most k activities put it. The first round in which one ends too late has the shortest chain.
    """
    base = base_of(plan, axis)
    times = {one.id: fixed_times(one, axis) or pushed(one, axis, {}, base) for one in ordered}
    rounds: list[dict[str, str]] = []
    for _round in ordered:
        over = {one.id: times[one.id][1] - cap(plan, one, axis) for one in ordered}
        last = max(over, key=lambda key: over[key])
        if over[last] > 0:
            return _traced(last, rounds)
        pushes = {one.id: _pushed_most(one, axis, times, base) for one in ordered}
        rounds.append({key: before for key, (_place, before) in pushes.items()})
        times = {key: place for key, (place, _before) in pushes.items()}
    return ()


def _pushed_most(one: Activity, axis: Axis, times: Times, base: int) -> tuple[tuple[int, int], str]:
    """Where the hardest pressing predecessor puts an activity, and which it is; itself where none presses."""
    best, by = times[one.id], one.id
    for link in () if fixed_times(one, axis) else one.after:
        place = pushed(replace(one, after=(link,)), axis, times, base)
        if place[1] > best[1]:
            best, by = place, link.id
    return best, by


def _traced(last: str, rounds: Sequence[dict[str, str]]) -> tuple[str, ...]:
    chain = [last]
    for before in reversed(rounds):
        if before[chain[-1]] != chain[-1]:
            chain.append(before[chain[-1]])
    return tuple(reversed(chain))


def _reduced(chain: Sequence[str], keys: Sequence[str], holds: Callable[[Collection[str]], bool]) -> set[str]:
    """A set that cannot hold and of which nothing can be taken away, as far as time allows."""
    found = set(chain or keys)
    for key in list(found):
        try:
            if not holds(found - {key}):
                found.discard(key)
        except TimeoutError:
            break
    return found


def _smallest(keys: Sequence[str], known: set[str], holds: Callable[[Collection[str]], bool]) -> set[str]:
    """A smallest set that cannot hold, by hitting sets; `known` is one that bounds it.

    A set that cannot hold takes something out of the rest of every part that holds. The smallest set that does so for
    all parts known either holds itself, and grows to one more part, or is the answer.
    """
    rests: list[set[str]] = []
    while True:
        chosen = _hitting(keys, rests)
        if len(chosen) >= len(known):
            return known
        if not holds(chosen):
            return chosen
        for key in keys:
            if key not in chosen and holds(chosen | {key}):
                chosen = chosen | {key}
        rests.append(set(keys) - chosen)


def _hitting(keys: Sequence[str], rests: Sequence[set[str]]) -> set[str]:
    """The fewest keys of which one lies in each of the rests."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    taken = {key: model.new_bool_var(key) for key in keys}
    for rest in rests:
        model.add_bool_or([taken[key] for key in sorted(rest)])
    model.minimize(sum(taken.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.solve(model)
    return {key for key in keys if solver.value(taken[key])}
