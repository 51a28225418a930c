"""Both sides report the same project; people decide; one record with two keys remains, and it can be undone."""

import io
import json

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.management import call_command

from duikou.ledger import actions, reconciling, sameness
from duikou.ledger.discovery import figures, registers
from duikou.ledger.figure import Scope
from duikou.ledger.history import problems
from duikou.ledger.models import Judgement
from duikou.projects.models import Project


@pytest.fixture
def both(cast):
    """The north's project and the south's report of the same one, and one that the south alone knows."""
    mine = cast.project("冠牌8万吨不锈钢管材项目")
    values = {"happened_on": mine.happened_on, "category": "industry", "stage": "signed", "signed_on": mine.signed_on}
    theirs = []
    for title in ("冠牌不锈钢管材项目", "智能仪表项目"):
        record = actions.enter(Project, {"title": title, **values}, by=cast.by(cast.south))
        theirs.append(actions.report(record, by=cast.by(cast.south)))
    return mine, *theirs


def signed(cast):
    return figures()["projects.signed"].read(Scope(cast.pairing, cast.by(cast.north).today)).value.low


def test_the_two_reports_are_found_and_become_one_record_with_two_keys(cast, both):
    mine, theirs, other = both
    found = reconciling.compare(registers()["projects"], cast.north)
    assert [(pair.left.id, pair.right.id) for pair in found.linked.pairs] == [(str(mine.pk), str(theirs.pk))]
    assert [item.id for item in found.linked.right_only] == [str(other.pk)]
    assert signed(cast) == 3
    reconciling.unite(mine, theirs, by=cast.by(cast.north))
    assert (signed(cast), theirs.state) == (2, "agreed")
    sameness.part(mine, by=cast.by(cast.north))
    assert signed(cast) == 3


def test_pairs_told_apart_stay_visible_on_both_sides(cast, both):
    mine, theirs, _other = both
    sameness.tell_apart(mine, theirs, by=cast.by(cast.north))
    linked = reconciling.compare(registers()["projects"], cast.north).linked
    assert (len(linked.pairs), len(linked.left_only), len(linked.right_only)) == (0, 1, 2)


def test_two_records_of_one_side_are_not_united(cast, both):
    _mine, theirs, other = both
    with pytest.raises(ValidationError):
        reconciling.unite(theirs, other, by=cast.by(cast.north))


def test_the_page_unites_what_is_ticked(cast, both, client):
    mine, theirs, _other = both
    client.force_login(cast.user("n.clerk"))
    assert "冠牌8万吨" in client.get("/reconcile/projects/").content.decode()
    client.post("/reconcile/projects/decide/", {"unite": "", "pair": f"{mine.pk} {theirs.pk}"})
    assert Project.objects.get(pk=mine.pk).same_as_id == theirs.pk


def test_decisions_are_taken_back_on_the_page(cast, both, client):
    mine, theirs, _other = both
    client.force_login(cast.user("n.clerk"))
    client.post("/reconcile/projects/decide/", {"unite": "", "pair": f"{mine.pk} {theirs.pk}"})
    assert "撤回" in client.get("/reconcile/projects/").content.decode()
    client.post("/reconcile/projects/decide/", {"undo": str(mine.pk)})
    theirs.refresh_from_db()
    assert (Project.objects.get(pk=mine.pk).same_as_id, theirs.state, theirs.agreed_at) == (None, "reported", None)
    client.post("/reconcile/projects/decide/", {"apart": "", "pair": f"{mine.pk} {theirs.pk}"})
    assert not reconciling.compare(registers()["projects"], cast.north).linked.pairs
    judgement = Judgement.objects.get(same=False)
    client.post("/reconcile/projects/decide/", {"undo": str(judgement.pk)})
    assert len(reconciling.compare(registers()["projects"], cast.north).linked.pairs) == 1
    assert list(problems()) == []


def test_an_agreement_that_did_not_come_with_the_decision_stays(cast, both):
    mine, theirs, _other = both
    actions.agree(theirs, by=cast.by(cast.north))
    sameness.join(mine, theirs, by=cast.by(cast.north))
    reconciling.undo(mine, by=cast.by(cast.north))
    theirs.refresh_from_db()
    assert theirs.state == "agreed"


def test_the_command_compares_two_sheets(db, tmp_path, capsys):
    head = ["项目名称", "日期", "投资额(万元)"]
    for name, rows in {
        "l": [["钾肥项目", "2018-07-01", 15863], ["健身中心", "2019-01-01", 1]],
        "r": [["米高钾肥项目", "2018年7月", 15863]],
    }.items():
        target = io.BytesIO()
        with xlsxwriter.Workbook(target) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate([head, *rows]):
                sheet.write_row(number, 0, row)
        (tmp_path / f"{name}.xlsx").write_bytes(target.getvalue())
    with pytest.raises(SystemExit) as stopped:
        call_command("reconcile", str(tmp_path / "l.xlsx"), str(tmp_path / "r.xlsx"), "--register", "projects")
    report = json.loads(capsys.readouterr().out)
    assert stopped.value.code == 1
    assert [(pair["left"]["row"], pair["right"]["row"]) for pair in report["pairs"]] == [(2, 2)]
    assert [row["row"] for row in report["left_only"]] == [3]
