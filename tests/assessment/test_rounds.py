"""A round from self-assessment to frozen publication, with every score opening into its arithmetic and records."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from lxml import html

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.assessment import actions as assessment
from duikou.assessment import bench
from duikou.assessment.examples import EXAMPLE, EXAMPLE_VALUES
from duikou.assessment.models import Round, Scheme, ScoreSheet
from duikou.assessment.scoring import changes, sources_of, values_of, worked_out
from duikou.assessment.scoring import frozen as as_published
from duikou.engines.scoring import assess, read_scheme, read_values
from duikou.engines.scoring.forms import FORMS
from duikou.ledger import actions
from duikou.ledger.work import heaps
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
        assessment.give(sheet, {"对方满意度": 90}, by=at("n.supervisor"))
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


def fields_of(page):
    """What a browser would send of the workbench's form."""
    [form] = html.fromstring(page).xpath("//form[contains(@class, 'bench')]")
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def test_the_workbench_tries_a_scheme_as_it_is_written_and_keeps_it(cast, client):
    client.force_login(cast.user("n.clerk"))
    page = client.get("/assessment/workbench/").content.decode()
    assert "min(9 ÷ 10, 1) × 60 = 54" in page
    fields = fields_of(page)
    part = client.post("/assessment/workbench/", {**fields, "i-0-set-points": "50"}, headers={"HX-Request": "true"})
    assert "min(9 ÷ 10, 1) × 50 = 45" in part.content.decode()
    assert 'id="values"' not in part.content.decode()
    renamed = client.post("/assessment/workbench/", {**fields, "i-2-figures": "打分"}, headers={"HX-Request": "true"})
    assert 'name="v-0-f-打分"' in renamed.content.decode()
    wrong = client.post("/assessment/workbench/", {**fields, "i-1-set-penalties": "tasks.orders 两 分", "add": ""})
    assert "“tasks.orders 两 分”" in wrong.content.decode()
    assert fields_of(wrong.content.decode())["i-1-set-penalties"] == "tasks.orders 两 分"
    more = fields_of(client.post("/assessment/workbench/", {**fields, "add": "", "new_form": "steps"}).content.decode())
    assert (more["count"], more["i-3-form"]) == ("4", "steps")
    less = fields_of(client.post("/assessment/workbench/", {**more, "drop": "0"}).content.decode())
    assert (less["count"], less["i-2-form"]) == ("3", "steps")
    client.post("/assessment/workbench/", {**fields, "s-label": "年度考核", "keep": "1"})
    kept = Scheme.objects.get()
    assert (kept.title, kept.rules["key"]) == ("年度考核", "year")
    [before] = assess(read_scheme(EXAMPLE), read_values(EXAMPLE_VALUES)).units[:1]
    assert assess(kept.read(), read_values(EXAMPLE_VALUES)).units[0].score == before.score


def test_an_expert_writes_the_scheme_as_json(cast, client):
    client.force_login(cast.user("n.clerk"))
    part = client.post("/assessment/workbench/", {"rules": '{"items": []}'}, headers={"HX-Request": "true"})
    assert "scheme.items" in part.content.decode()
    broken = client.post("/assessment/workbench/", {"rules": "{", "json": ""}).content.decode()
    assert "第1行" in broken
    client.post("/assessment/workbench/", {"rules": json.dumps(EXAMPLE), "keep": "1"})
    assert Scheme.objects.get().rules["key"] == "year"


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_form_goes_into_fields_and_back(name):
    """What the fields show of a scheme is what they give back."""
    settings = {
        "target": "plan", "divisor": "33", "fault": "missing_forms", "parts": [{"figure": "n", "target": "27", "share": "0.5"}],
        "bands": [{"figure": "s", "least": "7"}], "credits": {"a": "0.2", "b": "0.1"}, "penalties": {"late": "0.1"},
        "shares": {"office": "0.7"}, "steps": [{"points": "100", "least": {"paid": "1", "share": "0.2"}}],
    }  # fmt: skip
    given = {key: settings.get(key, "2") for key in FORMS[name].settings}
    item = {
        "key": "x",
        "label": "甲",
        "form": name,
        "kind": "bonus",
        "figures": ["a", "b"],
        "settings": given,
        "cap": "5",
        "once": "p",
    }
    scheme = {"key": "s", "label": "方案", "items": [item], "grades": [["优", "90"], ["差", "0"]], "quotas": {"优": "0.3"},
              "blocks": {"甲": "0.2"}, "jumps": [["a", "3"]], "not_counted": ["房地产"], "places": "2", "cap": "100"}  # fmt: skip
    top = {f"s-{key}": text for key, text in bench.scheme_fields(scheme).items()}
    [fields] = bench.item_fields(scheme)
    rows = {f"i-0-set-{one.name}": one.text for one in fields.settings}
    plain = {f"i-0-{key}": str(value) for key, value in item.items() if isinstance(value, str)}
    post = {**top, **plain, **rows, "i-0-figures": fields.figures, "count": "1"}
    assert bench.scheme_of(post) == scheme
    read_scheme(bench.scheme_of(post))


