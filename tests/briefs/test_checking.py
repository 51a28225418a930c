"""A brief is held against the ledger and against itself; what agrees is confirmed, what works out is not flagged."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from duikou.briefs.checking import check
from duikou.engines.checking import conflicts
from duikou.engines.quantities import parse
from duikou.engines.reading import read_quantities
from duikou.ledger import actions
from duikou.ledger.models import OpeningBalance

SHARED = Path(__file__).resolve().parents[3] / "shared"
DAY = date(2026, 11, 20)


def found(text):
    return [
        sorted({span.figure for span in conflict.spans}) for conflict in conflicts(text, read_quantities(text, DAY))
    ]


def test_two_amounts_of_one_project_conflict():
    text = "北市企业投资3亿元建设年产5万吨石墨负极材料项目。记者获悉,石墨负极材料项目总投资约5亿元,明年投产。"
    assert found(text) == [["3亿元", "5亿元"]]


def test_a_restatement_and_another_project_do_not():
    assert found("投资3亿元建设石墨负极材料项目。石墨负极材料项目总投资3亿元。投资5亿元建设鲜食玉米加工项目。") == []


def test_a_total_below_its_parts_conflicts_and_one_that_works_out_does_not():
    assert found("两市共有20个项目签约。经贸会签约项目15项,联席会议签约项目9个。") == [["15项", "20个", "9个"]]
    assert found("两市共有24个项目签约。经贸会签约项目15项,联席会议签约项目9个。") == []


@pytest.fixture
def ledger(cast):
    for figure, title, value in (("exchanges.talks", "对接洽谈", "242"), ("tasks.key_tasks", "重点工作任务", "22")):
        values = {"figure": figure, "title": title, "value": parse(value)[0], "happened_on": DAY}
        balance = actions.enter(OpeningBalance, values, by=cast.by(cast.north))
        actions.report(balance, by=cast.by(cast.north))
    return cast


def kinds(ledger, text):
    return [(one.kind, one.figure) for one in check(text, ledger.pairing, as_of=DAY, published=DAY)]


def test_each_quantity_is_confirmed_different_or_not_recorded(ledger):
    assert kinds(ledger, "双方开展对接洽谈242次,部署重点工作任务22项。") == [
        ("confirmed", "exchanges.talks"), ("confirmed", "tasks.key_tasks"),
    ]  # fmt: skip
    assert kinds(ledger, "双方开展对接洽谈250次。") == [("ledger_mismatch", "exchanges.talks")]
    assert kinds(ledger, "种植玉米30亩。") == [("not_recorded", None)]
    assert kinds(ledger, "没有数字的一句话。") == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the article is not beside the project")
def test_the_article_against_the_reference_case(db, capsys):
    from django.utils import timezone

    from duikou.dashboards import reference
    from duikou.regions.actions import load_regions

    load_regions()
    reference.load("shuangyashan-foshan", ("sys", "fs"), at=timezone.now())
    with pytest.raises(SystemExit) as stopped:
        call_command("check", str(SHARED / "seed/article.zh.txt"), "--published", "2019-07-15")
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert stopped.value.code == 1
    assert sum(finding["kind"] == "confirmed" for finding in findings) >= 40
    clashes = [
        {span["quote"] for span in finding["spans"]} for finding in findings if finding["kind"] == "internal_conflict"
    ]
    assert clashes == [{"约2亿元", "4亿元"}, {"10个", "28项", "36个"}]
