"""A round from self-assessment to frozen publication, with every score opening into its arithmetic and records."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.assessment import actions as assessment
from duikou.assessment.examples import EXAMPLE, EXAMPLE_VALUES
from duikou.assessment.models import Round, Scheme, ScoreSheet
from duikou.assessment.scoring import changes, sources_of, values_of, worked_out
from duikou.assessment.scoring import frozen as as_published
from duikou.engines.scoring import assess, read_scheme, read_values
from duikou.ledger import actions
from duikou.tasks import supervising
from duikou.tasks.actions import assign, report_progress

YEAR = date(2026, 1, 1)
CUT_OFF = date(2026, 12, 31)


def at(name, day=date(2027, 1, 5)):
    member = Membership.objects.select_related("pairing", "user", "unit").get(user__username=name)
    return Actor(member, timezone.make_aware(datetime(day.year, day.month, day.day, 9)))


def unit(name):
    return Membership.objects.get(user__username=name).unit


@pytest.fixture
def round_(cast):
    """Two liaisons' units with ten tasks each; one late twice, the other never, one order."""
    for name, late in (("n.liaison", 2), ("s.liaison", 0)):
        for number in range(10):
            given = {"title": f"{name}{number}", "happened_on": YEAR, "home": "a" if name[0] == "n" else "b",
                     "due_on": date(2026, 6, 30), "doer": unit(name)}  # fmt: skip
            task = assign(given, by=at(f"{name[0]}.clerk", YEAR))
            day = date(2026, 7, 20) if number < late else date(2026, 6, 20)
            if number == 0 and late:
                supervising.supervise(by=at("n.supervisor", date(2026, 7, 10)), today=date(2026, 7, 10))
            report_progress(task, percent=100, on=day, by=at(f"{name[0]}.clerk", day))
    by = at("n.clerk", YEAR)
    scheme = actions.enter(Scheme, {"title": "方案", "happened_on": YEAR, "year": 2026, "rules": EXAMPLE}, by=by)
    values = {"title": "2026年度考核", "happened_on": CUT_OFF, "by_scheme": scheme, "since": YEAR}
    made = actions.enter(Round, values, by=by)
    for record in (scheme, made):
        actions.report(record, by=by)
    assessment.take_part(made, [unit("n.liaison"), unit("s.liaison")], by=at("n.supervisor"))
    for sheet in ScoreSheet.objects.all():
        assessment.give(sheet, {"satisfaction": 90}, by=at("n.supervisor"))
    return made


def test_scores_come_from_the_ledger_as_of_the_cut_off_and_show_their_working(round_):
    by_unit = {one.unit: one for one in worked_out(round_).units}
    north, south = by_unit["北市发改部门"], by_unit["南市发改部门"]
    assert [item.score for item in south.items] == [Decimal(60), Decimal(20), Decimal(18)]
    assert [item.score for item in north.items] == [Decimal(48), Decimal(18), Decimal(18)]
    assert north.items[0].working == "min(8 ÷ 10, 1) × 60 = 48"
    assert (south.score, south.rank, south.grade) == (Decimal(98), 1, "优秀")


def test_every_figure_of_a_score_opens_into_its_records(round_, cast, client):
    sheet = ScoreSheet.objects.get(doer=unit("n.liaison"))
    source = sources_of(round_.by_scheme.read(), sheet, YEAR, CUT_OFF)["tasks.finished_in_time"]
    assert (source.value, source.from_ledger) == ("8", True)
    client.force_login(cast.user("n.clerk"))
    page = client.get(f"/records/{sheet.pk}/").content.decode()
    assert "min(8 ÷ 10, 1) × 60 = 48" in page
    address = f"/figures/tasks.finished_in_time/records/?as_of=2026-12-31&from=2026-01-01&to=2026-12-31&unit={sheet.doer.name}"
    records = client.get(address).content.decode()
    assert records.count("n.liaison") >= 8
    assert "s.liaison" not in records


