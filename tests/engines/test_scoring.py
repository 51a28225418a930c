"""Every form of scoring as offices use it, the published sheets to the last decimal, and totals that equal their working."""

import json
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
