"""Projects pass gates: each move is validated, names what is missing, and goes back to the other side's key."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from duikou.agreements.models import Agreement
from duikou.engines.quantities import parse
from duikou.ledger import actions as ledger
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Scope
from duikou.parties.models import Organisation
from duikou.projects import actions
from duikou.projects.gates import GATES, next_gate, unproven
from duikou.projects.models import Lead, Output, Payment, Progress, Project, Signing

DAY = date(2026, 11, 20)


def enter(cast, model, **values):
    record = ledger.enter(model, {"title": "记录", "happened_on": DAY, **values}, by=cast.by(cast.north))
    ledger.report(record, by=cast.by(cast.north))
    return record


@pytest.fixture
def firm(cast):
    return enter(cast, Organisation, title="冠牌管业")


@pytest.fixture
def reserve(cast, firm):
    lead = enter(cast, Lead, title="不锈钢管材投资意向", prospect=firm)
    return actions.promote(lead, category="industry", by=cast.by(cast.north))


@pytest.fixture
def signed(cast, reserve, firm):
    paper = enter(cast, Agreement, title="投资合同", type="investment", second_party=firm)
    ledger.amend(reserve, {"contract": paper}, by=cast.by(cast.north))
    return actions.move(reserve, "signed", on=DAY, by=cast.by(cast.north))


def prove(cast, project, *proofs):
    for proof in proofs:
        by = cast.by(cast.north)
        ledger.attach_file(project, by=by, name=f"{proof}.txt", content=proof.encode(), proves=proof)


def test_a_lead_becomes_a_reserve_project_once(cast, reserve):
    lead = Lead.objects.get()
    assert (reserve.stage, reserve.lead_from, lead.status) == ("reserve", lead, "promoted")
    with pytest.raises(ValidationError):
        actions.promote(lead, category="industry", by=cast.by(cast.north))
    assert Project.objects.count() == 1


def test_signing_announces_one_event_for_one_project(signed):
    assert (signed.stage, signed.signed_on) == ("signed", DAY)
    assert [(signing.belongs_to, signing.investor_name) for signing in Signing.objects.all()] == [(signed, "冠牌管业")]


def test_an_intent_is_no_contract(cast, reserve, firm):
    paper = enter(cast, Agreement, title="意向书", type="intent", second_party=firm)
    ledger.amend(reserve, {"contract": paper}, by=cast.by(cast.north))
    actions.move(reserve, "signed", on=DAY, by=cast.by(cast.north))
    assert "contract" in {need.key for need in GATES["started"].missing(reserve)}


def test_the_gate_to_started_names_the_missing_proofs_and_opens_when_they_are_there(cast, signed):
    with pytest.raises(ValidationError) as refused:
        actions.move(signed, "started", on=DAY, by=cast.by(cast.north))
    assert {error.code for error in refused.value.error_list} == {"main_works", "registration"}
    signed.refresh_from_db()
    assert (signed.stage, signed.started_on) == ("signed", None)
    prove(cast, signed, "main_works", "registration")
    actions.move(signed, "started", on=DAY, by=cast.by(cast.north))
    assert (signed.stage, signed.started_on) == ("started", DAY)


def test_no_gate_is_jumped_and_moving_twice_changes_nothing(cast, signed):
    with pytest.raises(ValidationError):
        actions.move(signed, "production", on=DAY, by=cast.by(cast.north))
    before = signed.evidence.model.objects.count(), Signing.objects.count()
    actions.move(signed, "signed", on=DAY, by=cast.by(cast.north))
    assert (signed.evidence.model.objects.count(), Signing.objects.count()) == before


def test_ending_needs_a_reason(cast, signed):
    with pytest.raises(ValidationError):
        actions.move(signed, "ended", on=DAY, by=cast.by(cast.north))
    actions.move(signed, "ended", on=DAY, by=cast.by(cast.north), reason="投资方退出")
    assert signed.stopped_because == "投资方退出"


def test_a_move_reopens_the_confirmation_of_the_other_side(cast, signed):
    ledger.agree(signed, by=cast.by(cast.south))
    prove(cast, signed, "main_works", "registration")
    actions.move(signed, "started", on=DAY, by=cast.by(cast.north))
    assert signed.state == "reported"


def test_a_project_entered_late_shows_what_its_stage_lacks(cast):
    project = cast.project(stage="started", started_on=DAY)
    assert {need.key for need in unproven(project)} >= {"main_works", "registration", "contract"}
    assert next_gate(project).stage == "construction"


def test_the_rates_move_with_money_and_works(cast, signed):
    scope = Scope(cast.pairing, DAY + timedelta(days=1))
    rate = figures()["projects.performance_rate"]
    assert rate.read(scope).value is None or rate.read(scope).value.low == 0
    for _instalment in range(2):
        enter(cast, Payment, belongs_to=signed, amount=parse("5000万")[0], proof="2_bank_slip")
    assert rate.read(scope).value.low == 100


def test_money_withdrawn_within_three_years_no_longer_counts(cast, signed):
    scope = Scope(cast.pairing, date(2030, 12, 31))
    paid = figures()["projects.paid_in"]
    payment = enter(cast, Payment, belongs_to=signed, amount=parse("5000万")[0], proof="2_bank_slip")
    ledger.amend(payment, {"withdrawn_on": date(2029, 11, 20)}, by=cast.by(cast.north))
    assert paid.read(scope).value.low == 50_000_000
    ledger.amend(payment, {"withdrawn_on": date(2029, 11, 19)}, by=cast.by(cast.north))
    assert paid.read(scope).value is None


def test_a_month_is_reported_once(cast, signed):
    enter(cast, Progress, belongs_to=signed, invested=parse("100万")[0])
    with pytest.raises(ValidationError):
        enter(cast, Progress, belongs_to=signed, happened_on=DAY - timedelta(days=3))


def test_production_needs_acceptance_and_an_output(cast, signed):
    prove(cast, signed, "main_works", "registration")
    actions.move(signed, "started", on=DAY, by=cast.by(cast.north))
    with pytest.raises(ValidationError) as refused:
        actions.move(signed, "production", on=DAY, by=cast.by(cast.north))
    assert {error.code for error in refused.value.error_list} == {"commissioning", "outputs"}
    prove(cast, signed, "commissioning")
    enter(cast, Output, belongs_to=signed, product="钢管", quantity=parse("10")[0])
    actions.move(signed, "production", on=DAY, by=cast.by(cast.north))
    assert signed.produced_on == DAY
