"""Every form of scoring as offices use it, the published sheets to the last decimal, and totals that equal their working."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given as drawn
from hypothesis import strategies as st

import duikou.engines.scoring as scoring
from duikou.engines.scoring import SchemeError, assess, read_scheme, read_values

SCHEMES = Path(scoring.__file__).parent / "schemes"


def one(form, values, settings, **more):
    scheme = read_scheme(
        {"items": [{"key": "x", "form": form, "figures": list(values)[:1], "settings": settings, **more}]}
    )
    return assess(scheme, read_values({"units": [{"unit": "u", "figures": values}]})).units[0].items[0].score


def test_the_published_sheets_come_out_exactly():
    scheme = read_scheme(json.loads((SCHEMES / "investment-promotion.json").read_text(encoding="utf-8")))
    values = read_values(json.loads((SCHEMES / "investment-promotion.values.json").read_text(encoding="utf-8")))
    units = assess(scheme, values).units
    assert [[item.score for item in unit.items] for unit in units] == [
        [Decimal(text) for text in ("0.480", "0.60", "0.5", "0.5", "0.3", "0.4")],
        [Decimal(text) for text in ("0.45", "0.60", "0.5", "0.5", "0.5", "0.4")],
    ]
    assert [unit.score for unit in units] == [Decimal("2.78"), Decimal("2.95")]
    assert [unit.rank for unit in units] == [2, 1]


STEPS = {"steps": [{"least": {"paid": 1, "share": "0.2"}, "points": 100}, {"least": {"paid": "0.8"}, "points": 75}, {"least": {"paid": "0.5"}, "points": 50}],
         "fault": "missing_forms", "penalty": 1, "penalty_cap": 12}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "figures", "given", "more", "score"),
    [
        ("ratio", {"a": 45}, {"target": 60, "points": 50}, {}, "37.5"),
        ("ratio", {"a": 90}, {"target": 60, "points": 50}, {}, "50"),
        ("ratio", {"a": 90}, {"target": 60, "points": 50, "limit": "1.3"}, {}, "65"),
        ("ratio", {"a": 90, "plan": 60}, {"target": "plan", "points": 50, "limit": 2}, {"cap": 60}, "60"),
        (
            "blend",
            {"n": 27, "m": 27},
            {
                "parts": [{"figure": "n", "target": 27, "share": "0.5"}, {"figure": "m", "target": 54, "share": "0.5"}],
                "points": 1,
            },
            {},
            "0.75",
        ),
        (
            "basket",
            {"s": 5, "m": 4, "l": 0},
            {
                "bands": [{"figure": "s", "least": 7}, {"figure": "m", "least": 4}, {"figure": "l", "least": 1}],
                "points": 1,
                "penalty": "0.1",
            },
            {},
            "0.7",
        ),
        ("credits", {"a": 0, "b": 1, "c": 1}, {"credits": {"a": "0.2", "b": "0.2", "c": "0.1"}}, {}, "0.3"),
        (
            "faults",
            {"late": 2, "false": 1},
            {"points": "0.5", "penalties": {"late": "0.1", "false": "0.2"}},
            {"floor": 0},
            "0.1",
        ),
        (
            "faults",
            {"late": 9, "false": 1},
            {"points": "0.5", "penalties": {"late": "0.1", "false": "0.2"}},
            {"floor": 0},
            "0",
        ),
        ("time_progress", {"a": 30, "time_share": "0.5"}, {"target": 60, "points": 20}, {}, "20"),
        ("time_progress", {"a": 24, "time_share": "0.5"}, {"target": 60, "points": 20}, {}, "16"),
        ("steps", {"paid": 1, "share": "0.25", "missing_forms": 3}, STEPS, {}, "97"),
        ("steps", {"paid": "0.6", "share": 0, "missing_forms": 99}, STEPS, {}, "38"),
        ("steps", {"paid": "0.1", "share": 0, "missing_forms": 0}, STEPS, {}, "0"),
        ("rate", {"a": 60}, {"target": 80, "points": 20, "extra": "0.5"}, {}, "15"),
        ("rate", {"a": 84}, {"target": 80, "points": 20, "extra": "0.5"}, {}, "22"),
        ("given", {"a": [90, 80], "b": 70}, {"shares": {"a": "0.7", "b": "0.3"}}, {"figures": ["a", "b"]}, "80.5"),
        ("given", {"a": [90, 80], "b": 75}, {}, {"figures": ["a", "b"]}, "80"),
        ("sum", {"a": 3, "b": 4}, {"factor": "0.1"}, {"figures": ["a", "b"]}, "0.7"),
        ("at_least", {"a": 92}, {"least": 92, "points": 5}, {}, "5"),
        ("at_least", {"a": "91.9"}, {"least": 92, "points": 5}, {}, "0"),
        ("ratio", {"a": 10}, {"target": 10, "points": 100}, {"weight": "0.4"}, "40"),
    ],
)
def test_each_form_of_arithmetic(form, figures, given, more, score):
    assert one(form, figures, given, **more) == Decimal(score)


def test_a_project_gives_a_bonus_once_and_bonuses_are_capped():
    items = [{"key": "base", "form": "sum", "figures": ["a"]}] + [
        {"key": key, "form": "sum", "figures": [key], "kind": "bonus", "once": once}
        for key, once in (("b1", "p"), ("b2", "p"), ("b3", ""))
    ]
    scheme = read_scheme({"items": items, "bonus_cap": 6})
    unit = assess(
        scheme, read_values({"units": [{"unit": "u", "figures": {"a": 90, "b1": 3, "b2": 5, "b3": 4}}]})
    ).units[0]
    assert ([item.score for item in unit.items[1:]], unit.score) == ([0, 5, 4], 96)


GRADED = {"items": [{"key": "a", "form": "sum", "figures": ["a"]}, {"key": "big", "form": "sum", "figures": ["big"], "weight": 0},
                    {"key": "safe", "form": "at_least", "figures": ["safe"], "settings": {"least": 1}, "kind": "veto"}]}  # fmt: skip


def grades(scheme, *units):
    given = [
        {"unit": str(place), "group": "g", "figures": {"safe": 1, **figures}} for place, figures in enumerate(units)
    ]
    return [unit.grade for unit in assess(read_scheme({**GRADED, **scheme}), read_values({"units": given})).units]


def test_grades_by_score_by_quota_with_veto_and_jump():
    by_score = {"grades": [["优", 90], ["良", 80], ["差", 0]]}
    assert grades(by_score, {"a": 95, "big": 0}, {"a": 85, "big": 0}, {"a": 10, "big": 0}) == ["优", "良", "差"]
    assert grades(by_score, {"a": 95, "big": 0, "safe": 0}) == ["差"]
    items = [*GRADED["items"][:1], {"key": "big", "form": "sum", "figures": ["big"]}]
    assert grades({**by_score, "items": items, "jumps": [["big", 1]]}, {"a": 80, "big": 1}) == ["优"]
    quotas = {"quotas": {"好": "0.25", "较好": "0.5", "一般": "0.25"}}
    assert grades(quotas, *({"a": score, "big": 0} for score in (1, 4, 3, 2))) == ["一般", "好", "较好", "较好"]


def unit_of(scheme, figures, **more):
    return assess(read_scheme(scheme), read_values({"units": [{"unit": "u", "figures": figures, **more}]})).units[0]


def test_the_blend_of_count_and_amount_as_published():
    """((28 ÷ 27) × 50 % + (177.7 ÷ 54) × 50 %) × 0.5, capped at 0.5."""
    parts = [{"figure": "n", "target": 27, "share": "0.5"}, {"figure": "m", "target": 54, "share": "0.5"}]
    item = {"key": "x", "form": "blend", "settings": {"parts": parts, "points": "0.5"}}
    assert unit_of({"items": [item]}, {"n": 28, "m": "177.7"}).score > 1
    assert unit_of({"items": [{**item, "cap": "0.5"}]}, {"n": 28, "m": "177.7"}).score == Decimal("0.5")


def test_progress_due_by_now_with_scores_of_others_and_a_bonus_list():
    """30/20/20/15/15, two of them scored by other units; bonuses capped, and one project gives one bonus."""
    items = [
        {"key": "invest", "form": "time_progress", "figures": ["invest"], "settings": {"target": 100, "points": 30}},
        {"key": "signed", "form": "time_progress", "figures": ["signed"], "settings": {"target": 20, "points": 20}},
        {"key": "started", "form": "time_progress", "figures": ["started"], "settings": {"target": 10, "points": 20}},
        {"key": "service", "form": "given", "figures": ["office", "peers"], "weight": "0.15", "settings": {"shares": {"office": "0.7", "peers": "0.3"}}},
        {"key": "team", "form": "given", "figures": ["given"], "weight": "0.15"},
        {"key": "large", "form": "sum", "figures": ["large"], "kind": "bonus", "once": "p1"},
        {"key": "high_tech", "form": "sum", "figures": ["high_tech"], "kind": "bonus", "once": "p1"},
        {"key": "export", "form": "sum", "figures": ["export"], "kind": "bonus", "cap": 2},
    ]  # fmt: skip
    figures = {"time_share": "0.5", "invest": 40, "signed": 12, "started": 5, "office": [90, 80], "peers": 80, "given": [80, 90],
               "large": 3, "high_tech": 2, "export": 9}  # fmt: skip
    unit = unit_of({"items": items, "bonus_cap": 5}, figures)
    scores = [item.score for item in unit.items]
    assert scores == [Decimal(text) for text in ("24", "20", "20", "12.525", "12.75", "3", "0", "2")]
    assert unit.score == Decimal("94.275")


def test_blocks_with_weights_and_seven_kinds_that_do_not_count():
    kinds = ["房地产", "酒店", "加油站", "采矿", "小水电", "仓储租赁", "商贸市场"]
    items = [
        {"key": key, "form": "ratio", "figures": [key], "block": key, "settings": {"target": 10, "points": 100}}
        for key in "abcd"
    ]
    items += [
        {"key": "bonus", "form": "sum", "figures": ["plus"], "kind": "bonus"},
        {"key": "minus", "form": "sum", "figures": ["minus"], "kind": "deduction"},
    ]
    scheme = {"items": items, "blocks": {"a": "0.1", "b": "0.2", "c": "0.3", "d": "0.4"}, "not_counted": kinds}
    figures = {"a": 10, "b": 5, "c": 10, "d": {"制造业": 6, "房地产": 30, "采矿": 2}, "plus": 3, "minus": "1.5"}
    unit = unit_of(scheme, figures)
    assert unit.score == Decimal("75.5")
    assert unit.items[3].score == 60
    assert "不计:房地产30、采矿2" in unit.items[3].working
    assert unit.items[3].numbers == {"d": 6}


def test_rates_below_in_proportion_and_above_with_extra():
    """Signed number 5, signed amount 10, start rate 20, investment completion 25."""
    points = {"number": 5, "amount": 10, "start": 20, "completion": 25}
    items = [
        {"key": key, "form": "rate", "figures": [key], "settings": {"target": 80, "points": worth, "extra": "0.1"}}
        for key, worth in points.items()
    ]
    unit = unit_of({"items": items}, {"number": 40, "amount": 80, "start": 90, "completion": 100})
    assert [item.score for item in unit.items] == [Decimal("2.5"), 10, 21, 27]


@pytest.mark.parametrize(
    ("figures", "grade"),
    [
        ({"new_100m": 2, "new_1bn": 0, "usd_m": 29}, "良"),
        ({"new_100m": 3, "new_1bn": 0, "usd_m": 0}, "优"),
        ({"new_100m": 0, "new_1bn": 1, "usd_m": 0}, "优"),
        ({"new_100m": 0, "new_1bn": 0, "usd_m": 30}, "优"),
        ({"new_100m": None}, "良"),
    ],
)
def test_a_jump_of_one_grade_by_any_of_three_ways(figures, grade):
    scheme = {"items": [{"key": "a", "form": "sum", "figures": ["a"]}], "grades": [["优", 90], ["良", 80], ["差", 0]],
              "jumps": [["new_100m", 3], ["new_1bn", 1], ["usd_m", 30]]}  # fmt: skip
    assert unit_of(scheme, {"a": 85, **figures}).grade == grade


def test_floors_that_are_missed_are_named_and_score_nothing():
    floors = [{"key": key, "label": label, "form": "at_least", "figures": [key], "kind": "notice", "settings": {"least": least}}
              for key, label, least in (("reply", "答复率", 92), ("content", "满意率", 85))]  # fmt: skip
    scheme = {"items": [{"key": "a", "form": "sum", "figures": ["a"]}, *floors]}
    missed = unit_of(scheme, {"a": 70, "reply": "91.9", "content": 85})
    assert (missed.score, missed.named, missed.vetoes) == (70, ("答复率",), ())


def test_a_derived_mean_states_its_divisor():
    """CNY 1.758 bn ÷ 33 counties = CNY 53.27 m."""
    item = {"key": "x", "form": "mean", "figures": ["total"], "settings": {"divisor": 33, "places": 2}}
    found = unit_of({"items": [item]}, {"total": "1758"}).items[0]
    assert (found.score, found.working) == (Decimal("53.27"), "1758 ÷ 33 = 53.27")


def test_units_in_groups_with_four_grades_by_quota():
    quotas = {"好": "0.3", "较好": "0.4", "一般": "0.2", "较差": "0.1"}
    scheme = read_scheme({"items": [{"key": "a", "form": "sum", "figures": ["a"]}], "quotas": quotas})
    sizes = {"甲": 25, "乙": 25, "丙": 18}
    given = [
        {"unit": f"{group}{n}", "group": group, "figures": {"a": n}}
        for group, size in sizes.items()
        for n in range(size)
    ]
    units = assess(scheme, read_values({"units": given})).units
    for group, size in sizes.items():
        own = sorted((unit for unit in units if unit.group == group), key=lambda unit: unit.rank)
        assert [unit.rank for unit in own] == list(range(1, size + 1))
        best = [unit.grade for unit in own].count("好")
        assert abs(best - size * 0.3) < 1
        assert [unit.grade for unit in own] == sorted((unit.grade for unit in own), key=list(quotas).index)


def worth(working):
    """The value of a shown sum: numbers, × and the signs between them."""
    total, sign = Decimal(0), 1
    for part in re.split(r" ([+−]) ", working):
        if part in "+−":
            sign = 1 if part == "+" else -1
            continue
        product = Decimal(1)
        for factor in part.split(" × "):
            product *= Decimal(factor)
        total += sign * product
    return total


@drawn(
    st.lists(
        st.tuples(
            st.decimals(0, 1000, places=2),
            st.sampled_from(["item", "bonus", "deduction"]),
            st.sampled_from(["", "p", "q"]),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["0.1", "0.35", "1"]),
)
def test_the_shown_sum_is_the_score(parts, weight):
    items = [
        {"key": f"k{n}", "form": "sum", "figures": [f"k{n}"], "kind": kind, "block": block if kind == "item" else ""}
        for n, (_v, kind, block) in enumerate(parts)
    ]
    unit = unit_of(
        {"items": items, "floor": None, "blocks": {"p": weight}},
        {f"k{n}": str(value) for n, (value, _k, _b) in enumerate(parts)},
    )
    shown, _equals, score = unit.working.rpartition(" = ")
    assert worth(shown or "0") == Decimal(score) == unit.score


def test_blank_is_named_and_is_not_zero_reached():
    scheme = read_scheme({"items": [{"key": "x", "form": "ratio", "figures": ["a"], "settings": {"target": 1}}]})
    item = assess(scheme, read_values({"units": [{"unit": "u", "figures": {"a": None}}]})).units[0].items[0]
    assert (item.score, item.missing) == (0, ("a",))


@pytest.mark.parametrize(
    ("scheme", "where"),
    [
        ({"items": [{"key": "x", "form": "ratio", "wieght": 1}]}, "wieght"),
        ({"items": [{"key": "x", "form": "magic"}]}, "magic"),
        ({"items": [{"key": "x", "form": "ratio", "settings": {"goal": 1}}]}, "goal"),
        ({"items": [{"key": "x", "form": "ratio", "weight": "much"}]}, "items[0].weight"),
        ({"items": []}, "items"),
        ({"items": [{"key": "x", "form": "sum"}, {"key": "x", "form": "sum"}]}, "twice"),
        ([], "object"),
        ({"items": [{"key": "x", "form": "ratio", "settings": {"target": 1}}]}, "figures"),
        ({"items": [{"key": "x", "form": "sum", "figures": ["a"]}], "places": "two"}, "places"),
        ({"items": [{"key": "x", "form": "blend", "settings": {"parts": [{"figure": "a"}]}}]}, "parts[0]"),
        ({"items": [{"key": "x", "form": "blend", "settings": {"parts": 3}}]}, "parts"),
        ({"items": [{"key": "x", "form": "credits", "settings": {"credits": ["a"]}}]}, "credits"),
        ({"items": [{"key": "x", "form": "steps", "settings": {"steps": [{"points": 1, "least": 3}]}}]}, "least"),
    ],
)
def test_a_wrong_scheme_is_refused_by_the_name_of_what_is_wrong(scheme, where):
    with pytest.raises(SchemeError, match=where.replace("[", r"\[").replace("]", r"\]")):
        read_scheme(scheme)


numbers = st.decimals(0, 10**6, places=3)


@drawn(st.lists(st.tuples(numbers, st.sampled_from(["item", "bonus", "deduction"])), min_size=1, max_size=6))
def test_the_total_is_the_sum_of_the_working(parts):
    items = [
        {"key": f"k{place}", "form": "sum", "figures": [f"k{place}"], "kind": kind}
        for place, (_value, kind) in enumerate(parts)
    ]
    figures = {f"k{place}": str(value) for place, (value, _kind) in enumerate(parts)}
    unit = assess(
        read_scheme({"items": items, "floor": None}), read_values({"units": [{"unit": "u", "figures": figures}]})
    ).units[0]
    signs = {"item": 1, "bonus": 1, "deduction": -1}
    assert unit.score == sum(score.score * signs[score.kind] for score in unit.items)


def test_the_command_prints_scores_and_refuses_in_one_line(tmp_path, capsys):
    call_command(
        "assess", str(SCHEMES / "investment-promotion.json"), str(SCHEMES / "investment-promotion.values.json")
    )
    assert [unit["score"] for unit in json.loads(capsys.readouterr().out)["units"]] == ["2.78", "2.95"]
    (tmp_path / "bad.json").write_text('{"items": [')
    with pytest.raises(SystemExit) as stopped:
        call_command("assess", str(tmp_path / "bad.json"), str(tmp_path / "bad.json"))
    assert stopped.value.code == 2
    assert "line 1" in capsys.readouterr().err