def test_a_change_of_rules_is_tried_on_last_years_figures(round_, cast, client):
    client.force_login(cast.user("n.clerk"))
    page = client.get(f"/assessment/workbench/?round={round_.pk}").content.decode()
    assert "min(8 ÷ 10, 1) × 60 = 48" in page
    fields = fields_of(page)
    tried = client.post("/assessment/workbench/", {**fields, "i-0-set-points": "50"}, headers={"HX-Request": "true"})
    assert "min(8 ÷ 10, 1) × 50 = 40" in tried.content.decode()
    assert "原得分 84" in tried.content.decode()
    assert Round.objects.get().result == {}


def test_a_sheet_takes_figures_from_elsewhere_and_missing_proof(round_, cast, client):
    sheet = ScoreSheet.objects.get(doer=unit("n.liaison"))
    client.force_login(cast.user("n.supervisor"))
    client.post(
        f"/assessment/sheets/{sheet.pk}/given/",
        {"g-对方满意度": "80, 90", "missing_proof": ["orders"], "g-else": "9"},
    )
    sheet.refresh_from_db()
    assert sheet.given == {"对方满意度": ["80", "90"], "missing_proof": ["orders"]}


def test_a_scheme_that_cannot_be_read_is_refused(cast):
    values = {"title": "坏方案", "happened_on": YEAR, "year": 2026, "rules": {"items": [{"key": "a", "form": "magic"}]}}
    with pytest.raises(ValidationError, match="magic"):
        actions.enter(Scheme, values, by=cast.by(cast.north))


def test_the_example_gives_what_its_arithmetic_says():
    units = assess(read_scheme(EXAMPLE), read_values(EXAMPLE_VALUES)).units
    assert [unit.score for unit in units] == [Decimal("90.40"), Decimal("71.60")]


def waiting(name):
    member = Membership.objects.get(user__username=name)
    return {heap.work.key for heap in heaps(member, date(2027, 1, 5), app_label="assessment")}


def test_each_stage_waits_for_those_whose_turn_it_is(round_):
    assert waiting("n.liaison") == waiting("n.clerk") == {"self-assessment"}
    assert waiting("n.supervisor") == waiting("n.leader") == set()
    with pytest.raises(PermissionDenied):
        assessment.say(ScoreSheet.objects.get(doer=unit("s.liaison")), "代填", by=at("n.liaison"))
    assessment.say(ScoreSheet.objects.get(doer=unit("n.liaison")), "良好", own_score=Decimal(80), by=at("n.liaison"))
    assert waiting("n.liaison") == set()
    assessment.advance(round_, by=at("n.supervisor"))
    assert waiting("s.clerk") == waiting("s.leader") == {"opinions"}
    assessment.advance(round_, by=at("n.supervisor"))
    assert waiting("n.supervisor") == {"reviews"}
    assessment.advance(round_, by=at("n.supervisor"))
    assert waiting("n.liaison") == {"scores"}
    assessment.say(ScoreSheet.objects.get(doer=unit("n.liaison")), "督办单重复", by=at("n.liaison"))
    assert waiting("n.supervisor") == {"objections"}


def test_a_round_is_not_published_while_objections_are_open(round_):
    for _stage in range(3):
        assessment.advance(round_, by=at("n.supervisor"))
    round_.objections_until = date(2027, 1, 20)
    with pytest.raises(ValidationError, match="2027-01-20"):
        assessment.advance(round_, by=at("n.supervisor", date(2027, 1, 20)))
    assert assessment.advance(round_, by=at("n.supervisor", date(2027, 1, 21))).stage == "published"
    with pytest.raises(ValidationError):
        assessment.take_part(round_, [unit("n.clerk")], by=at("n.supervisor"))
