"""Plans that cannot hold: the causes are a smallest set, found beside every other set; lateness is the least."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from duikou.engines.scheduling import broken_rules, read_plan, schedule
from duikou.engines.scheduling.causes import part_of

WINTER = [["11-01", "04-10"]]
START = date(2026, 3, 2)


def plan(activities, **values):
    return read_plan({"start": START.isoformat(), "activities": activities, **values})


@st.composite
def works(draw, most=6):
    """Works of which the later ones come after some of the earlier ones, some of them on one crane."""
    found = []
    for number in range(draw(st.integers(1, most))):
        before = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else set()
        links = [{"id": str(key), "kind": draw(st.sampled_from(["FS", "SS", "FF"]))} for key in sorted(before)]
        uses = {"crane": 1} if draw(st.booleans()) else {}
        outdoors = draw(st.booleans())
        found.append(
            {"id": str(number), "days": draw(st.integers(0, 9)), "after": links, "uses": uses, "outdoors": outdoors}
        )
    return found


def cannot_hold(whole, keys) -> bool:
    part = part_of(whole, keys)
    return bool(part.activities) and schedule(part, seconds=20).status == "infeasible"


def is_smallest(whole, conflicts) -> bool:
    """Held against every set with one activity less: what cannot hold with fewer cannot hold with these and any more."""
    keys = [one.id for one in whole.activities]
    fewer = combinations(keys, len(conflicts) - 1)
    return cannot_hold(whole, set(conflicts)) and not any(cannot_hold(whole, set(some)) for some in fewer)


@settings(deadline=None, max_examples=40)
@given(works(), st.integers(0, 12))
def test_without_capacities_the_causes_are_a_smallest_set(given_works, days):
    works_alone = [{**one, "uses": {}} for one in given_works]
    whole = plan(works_alone, deadline=(START + timedelta(days=days)).isoformat(), calendar={"closed": WINTER})
    result = schedule(whole)
    assume(result.status == "infeasible")
    assert result.lateness_days > 0
    assert is_smallest(whole, result.conflicts)


@settings(deadline=None, max_examples=6)
@given(works(4), st.integers(0, 12))
def test_with_capacities_the_causes_are_a_smallest_set(given_works, days):
    crane = [{"id": "crane", "capacity": 1}]
    whole = plan(given_works, deadline=(START + timedelta(days=days)).isoformat(), resources=crane)
    result = schedule(whole, seconds=20)
    assume(result.status == "infeasible")
    assert result.lateness_days > 0
    assert is_smallest(whole, result.conflicts)


def test_two_works_on_one_crane_are_the_causes_and_not_the_longer_chain():
    lifts = [{"id": name, "days": 6, "uses": {"crane": 1}} for name in ("lift", "hoist")]
    chain = [{"id": str(n), "days": 3, "after": [str(n - 1)] if n else []} for n in range(4)]
    whole = plan([*chain, *lifts], deadline="2026-03-13", resources=[{"id": "crane", "capacity": 1}])
    result = schedule(whole, seconds=10)
    assert (result.status, result.lateness_days) == ("infeasible", 2)
    assert result.conflicts == ("lift", "hoist")


@settings(deadline=None, max_examples=40)
@given(works(), st.integers(0, 40))
def test_the_lateness_is_the_least(given_works, days):
    """A deadline later by the lateness holds, one working day less does not."""
    works_alone = [{**one, "uses": {}} for one in given_works]
    whole = plan(works_alone, deadline=(START + timedelta(days=days)).isoformat(), calendar={"closed": WINTER})
    result = schedule(whole)
    assume(result.lateness_days)
    deadline = whole.calendar.on_or_before(whole.deadline)
    for less, status in ((0, "optimal"), (1, "infeasible")):
        moved = replace(whole, deadline=whole.calendar.shift(deadline, result.lateness_days - less))
        assert schedule(moved).status == status


@settings(deadline=None, max_examples=30)
@given(works(), st.integers(0, 60), st.integers(1, 30))
def test_a_later_deadline_moves_no_work_earlier_and_none_beyond_it(given_works, days, later):
    works_alone = [{**one, "uses": {}} for one in given_works]
    first = plan(works_alone, deadline=(START + timedelta(days=days)).isoformat())
    second = replace(first, deadline=first.deadline + timedelta(days=later))
    before, after = schedule(first), schedule(second)
    assume(before.status == after.status == "optimal")
    assert all(one.start <= other.start for one, other in zip(before.activities, after.activities, strict=True))
    assert after.finish <= second.deadline
    assert broken_rules(second, after) == []


@settings(deadline=None, max_examples=6)
@given(works(4), st.integers(0, 40))
def test_capacities_hold_and_planning_twice_gives_the_same(given_works, days):
    crane = [{"id": "crane", "capacity": 1}]
    deadline = (START + timedelta(days=days)).isoformat()
    whole = plan(given_works, deadline=deadline, resources=crane, calendar={"closed": WINTER})
    first, second = schedule(whole, seconds=20), schedule(whole, seconds=20)
    assert replace(first, seconds=0) == replace(second, seconds=0)
    assert first.status in ("optimal", "infeasible")
    assert broken_rules(replace(whole, deadline=None), first) == []


def test_a_day_of_its_own_binds_too_and_without_a_start():
    works_alone = [
        {"id": "permit", "days": 5, "not_before": "2026-03-09"},
        {"id": "build", "days": 10, "after": ["permit"], "not_after": "2026-03-20"},
    ]
    whole = read_plan({"deadline": "2026-06-30", "activities": works_alone})
    result = schedule(whole)
    assert (result.status, result.lateness_days, result.conflicts) == ("infeasible", 5, ("permit", "build"))


def test_what_was_done_too_late_is_the_cause_itself():
    works_alone = [{"id": "a", "days": 5, "done_on": "2026-03-20"}, {"id": "b", "days": 1}]
    result = schedule(plan(works_alone, deadline="2026-03-13"))
    assert (result.status, result.lateness_days, result.conflicts) == ("infeasible", 5, ("a",))


@pytest.mark.parametrize("status", ["started_on", "done_on"])
def test_what_has_begun_no_longer_waits_for_what_should_have_been_before(status):
    works_alone = [{"id": "a", "days": 5}, {"id": "b", "days": 5, "after": ["a"], status: "2026-03-06"}]
    result = schedule(plan(works_alone, deadline="2026-03-31"))
    assert (result.status, result.activities[0].finish) == ("optimal", date(2026, 3, 31))
