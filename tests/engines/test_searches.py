"""Projects under resources: the searches reach what trying every order finds, and never break a rule."""

import subprocess
import sys
import time
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.scheduling import holds
from duikou.engines.scheduling import PlanError, latest_rcp, plan_backward, read_rcp, solve_rcp
from duikou.engines.scheduling.genes import Search
from duikou.engines.scheduling.layers import earliest_below, within
from duikou.engines.scheduling.rcp import Rcp, least_span, mirrored
from duikou.engines.scheduling.scheme import compiled

TINY = """4 1
2
0 0 2 2 3
3 2 1 4
2 1 1 4
0 0 0
"""


@st.composite
def projects(draw, least=2, most=5):
    """A few activities between a first and a last one, each after some of those before it."""
    inner = draw(st.integers(least, most))
    kinds = draw(st.integers(1, 3))
    capacities = tuple(draw(st.integers(1, 4)) for _kind in range(kinds))
    durations = (0, *(draw(st.integers(0, 5)) for _one in range(inner)), 0)
    demands = [(0,) * kinds, *(tuple(draw(st.integers(0, room)) for room in capacities) for _one in range(inner))]
    later = [draw(st.sets(st.integers(number + 1, inner + 1), max_size=3)) for number in range(1, inner + 1)]
    after = [tuple(range(1, inner + 2)), *(tuple(sorted({*group, inner + 1})) for group in later), ()]
    return Rcp(capacities, durations, (*demands, (0,) * kinds), tuple(after))


def placed(problem: Rcp, order) -> list[int] | None:
    """Each activity of the order at the first day on which all allows it, day by day; None where the order is none."""
    before = mirrored(problem).successors
    starts: dict[int, int] = {}
    for one in order:
        if any(other not in starts for other in before[one]):
            return None
        at = max((starts[other] + problem.durations[other] for other in before[one]), default=0)
        while not _room(problem, starts, one, at):
            at += 1
        starts[one] = at
    return [starts[number] for number in range(len(problem.durations))]


def _room(problem, starts, one, at):
    return all(
        sum(
            problem.demands[other][kind]
            for other, start in [*starts.items(), (one, at)]
            if start <= day < start + problem.durations[other]
        )
        <= room
        for day in range(at, at + problem.durations[one])
        for kind, room in enumerate(problem.capacities)
    )


def every_schedule(problem: Rcp) -> list[list[int]]:
    inner = range(1, len(problem.durations) - 1)
    found = [placed(problem, [0, *order, len(problem.durations) - 1]) for order in permutations(inner)]
    return [starts for starts in found if starts]


def test_a_tiny_project_has_its_known_makespan():
    result = solve_rcp(read_rcp(TINY), seconds=5)
    assert (result.status, result.makespan, result.bound) == ("optimal", 5, 5)
    for bad in ("x", "3 1", "2 1 1 0 5 0 0 0 0"):
        with pytest.raises(PlanError):
            read_rcp(bad)
    with pytest.raises(PlanError, match="circle"):
        solve_rcp(read_rcp("2 1 1  1 0 1 2  1 0 1 1"))


@settings(deadline=None, max_examples=40)
@given(projects())
def test_the_genetic_search_finds_the_shortest_and_of_these_the_earliest(problem):
    best = min((starts[-1], sum(starts)) for starts in every_schedule(problem))
    search = Search(problem)
    search.run(time.perf_counter() + 0.02, 0)
    assert (search.span, sum(search.starts)) == best
    assert holds(problem, list(search.starts), search.span)


@settings(deadline=None, max_examples=60)
@given(projects(), st.integers(0, 3))
def test_the_layers_find_the_least_sum_of_starts_or_that_there_is_none(problem, spare):
    every = every_schedule(problem)
    deadline = min(starts[-1] for starts in every) + spare
    best = min(sum(starts) for starts in every if starts[-1] <= deadline)
    found = earliest_below(problem, deadline, best + 1, lambda: True)
    assert sum(found) == best and holds(problem, list(found), max(found))
    assert earliest_below(problem, deadline, best, lambda: True) == ()
    assert earliest_below(problem, deadline, best + 1, lambda: False) is None
    short = within(problem, deadline, lambda: True)
    assert holds(problem, list(short), max(short)) and max(short) <= deadline
    assert within(problem, deadline - spare - 1, lambda: True) == ()


@settings(deadline=None, max_examples=10)
@given(projects())
def test_both_directions_are_proven_and_hold(problem):
    best = min(starts[-1] for starts in every_schedule(problem))
    forward = solve_rcp(problem, seconds=20)
    assert (forward.status, forward.makespan, forward.bound) == ("optimal", best, best)
    late = [[best - start - length for start, length in zip(starts, problem.durations, strict=True)]
            for starts in every_schedule(mirrored_with_ends(problem)) if max(starts) <= best]  # fmt: skip
    backward = latest_rcp(problem, best, seconds=20)
    assert backward.status == "optimal"
    assert holds(problem, list(backward.starts), max(backward.starts))
    assert sum(backward.starts) == max(sum(starts[::-1]) for starts in late)
    assert plan_backward(problem, seconds=20).starts[-1] == best


def mirrored_with_ends(problem: Rcp) -> Rcp:
    """Time backward, numbered from the end, so that the first activity is the first again."""
    back, last = mirrored(problem), len(problem.durations) - 1
    after = tuple(tuple(sorted(last - number for number in group)) for group in reversed(back.successors))
    return Rcp(problem.capacities, problem.durations[::-1], problem.demands[::-1], after)


def test_a_deadline_that_precedences_forbid_is_infeasible():
    assert latest_rcp(read_rcp(TINY), least_span(read_rcp(TINY)) - 1).status == "infeasible"
    held_up = latest_rcp(read_rcp(TINY), 4, seconds=5)  # 3 + 2 days one after the other
    assert (held_up.status, held_up.starts) == ("infeasible", ())


def test_what_has_no_folder_to_be_kept_in_is_compiled_all_the_same():
    names: dict = {}
    exec("def twice(number):\n    return 2 * number", names)
    assert compiled(names["twice"])(21) == 42


def test_the_searches_compile_ahead():
    subprocess.run([sys.executable, "-m", "duikou.engines.scheduling.ahead"], check=True)
