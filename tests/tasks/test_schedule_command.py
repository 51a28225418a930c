"""`duikou schedule` says what its contract says, and refuses by name, in one line, with exit 2."""

import json
from datetime import date

import pytest
from django.core.management import call_command

CHAIN = [
    {"id": "a", "days": 10},
    {"id": "b", "days": 5, "after": [{"id": "a", "lag": 2}]},
    {"id": "c", "days": 0, "after": ["b"]},
]
RCP = "4 1\n2\n0 0 2 2 3\n3 2 1 4\n2 1 1 4\n0 0 0\n"


@pytest.fixture
def run(tmp_path, capsys):
    def run(content, *options, name="plan.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        call_command("schedule", str(path), *options)
        return json.loads(capsys.readouterr().out)

    return run


def test_a_backward_plan_has_the_fields_of_the_contract(run):
    found = run({"deadline": "2026-03-24", "activities": CHAIN})
    assert set(found) == {"status", "start", "finish", "bound", "activities", "lateness_days", "seconds"}
    assert (found["status"], found["start"], found["finish"], found["lateness_days"]) == (
        "optimal", "2026-03-02", "2026-03-24", 0,
    )  # fmt: skip
    assert found["bound"] == "2026-03-02"
    assert found["activities"][0] == {
        "id": "a", "start": "2026-03-02", "finish": "2026-03-13", "latest_start": "2026-03-02",
        "latest_finish": "2026-03-13", "slack_days": 0, "critical": True,
    }  # fmt: skip


def test_what_cannot_hold_is_late_and_names_its_causes(run):
    found = run({"start": "2026-03-02", "deadline": "2026-03-20", "activities": CHAIN})
    assert (found["status"], found["lateness_days"], found["conflicts"]) == ("infeasible", 2, ["a", "b"])


def test_both_directions_resources_and_a_year_nobody_announced(run):
    works = [{"id": name, "days": 5, "uses": {"crane": 1}} for name in "ab"]
    whole = {
        "start": "2027-03-01",
        "deadline": "2027-04-30",
        "resources": [{"id": "crane", "capacity": 1}],
        "activities": works,
    }
    forward, backward = run(whole, "--direction", "forward"), run(whole, "--direction", "backward", "--seconds", "20")
    assert (forward["start"], forward["finish"]) == ("2027-03-01", "2027-03-12")
    assert (backward["start"], backward["finish"]) == ("2027-04-19", "2027-04-30")
    assert forward["not_announced"] == backward["not_announced"] == [2027]


def test_the_notice_of_a_new_year_makes_it_known(run, settings, tmp_path):
    settings.HOLIDAYS_FILE = tmp_path / "holidays.json"
    notice = {"2027": {"free": [["2027-03-01", "2027-03-05"]], "worked": ["2027-03-07"]}}
    settings.HOLIDAYS_FILE.write_text(json.dumps(notice))
    found = run({"start": "2027-03-01", "activities": [{"id": "a", "days": 2}]})
    assert (found["start"], found["finish"]) == ("2027-03-07", "2027-03-08")
    assert "not_announced" not in found


def test_a_project_of_the_library_both_ways(run):
    forward = run(RCP, "--seconds", "20", name="tiny.rcp")
    assert set(forward) == {"status", "makespan", "bound", "starts", "seconds"}
    assert (forward["status"], forward["makespan"], forward["bound"]) == ("optimal", 5, 5)
    backward = run(RCP, "--direction", "backward", "--seconds", "20", name="tiny.rcp")
    assert (backward["status"], backward["makespan"], backward["starts"][-1]) == ("optimal", 5, 5)
    assert sum(backward["starts"]) >= sum(forward["starts"])


LOOP = [
    {"id": "a", "days": 1, "after": ["c"]},
    {"id": "b", "days": 1, "after": ["a"]},
    {"id": "c", "days": 1, "after": ["b"]},
]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({"deadlin": "2026-03-24", "activities": CHAIN}, "deadlin"),
        ({"deadline": "2026-02-30", "activities": CHAIN}, "2026-02-30"),
        ({"deadline": "next week", "activities": CHAIN}, "next week"),
        ({"deadline": "2026-03-24", "activities": [{"id": "a", "days": 1, "dayz": 2}]}, "dayz"),
        ({"deadline": "2026-03-24", "activities": [{"id": "a", "days": 1.5}]}, "1.5"),
        (
            {"deadline": "2026-03-24", "activities": [{"id": "a", "days": 1, "after": [{"id": "a", "kind": "XX"}]}]},
            "XX",
        ),
        ({"deadline": "2026-03-24", "activities": LOOP}, "a → b → c → a"),
        ({"deadline": "2026-03-24", "activities": [CHAIN[0], CHAIN[0]]}, "twice"),
        ({"deadline": "2026-03-24", "activities": [{"id": "a", "days": 1, "uses": {"crane": 1}}]}, "crane"),
        ({"deadline": "2026-03-24", "calendar": {"country": "FR"}, "activities": CHAIN}, "FR"),
        ({"deadline": "2026-03-24", "calendar": {"closed": [["11-01"]]}, "activities": CHAIN}, "closed"),
        ({"deadline": "2026-03-24", "calendar": [], "activities": "a"}, "activities"),
        ('{"deadline": ', "line 1"),
        ("[]", "object"),
    ],
)
def test_what_is_wrong_is_named_and_ends_with_2(run, capsys, content, named):
    with pytest.raises(SystemExit) as stopped:
        run(content)
    told = capsys.readouterr().err
    assert stopped.value.code == 2
    assert named in told and len(told.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "named"), [("x", "whole numbers"), ("3 1", "ends too early"), ("2 1 1  1 0 1 2  1 0 1 1", "circle")]
)
def test_a_wrong_project_is_named_too(run, capsys, text, named):
    with pytest.raises(SystemExit) as stopped:
        run(text, name="bad.rcp")
    assert stopped.value.code == 2 and named in capsys.readouterr().err


def test_a_table_of_notices_that_is_wrong_is_quoted(run, settings, tmp_path, capsys):
    settings.HOLIDAYS_FILE = tmp_path / "holidays.json"
    settings.HOLIDAYS_FILE.write_text(json.dumps({"2027": {"free": ["1 March"]}}))
    with pytest.raises(SystemExit) as stopped:
        run({"start": date(2027, 3, 1).isoformat(), "activities": CHAIN})
    assert stopped.value.code == 2 and "1 March" in capsys.readouterr().err
