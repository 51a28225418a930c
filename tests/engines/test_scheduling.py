"""Plans hold their calendar, precedences and capacities; backward plans keep the promise or name what breaks it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duikou.engines.calendars import calendar
from duikou.engines.scheduling import PlanError, broken_rules, read_plan, schedule
from duikou.engines.scheduling.path import slipped

WINTER = [["11-01", "04-10"]]
CHAIN = [
    {"id": "a", "days": 10},
    {"id": "b", "days": 5, "after": [{"id": "a", "lag": 2}]},
    {"id": "c", "days": 0, "after": ["b"]},
]


def plan(activities=CHAIN, **values):
    return read_plan({"activities": activities, **values})


def test_official_days_of_2019_and_2026():
    china = calendar()
    assert not china.works_on(date(2019, 10, 1))
    assert china.works_on(date(2019, 9, 29))  # a Sunday worked for the national holiday
    assert not china.works_on(date(2026, 2, 17))
    assert china.not_announced(date(2026, 1, 1), date(2028, 1, 1)) == [2027, 2028]


def test_calendars_agree_with_a_second_source():
    other = pytest.importorskip("chinese_calendar")
    china = calendar()
    day = date(2018, 1, 1)
    while day <= date(2025, 12, 31):
        assert china.works_on(day) == other.is_workday(day), day
        day += timedelta(days=1)


def test_a_forward_plan_by_hand():
    result = schedule(plan(start="2026-03-02"))
    assert [(one.id, one.start.isoformat(), one.finish.isoformat()) for one in result.activities] == [
        ("a", "2026-03-02", "2026-03-13"), ("b", "2026-03-18", "2026-03-24"), ("c", "2026-03-24", "2026-03-24"),
    ]  # fmt: skip
    assert all(one.critical for one in result.activities)


def test_a_backward_plan_meets_its_day_exactly():
    result = schedule(plan(deadline="2026-03-24"))
    assert (result.status, result.finish, result.start) == ("optimal", date(2026, 3, 24), date(2026, 3, 2))
    assert broken_rules(plan(), result) == []


def test_outdoor_works_stop_in_winter():
    works = [{"id": "a", "days": 20, "outdoors": True}]
    result = schedule(plan(works, start="2025-10-20", calendar={"closed": WINTER}))
    assert result.activities[0].finish > date(2026, 4, 10)
    assert broken_rules(plan(works, calendar={"closed": WINTER}), result) == []


def test_what_cannot_hold_is_late_by_the_least_and_names_its_chain():
    spare = [*CHAIN, {"id": "spare", "days": 1}]
    result = schedule(plan(spare, start="2026-03-02", deadline="2026-03-20"))
    assert (result.status, result.lateness_days, result.finish) == ("infeasible", 2, date(2026, 3, 24))
    assert result.conflicts == ("a", "b")  # the milestone c adds nothing


@pytest.mark.parametrize(
    ("kind", "days"), [("FS", "2026-03-09"), ("SS", "2026-03-02"), ("FF", "2026-03-03"), ("SF", "2026-03-02")]
)
def test_the_four_kinds_of_precedence(kind, days):
    works = [{"id": "a", "days": 5}, {"id": "b", "days": 4, "after": [{"id": "a", "kind": kind}]}]
    assert schedule(plan(works, start="2026-03-02")).activities[1].start.isoformat() == days


def test_capacity_makes_works_wait():
    works = [{"id": name, "days": 5, "uses": {"crane": 1}} for name in "abc"]
    whole = plan(works, start="2026-03-02", resources=[{"id": "crane", "capacity": 1}])
    result = schedule(whole, seconds=5)
    assert (result.status, result.finish) == ("optimal", date(2026, 3, 20))
    assert broken_rules(whole, result) == []


def test_done_works_stay_where_they_were_and_a_slip_moves_what_follows():
    works = [{"id": "a", "days": 10, "done_on": "2026-03-20"}, {"id": "b", "days": 5, "after": ["a"]}]
    result = schedule(plan(works, start="2026-03-02"))
    assert (result.activities[0].finish, result.activities[1].start) == (date(2026, 3, 20), date(2026, 3, 23))
    moved = schedule(
        slipped(plan(start="2026-03-02"), schedule(plan(start="2026-03-02")), "a", 10), direction="forward"
    )
    assert moved.finish == date(2026, 4, 8)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"activities": [{"id": "a", "dayz": 1}]}, "dayz"),
        ({"activities": [{"id": "a", "days": -1}]}, "days"),
        ({"activities": [{"id": "a", "days": 1, "after": ["b"]}]}, "“b”"),
        ({"activities": [{"id": "a", "days": 1, "after": ["b"]}, {"id": "b", "days": 1, "after": ["a"]}]}, "circle"),
        ({"activities": [{"id": "a", "days": 1, "not_before": "soon"}]}, "soon"),
        ({"activities": [{"id": "a", "days": 1}], "calendar": {"closed": [["13-01", "02-01"]]}}, "closed"),
        ({"activities": []}, "activities"),
    ],
)
def test_a_wrong_plan_is_refused_by_the_name_of_what_is_wrong(data, where):
    with pytest.raises(PlanError, match=where):
        read_plan(data)


@st.composite
def plans(draw):
    count = draw(st.integers(1, 9))
    works = []
    for number in range(count):
        before = draw(st.lists(st.integers(0, number - 1), max_size=3, unique=True)) if number else []
        links = [
            {"id": str(key), "lag": draw(st.integers(0, 4)), "kind": draw(st.sampled_from(["FS", "SS", "FF", "SF"]))}
            for key in before
        ]
        works.append(
            {"id": str(number), "days": draw(st.integers(0, 12)), "after": links, "outdoors": draw(st.booleans())}
        )
    return works


@settings(deadline=None, max_examples=60)
@given(plans(), st.dates(date(2025, 1, 1), date(2026, 6, 1)))
def test_no_plan_breaks_a_rule_in_either_direction(works, day):
    for anchor in ("start", "deadline"):
        whole = plan(works, **{anchor: day.isoformat()}, calendar={"closed": WINTER})
        assert broken_rules(whole, schedule(whole)) == []


@settings(deadline=None, max_examples=30)
@given(plans(), st.integers(0, 40))
def test_a_later_promise_never_makes_the_start_earlier(works, later):
    day = date(2026, 6, 1)
    first, second = (schedule(plan(works, deadline=(day + timedelta(days=shift)).isoformat())) for shift in (0, later))
    assert second.start >= first.start
