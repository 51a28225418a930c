"""One thing under several names is proposed with reasons, joined by a person, and parted without loss."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from duikou.ledger import actions, history, sameness
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Scope
from duikou.ledger.history import kept_models, snapshot
from duikou.ledger.models import Judgement, Record
from duikou.parties.models import Organisation

DAY = date(2026, 11, 20)
PIPES = {
    "冠牌管业": "8万吨不锈钢管材",
    "佛山市百冠科技有限公司": "年产8万吨不锈钢管材",
    "广东省佛山市冠牌不锈钢有限公司": "不锈钢管材(制品)制造",
}


@pytest.fixture
def firms(cast):
    made = []
    for title, offers in [*PIPES.items(), ("佛山市人民医院", ""), ("双鸭山市粮油有限公司", "大米")]:
        values = {"title": title, "happened_on": DAY, "offers": offers, "home": "b"}
        made.append(actions.enter(Organisation, values, by=cast.by(cast.north)))
        actions.report(made[-1], by=cast.by(cast.north))
    return made


def proposed(cast):
    comparison = sameness.all_comparisons()["parties.organisation"]
    return sameness.proposals(comparison, cast.north)


def whole_ledger() -> dict[str, list]:
    """Every kept row but the judgements themselves, as the history would write it."""
    models = [model for model in kept_models() if model is not Judgement]
    return {model.__name__: [snapshot(row) for row in model._base_manager.order_by("pk")] for model in models}


def test_the_three_names_of_the_pipe_maker_are_proposed_with_reasons(cast, firms):
    found = proposed(cast)
    pairs = {frozenset((proposal.record.title, proposal.other.title)) for proposal in found}
    names = list(PIPES)
    assert pairs == {frozenset(names[:2]), frozenset(names[1:]), frozenset((names[0], names[2]))}
    assert all(len(proposal.likeness.reasons) >= 2 for proposal in found)


def test_joining_and_parting_loses_nothing(cast, firms):
    project = cast.project(investor=firms[1])
    before = whole_ledger()
    for other in firms[1:3]:
        sameness.join(other, firms[0], by=cast.by(cast.north), reason="同一投资方")
    assert list(Organisation.objects.live().filter(title__in=PIPES)) == [firms[0]]
    assert proposed(cast) == []
    project.refresh_from_db()
    assert project.investor == firms[1]
    for other in firms[1:3]:
        sameness.part(Record.objects.get(pk=other.pk).organisation, by=cast.by(cast.north))
    assert whole_ledger() == before
    assert len(proposed(cast)) == 3
    assert list(history.problems()) == []


def test_pairs_judged_apart_are_not_proposed_again(cast, firms):
    sameness.tell_apart(firms[0], firms[1], by=cast.by(cast.north))
    assert frozenset(list(PIPES)[:2]) not in {frozenset((p.record.title, p.other.title)) for p in proposed(cast)}


def test_joined_projects_count_once(cast):
    one, two = cast.project("钢管项目"), cast.project("钢管项目二次签约")
    signed, scope = figures()["projects.signed"], Scope(cast.pairing, DAY)
    assert signed.read(scope).value.low == 2
    sameness.join(two, one, by=cast.by(cast.north))
    assert signed.read(scope).value.low == 1
    assert list(signed.records(scope)) == [one]


def test_only_two_records_of_one_kind_and_pairing_are_joined(cast, firms):
    with pytest.raises(ValidationError):
        sameness.join(firms[0], firms[0], by=cast.by(cast.north))
    with pytest.raises(ValidationError):
        sameness.join(cast.project(), firms[0], by=cast.by(cast.north))
    sameness.join(firms[1], firms[0], by=cast.by(cast.north))
    with pytest.raises(ValidationError):
        sameness.join(firms[2], firms[1], by=cast.by(cast.north))


def test_who_may_not_enter_may_not_join(cast, firms):
    leader = cast.user("n.leader").memberships.get()
    with pytest.raises(PermissionDenied):
        sameness.join(firms[1], firms[0], by=cast.by(leader))
