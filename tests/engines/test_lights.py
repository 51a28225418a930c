"""The rules of lights as offices published them, month by month."""

import pytest

from duikou.engines.lights import COLOURS, RuleError, judge, ladders, next_step, rule_sets


@pytest.mark.parametrize(
    ("rule_set", "light", "facts", "colour"),
    [
        ("yinchuan", "start", {"started": False, "months_late": 0, "reason_given": False}, "green"),
        ("yinchuan", "start", {"started": False, "months_late": 1, "reason_given": False}, "yellow"),
        ("yinchuan", "start", {"started": False, "months_late": 1, "reason_given": True}, "green"),
        ("yinchuan", "start", {"started": False, "months_late": 3, "reason_given": True}, "red"),
        ("yinchuan", "start", {"started": True, "months_late": 5, "reason_given": False}, "green"),
        ("yinchuan", "progress", {"points_behind": 9.9}, "green"),
        ("yinchuan", "progress", {"points_behind": 10}, "yellow"),
        ("yinchuan", "progress", {"points_behind": 30}, "yellow"),
        ("yinchuan", "progress", {"points_behind": 30.1}, "red"),
        ("yinchuan", "payment", {"paid_below_rule": True}, "red"),
        ("yinchuan", "statistics", {"entered": False, "months_since_start": 0}, "green"),
        ("yinchuan", "statistics", {"entered": False, "months_since_start": 1}, "yellow"),
        ("yinchuan", "statistics", {"entered": False, "months_since_start": 2}, "yellow"),
        ("yinchuan", "statistics", {"entered": False, "months_since_start": 3}, "red"),
        ("yichang", "task", {"done": False, "days_left": 10}, "yellow"),
        ("yichang", "task", {"done": False, "days_left": -1, "days_late": 1}, "red"),
        ("suqian", "task", {"done": False, "days_left": 5, "poor": False, "points_behind": 0}, "blue"),
        ("suqian", "task", {"done": False, "days_left": 50, "poor": False, "points_behind": 4}, "yellow"),
        ("suqian", "task", {"done": False, "days_left": -1, "poor": False, "points_behind": 0}, "red"),
        ("timeliness", "party", {"nothing_to_report": False, "share_in_time": 70, "share_with_grace": 70}, "green"),
        ("timeliness", "party", {"nothing_to_report": False, "share_in_time": 69, "share_with_grace": 75}, "yellow"),
        ("timeliness", "party", {"nothing_to_report": True, "share_in_time": 0, "share_with_grace": 0}, "grey"),
        ("timeliness", "party", {"nothing_to_report": False, "share_in_time": 0, "share_with_grace": 10}, "red"),
    ],
)
def test_each_rule_of_each_light(rule_set, light, facts, colour):
    found = judge(rule_set, light, facts)
    assert found.colour == colour
    assert found.why


def test_what_was_not_reported_is_grey_and_named():
    found = judge("yinchuan", "progress", {"points_behind": None})
    assert (found.colour, "节点进度" in found.why) == ("grey", True)
    with pytest.raises(RuleError):
        judge("yinchuan", "weather", {})


def replayed(rule_set, light, months):
    """The colours of a light over months, each given by what changed since the month before."""
    facts, colours = {}, []
    for change in months:
        facts |= change
        colours.append(judge(rule_set, light, facts).colour)
    return colours


def test_yinchuan_month_by_month():
    """A project planned to start in March starts in July and is entered in October; payment follows late."""
    late = [{"started": False, "months_late": n, "reason_given": False} for n in range(4)]
    assert replayed("yinchuan", "start", [*late, {"started": True}]) == ["green", "yellow", "yellow", "red", "green"]
    behind = [{"points_behind": n} for n in (0, 9, 10, 22, 30, 31, 12, 3)]
    colours = ["green", "green", "yellow", "yellow", "yellow", "red", "yellow", "green"]
    assert replayed("yinchuan", "progress", behind) == colours
    paid = [{"paid_below_rule": below} for below in (False, True, True, False)]
    assert replayed("yinchuan", "payment", paid) == ["green", "red", "red", "green"]
    entry = [{"entered": False, "months_since_start": n} for n in range(4)]
    assert replayed("yinchuan", "statistics", [*entry, {"entered": True}]) == [
        "green",
        "yellow",
        "yellow",
        "red",
        "green",
    ]


def test_ouhai_month_by_month_once_red_never_green():
    """February is missed and caught up in April: from then on it is yellow, and stays so."""
    targets, reached = [10, 25, 40, 55], [10, 20, 30, 55]

    def year(now):
        facts = [{"target": target, "reached": got, "met": got >= target, "caught_up": reached[now] >= target}
                 for target, got in list(zip(targets, reached, strict=True))[: now + 1]]  # fmt: skip
        return [judge("ouhai", "month", one).colour for one in facts]

    assert [year(now) for now in range(4)] == [
        ["green"],
        ["green", "red"],
        ["green", "yellow", "red"],
        ["green", "yellow", "yellow", "green"],
    ]


def test_yichang_month_by_month():
    months = [{"done": False, "days_left": n, "days_late": max(0, -n)} for n in (75, 45, 15, -16)]
    assert replayed("yichang", "task", months) == ["green", "green", "yellow", "red"]
    assert replayed("yichang", "task", [*months[:3], {"done": True, "days_left": 2}])[-1] == "green"


def test_suqian_month_by_month():
    """Blue near the limit, yellow when behind or poor, red when overdue."""
    first = {"done": False, "poor": False, "points_behind": 0}
    months = [{**first, "days_left": 70}, {"days_left": 40, "points_behind": 5}, {"points_behind": 0, "days_left": 9},
              {"poor": True}, {"days_left": -1}, {"done": True}]  # fmt: skip
    assert replayed("suqian", "task", months) == ["green", "yellow", "blue", "yellow", "red", "green"]


def test_party_timeliness_quarter_by_quarter():
    quarters = [
        {"nothing_to_report": False, "share_in_time": 80, "share_with_grace": 80},
        {"share_in_time": 60, "share_with_grace": 75}, {"share_with_grace": 69},
        {"nothing_to_report": True}, {"nothing_to_report": False, "share_in_time": 70},
    ]  # fmt: skip
    assert replayed("timeliness", "party", quarters) == ["green", "yellow", "red", "grey", "green"]


def climbed(ladder, turns, urgent=False):
    """The steps that a matter is put on, one turn after another; each turn says what became of the step before."""
    step, steps = "", []
    for turn in turns:
        step = next_step(ladder, step, ignored=turn == "ignored", reason_given=turn == "reason", urgent=urgent).colour
        steps.append(step)
    return steps


def test_ladders_turn_by_turn():
    turns = ["", "ignored", "answered", "reason", "ignored", "ignored"]
    assert climbed("sanming", turns) == ["blue", "orange", "orange", "orange", "red", "red"]
    assert climbed("duikou", turns) == ["blue", "yellow", "yellow", "yellow", "orange", "red"]
    assert climbed("sanming", turns, urgent=True)[0] == "red"
    assert ladders() == ["duikou", "sanming"]
    with pytest.raises(RuleError, match="purple"):
        next_step("sanming", "purple", ignored=True)
    with pytest.raises(RuleError, match="ouhai"):
        next_step("ouhai", "", ignored=False)


def test_every_rule_gives_a_colour_of_the_palette():
    rules = [rule for one in rule_sets().values() for light in one["lights"].values() for rule in light["rules"]]
    assert {rule["colour"] for rule in rules} <= set(COLOURS)