def test_each_stage_lets_only_those_speak_whose_turn_it_is(round_):
    sheet = ScoreSheet.objects.get(doer=unit("n.liaison"))
    with pytest.raises(PermissionDenied):
        assessment.say(sheet, "同意", by=at("s.clerk"))
    assessment.say(sheet, "自评良好", own_score=Decimal(88), by=at("n.clerk"))
    assessment.advance(round_, by=at("n.supervisor"))
    sheet = ScoreSheet.objects.get(pk=sheet.pk)
    with pytest.raises(PermissionDenied):
        assessment.say(sheet, "再改", by=at("n.clerk"))
    assessment.say(sheet, "配合有力", by=at("s.clerk"))
    with pytest.raises(PermissionDenied):
        assessment.advance(round_, by=at("n.clerk"))


def test_objections_are_ruled_on_and_the_publication_does_not_move(round_, cast):
    for _stage in range(3):
        assessment.advance(round_, by=at("n.supervisor"))
    sheet = ScoreSheet.objects.get(doer=unit("n.liaison"))
    assessment.say(sheet, "督办单重复", by=at("n.clerk"))
    with pytest.raises(ValidationError, match="北市发改部门"):
        assessment.advance(Round.objects.get(), by=at("n.supervisor"))
    assessment.say(ScoreSheet.objects.get(pk=sheet.pk), "维持", by=at("n.supervisor"))
    published = assessment.advance(Round.objects.get(), by=at("n.supervisor"))
    frozen = published.result
    assert {unit["unit"]: unit["score"] for unit in frozen["units"]} == {"北市发改部门": "84", "南市发改部门": "98"}
    late = {"title": "补录", "happened_on": YEAR, "home": "b", "due_on": date(2026, 6, 30), "doer": unit("s.liaison")}
    assign(late, by=at("s.clerk"))
    assert Round.objects.get().result == frozen
    assert as_published(worked_out(Round.objects.get())) != frozen
    with pytest.raises(ValidationError):
        assessment.give(ScoreSheet.objects.get(pk=sheet.pk), {}, by=at("n.supervisor"))


def test_what_would_change_the_score_names_the_best_gain_first(round_):
    scheme, sheet = round_.by_scheme.read(), ScoreSheet.objects.get(doer=unit("n.liaison"))
    [values] = values_of(scheme, [sheet], YEAR, CUT_OFF)
    found = {change.figure: change.gain for change in changes(scheme, values)}
    assert found["tasks.finished_in_time"] == Decimal(6)
    assert found["tasks.orders"] == Decimal(-2)
    gains = [change.gain for change in changes(scheme, values)]
    assert gains == sorted(gains, reverse=True)


def test_the_workbench_tries_a_scheme_as_it_is_written_and_keeps_it(cast, client):
    client.force_login(cast.user("n.clerk"))
    assert "甲单位" in client.get("/assessment/workbench/").content.decode()
    part = client.post(
        "/assessment/workbench/", {"rules": '{"items": []}'}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "scheme.items" in part
    broken = client.post("/assessment/workbench/", {"rules": "{"}, headers={"HX-Request": "true"}).content.decode()
    assert "第1行" in broken
    client.post("/assessment/workbench/", {"rules": json.dumps(EXAMPLE), "keep": "1"})
    assert Scheme.objects.get().rules["key"] == "year"


def test_a_scheme_that_cannot_be_read_is_refused(cast):
    values = {"title": "坏方案", "happened_on": YEAR, "year": 2026, "rules": {"items": [{"key": "a", "form": "magic"}]}}
    with pytest.raises(ValidationError, match="magic"):
        actions.enter(Scheme, values, by=cast.by(cast.north))


def test_the_example_gives_what_its_arithmetic_says():
    units = assess(read_scheme(EXAMPLE), read_values(EXAMPLE_VALUES)).units
    assert [unit.score for unit in units] == [Decimal("90.40"), Decimal("71.60")]
