"""A brief is held against the ledger and against itself; what agrees is confirmed, what works out is not flagged."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from duikou.briefs.checking import Judge, check
from duikou.briefs.claims import claims, words
from duikou.engines.checking import conflicts
from duikou.engines.quantities import parse
from duikou.engines.reading import read_quantities
from duikou.ledger import actions
from duikou.ledger.discovery import figures
from duikou.ledger.models import OpeningBalance

SHARED = Path(__file__).resolve().parents[3] / "shared"
DAY = date(2026, 11, 20)


def found(text):
    return [sorted({span.quote for span in conflict.spans}) for conflict in conflicts(text, read_quantities(text, DAY))]


def test_two_amounts_of_one_project_conflict():
    text = "北市企业投资3亿元建设年产5万吨石墨负极材料项目。记者获悉,石墨负极材料项目总投资约5亿元,明年投产。"
    assert found(text) == [["3亿元", "约5亿元"]]


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


def test_the_words_name_figures_that_exist():
    assert {*words()["phrases"], *words()["subjects"]} <= set(figures())


@pytest.fixture
def reference_case(db):
    from django.utils import timezone

    from duikou.dashboards import reference
    from duikou.regions.actions import load_regions

    load_regions()
    return reference.load("shuangyashan-foshan", ("sys", "fs"), at=timezone.now())


SAID = [
    (
        "双方商务洽谈242次,参与对接人员3803人。",
        [["confirmed", "exchanges.talks"], ["confirmed", "exchanges.talk_participants"]],
    ),
    ("两市签约项目36个,项目线索64个。", [["confirmed", "projects.signed"], ["confirmed", "projects.leads"]]),
    (
        "两市已召开联席会议5次,议定事项30多项。",
        [["confirmed", "conferences.held"], ["confirmed", "conferences.matters_decided"]],
    ),
    ("两市已召开联席会议7次。", [["ledger_mismatch", "conferences.held"]]),
    ("双方确定重点任务25项。", [["ledger_mismatch", "tasks.key_tasks"]]),
    ("双鸭山选派27名干部赴佛山挂职。", [["confirmed", "talent.cadres_sent"]]),
    ("佛山选派27名干部赴双鸭山挂职。", [["other_scope", "talent.cadres_sent"]]),
    ("2018年外销农产品137.4万吨。", [["confirmed", "farming.sold_outside"]]),
    ("2017年外销农产品137.4万吨。", [["other_scope", "farming.sold_outside"]]),
    (
        "对口城市出资约3.3亿元支持民生项目7个。",
        [["confirmed", "livelihood.partner_funding"], ["confirmed", "livelihood.projects"]],
    ),
    ("接待佛山游客约300人,运营旅游线路6条。", [["confirmed", "tourism.visitors"], ["confirmed", "tourism.routes"]]),
    ("合作园区规划面积4.7平方公里。", [["confirmed", "parks.area"]]),
    ("合作园区规划面积6.5平方公里。", [["ledger_mismatch", "parks.area"]]),
    ("全市种植大豆300万亩,养牛36万头。", [["not_recorded", None], ["not_recorded", None]]),
    ("市级领导带队互访94次。", [["confirmed", "exchanges.leader_visits"]]),
    ("市级领导带队互访104次。", [["ledger_mismatch", "exchanges.leader_visits"]]),
    ("宝清县召开座谈会5次,走访企业36家。", [["not_recorded", None], ["not_recorded", None]]),
    ("两市10所医疗机构结对。", [["confirmed", "twinning.medical_institutions"]]),
    (
        "佛山结对的高中有2所,初中有4所。",
        [["confirmed", "twinning.senior_high_schools"], ["confirmed", "twinning.junior_high_schools"]],
    ),
    (
        "两市举办经贸交流会2届,签约项目28个,签约额62.8亿元。",
        [
            ["confirmed", "exchanges.trade_fairs"],
            ["confirmed", "exchanges.trade_fair_projects_signed"],
            ["confirmed", "exchanges.trade_fair_amount_signed"],
        ],
    ),
    ("技术创新联盟成员单位18家。", [["confirmed", "science.alliance_members"]]),
    ("技术创新联盟成员单位25家。", [["ledger_mismatch", "science.alliance_members"]]),
    (
        "累计选派各类专业人才5批次209人。",
        [["confirmed", "talent.sent_total_batches"], ["confirmed", "talent.sent_total"]],
    ),
    ("某公司投资4亿元建设养殖场,解决就业209人。", [["not_recorded", None], ["not_recorded", None]]),
]


def test_other_words_for_the_figures_of_the_reference_case(reference_case):
    day = date(2019, 7, 15)
    known = claims(reference_case, day)
    for text, wanted in SAID:
        found = Judge(text, read_quantities(text, day), known, day).findings()
        assert [[one.kind, one.figure] for one in found] == [list(one) for one in wanted], text


@pytest.mark.skipif(not SHARED.is_dir(), reason="the article is not beside the project")
def test_the_article_against_the_reference_case(reference_case, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("check", str(SHARED / "seed/article.zh.txt"), "--published", "2019-07-15")
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert stopped.value.code == 1
    assert sum(finding["kind"] == "confirmed" for finding in findings) >= 40
    clashes = [
        {span["quote"] for span in finding["spans"]} for finding in findings if finding["kind"] == "internal_conflict"
    ]
    assert {"约2亿元", "4亿元"} in clashes
    assert {"10个", "28项", "36个"} in clashes
    assert _right_keys(findings) >= 0.95


def _right_keys(findings):
    """The share of confirmed quantities whose figure is the one that the marked-up article measures there."""
    right_keys = json.loads((Path(__file__).parent / "right_keys.json").read_text())
    marked = json.loads((SHARED / "gold/seed.json").read_text(encoding="utf-8"))["quantities"]
    judged = []
    for finding in findings:
        span = finding["spans"][0]
        wanted = {
            key
            for one in marked
            if one["fig_start"] < span["char_end"] and span["char_start"] < one["fig_end"]
            for key in right_keys.get(one["id"], [])
        }
        if finding["kind"] == "confirmed":
            judged.append(finding["figure"] in wanted)
    return sum(judged) / len(judged)
