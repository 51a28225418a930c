"""The rules of lights as offices published them, month by month."""

import pytest

from duikou.engines.lights import COLOURS, RuleError, judge, never_green_again, next_step, rule_sets


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
        ("yichang", "node", {"done": False, "days_left": 10}, "yellow"),
        ("yichang", "node", {"done": False, "days_left": -1}, "red"),
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
    assert (found.colour, "points_behind" in found.why) == ("grey", True)
    with pytest.raises(RuleError):
        judge("yinchuan", "weather", {})


def test_once_red_never_green():
    colours = [light.colour for light in never_green_again([True, False, False], [False, True, False])]
    assert colours == ["green", "yellow", "red"]


def test_the_ladder_rises_only_when_ignored_without_reason():
    assert next_step("", ignored=False).colour == "blue"
    assert next_step("", ignored=False, urgent=True).colour == "red"
    assert next_step("blue", ignored=True).colour == "orange"
    assert next_step("blue", ignored=True, reason_given=True).colour == "blue"
    assert next_step("orange", ignored=True).colour == next_step("red", ignored=True).colour == "red"


def test_every_rule_gives_a_colour_of_the_palette():
    rules = [rule for one in rule_sets().values() for light in one["lights"].values() for rule in light["rules"]]
    assert {rule["colour"] for rule in rules} <= set(COLOURS)
