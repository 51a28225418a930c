"""The two keys: who may turn them, and what a record keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from duikou.engines.quantities import parse
from duikou.ledger import actions
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Scope
from duikou.ledger.knowledge import as_known_at
from duikou.ledger.models import Entry, Evidence, File
from duikou.projects.models import Project


def fresh(record):
    return Project.objects.get(pk=record.pk)


def test_the_other_side_turns_the_second_key(cast):
    project = cast.project()
    assert project.state == "reported"
    with pytest.raises(PermissionDenied):
        actions.agree(project, by=cast.by(cast.north))
    actions.agree(project, by=cast.by(cast.south))
    assert fresh(project).state == "agreed"


def test_a_verb_twice_writes_once(cast):
    project = cast.project()
    actions.report(project, by=cast.by(cast.north))
    actions.agree(project, by=cast.by(cast.south))
    actions.agree(project, by=cast.by(cast.south))
    verbs = list(Entry.objects.filter(object_id=project.pk).order_by("number").values_list("verb", flat=True))
    assert verbs == ["enter", "report", "agree"]


def test_only_the_entering_side_changes_a_record(cast):
    project = cast.project()
    with pytest.raises(PermissionDenied):
        actions.amend(project, {"site": "别处"}, by=cast.by(cast.south))
    assert fresh(project).site == ""


def test_a_change_of_an_agreed_record_reopens_it_and_shows_the_difference(cast):
    project = cast.project()
    actions.agree(project, by=cast.by(cast.south))
    actions.amend(fresh(project), {"site": "经开区"}, by=cast.by(cast.north), reason="更正")
    assert fresh(project).state == "reported"
    assert actions.changed_since_agreed(fresh(project))["site"] == ("", "经开区")


def test_a_dispute_keeps_both_values_and_can_be_settled_by_taking_over(cast):
    project = cast.project()
    objection = actions.dispute(
        project, by=cast.by(cast.south), reason="合同写4亿元", field="investment_planned", value="4亿元"
    )
    assert (fresh(project).state, fresh(project).investment_planned) == ("disputed", 200_000_000)
    assert (objection.value, objection.entered_value) == ("4亿元", "约2亿")
    actions.accept(objection, by=cast.by(cast.north))
    assert (fresh(project).state, fresh(project).investment_planned) == ("reported", 400_000_000)
    actions.agree(fresh(project), by=cast.by(cast.south))
    assert fresh(project).state == "agreed"


def test_a_dispute_needs_a_reason(cast):
    with pytest.raises(ValidationError):
        actions.dispute(cast.project(), by=cast.by(cast.south), reason=" ")


def test_evidence_is_kept_once_and_typed_by_content(cast):
    project, by = cast.project(), cast.by(cast.north)
    for _ in range(2):
        actions.attach_file(project, by=by, name="合同.txt", content="合同正文".encode())
    assert (File.objects.count(), Evidence.objects.count()) == (1, 2)
    for name, content in (("x.pdf", b"MZ\x90\x00 not a pdf"), ("x.exe", b"MZ"), ("x.txt", b"\x00\x01\x02")):
        with pytest.raises(ValidationError):
            actions.attach_file(project, by=by, name=name, content=content)


def test_trash_takes_a_record_out_of_the_figures_and_restore_brings_it_back(cast):
    project = cast.project()
    scope = Scope(cast.pairing, date(2026, 11, 24))
    figure = figures()["projects.signed"]
    assert figure.read(scope).value.low == 1
    actions.trash(project, by=cast.by(cast.north))
    assert figure.read(scope).value is None
    actions.restore(fresh(project), by=cast.by(cast.north))
    assert figure.read(scope).value.low == 1


def test_the_figure_is_known_from_the_moment_of_reporting(cast):
    project = cast.project()
    reported = fresh(project).reported_at
    figure, scope = figures()["projects.signed"], Scope(cast.pairing, date(2026, 11, 24))
    actions.agree(project, by=cast.by(cast.south))
    assert figure.read(scope).agreed == 1
    with as_known_at(reported):
        assert (figure.read(scope).agreed, figure.read(scope).one_sided) == (0, 1)
        assert [row.title for row in figure.records(scope)] == ["钢管项目"]
    with as_known_at(reported - timedelta(minutes=1)):
        assert figure.read(scope).value is None
        assert not figure.records(scope).exists()
        with pytest.raises(RuntimeError):
            project.save()


def test_as_of_a_day_before_it_was_signed_the_figure_is_null(cast):
    cast.project()
    assert figures()["projects.signed"].read(Scope(cast.pairing, date(2026, 11, 19))).value is None


def test_a_quantity_is_typed_as_a_clerk_writes_it(cast):
    project = cast.project(jobs_expected=parse("800~1500人")[0])
    held = fresh(project)
    assert (held.jobs_expected, held.jobs_expected_high, held.jobs_expected_qualifier) == (800, 1500, "range")
