"""A paper from its draft to its issue, and what is told when the ledger changes afterwards."""

from __future__ import annotations

import io
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from duikou.engines.documents import render
from duikou.engines.quantities import parse
from duikou.ledger import actions as ledger
from duikou.ledger import storage
from duikou.ledger.discovery import figures
from duikou.ledger.history import problems
from duikou.ledger.models import Job, OpeningBalance, Record, State
from duikou.ledger.queue import perform
from duikou.projects.models import Project
from duikou.reports import actions
from duikou.reports.desk import desk_of
from duikou.reports.freezing import compared, differences
from duikou.reports.genres import compose
from duikou.reports.models import FrozenFigure, Report, ReportTemplate
from duikou.reports.plain import text_of
from duikou.reports.writing import write

DAY = date(2026, 11, 24)
TEXT = "# 总体\n签约项目{{ projects.signed }},产业项目{{ projects.signed category=industry }},计划投资{{ projects.investment_planned }}。"


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


def drafted(cast, text=TEXT, **fields):
    by = cast.by(cast.north)
    template = actions.save_template(ReportTemplate(), title="季报", text=text, by=by)
    return actions.draft(actions.ask("template", as_of=DAY, pairing=cast.pairing, template=template, **fields), by=by)


def issued(cast, **fields):
    report = drafted(cast, **fields)
    actions.check(report, by=cast.by(cast.north))
    return actions.issue(report, by=cast.by(cast.north))


def pdf_of(report):
    file = report.evidence.get(file__name__endswith=".pdf").file
    return storage.path_of(file.sha256).read_bytes()


def test_a_paper_is_drafted_checked_issued_with_its_number_and_withdrawn_with_the_reason(cast):
    cast.project()
    report = drafted(cast)
    assert report.state == State.DRAFT
    assert not Record.objects.visible_to(cast.south).filter(pk=report.pk).exists()
    with pytest.raises(ValidationError, match="核稿"):
        actions.issue(report, by=cast.by(cast.north))
    actions.check(report, by=cast.by(cast.north))
    actions.issue(report, by=cast.by(cast.north))
    assert (report.number, report.number_shown) == (1, "北市合作办〔2026〕1号")
    assert {one.file.name.rpartition(".")[2] for one in report.evidence.all()} == {"pdf", "docx", "xlsx"}
    assert Record.objects.visible_to(cast.south).filter(pk=report.pk).exists()
    assert actions.issue(report, by=cast.by(cast.north)).number == 1
    with pytest.raises(ValidationError, match="理由"):
        actions.withdraw(report, by=cast.by(cast.north), reason=" ")
    actions.withdraw(report, by=cast.by(cast.north), reason="数据有误")
    assert report.stage == Report.Stage.WITHDRAWN
    assert issued(cast).number == 2
    assert list(problems()) == []


def test_an_issued_paper_can_be_neither_changed_nor_trashed_and_the_other_side_has_no_say(cast):
    report = drafted(cast)
    with pytest.raises(ValidationError, match="印发"):
        ledger.report(report, by=cast.by(cast.north))
    with pytest.raises(PermissionDenied):
        actions.check(report, by=cast.by(cast.south))
    actions.check(report, by=cast.by(cast.north))
    actions.issue(report, by=cast.by(cast.north))
    for act in (ledger.trash, lambda record, by: ledger.amend(record, {"title": "x"}, by=by)):
        with pytest.raises(ValidationError, match="已印发"):
            act(report, by=cast.by(cast.north))
    assert Report.objects.get().trashed_at is None


def test_a_change_after_the_issue_is_a_difference_beside_it_and_never_in_it(cast, client):
    kept = cast.project("钢管项目")
    gone = cast.project("肥料项目")
    first = issued(cast)
    client.force_login(cast.user("n.clerk"))
    before = {one.pk: b"".join(client.get(reverse("evidence-file", args=[one.pk]))) for one in first.evidence.all()}
    assert differences(first, cast.north) == []
    ledger.amend(kept, {"investment_planned": parse("3亿元")[0]}, by=cast.by(cast.north), reason="更正")
    ledger.trash(gone, by=cast.by(cast.north))
    new = cast.project("石墨项目")
    second = issued(cast)
    after = {one.pk: b"".join(client.get(reverse("evidence-file", args=[one.pk]))) for one in first.evidence.all()}
    assert before == after
    found = {one.frozen.key: one for one in differences(first, cast.north)}
    money = found["projects.investment_planned"]
    assert (money.changed, money.added, money.went) == (
        [Record.objects.get(pk=kept.pk)],
        [Record.objects.get(pk=new.pk)],
        [Record.objects.get(pk=gone.pk)],
    )
    assert money.frozen.quantity.low == 400_000_000
    assert money.now.value.low == 500_000_000
    page = client.get(reverse("report-differences", args=[first.pk])).content.decode()
    assert all(title in page for title in ("钢管项目", "肥料项目", "石墨项目", "约4亿", "约5亿"))
    rows = {row.label: row for row in compared(first, second, cast.north)}
    assert [record.title for record in rows["签约项目"].added] == ["石墨项目"]
    assert "肥料项目" in client.get(reverse("report-compare", args=[second.pk])).content.decode()


def test_that_a_record_was_confirmed_meanwhile_is_no_difference(cast):
    project = cast.project()
    report = issued(cast)
    ledger.agree(project, by=cast.by(cast.south))
    assert differences(report, cast.north) == []


def test_a_figure_with_more_records_than_are_listed_finds_its_differences_in_the_history(cast, monkeypatch):
    monkeypatch.setattr(FrozenFigure, "LISTED", 1)
    kept, gone = cast.project("一"), cast.project("二")
    report = issued(cast)
    assert report.figures.get(key="projects.signed", where={}).ids == []
    ledger.trash(gone, by=cast.by(cast.north))
    ledger.amend(kept, {"investment_planned": parse("3亿元")[0]}, by=cast.by(cast.north))
    new = cast.project("三")
    found = {one.frozen.key: one for one in differences(report, cast.north)}["projects.investment_planned"]
    assert [[record.title for record in rows] for rows in (found.added, found.went, found.changed)] == [
        ["三"],
        ["二"],
        ["一"],
    ]
    assert new.pk == found.added[0].pk


def test_a_figure_in_the_pdf_opens_its_card_with_the_frozen_reading_and_the_present_one(cast, client):
    project = cast.project()
    report = issued(cast)
    links = [
        note.get_object()["/A"]["/URI"]
        for page in PdfReader(io.BytesIO(pdf_of(report))).pages
        for note in page.get("/Annots", [])
    ]
    address = next(link for link in links if "/figures/projects.signed/" in link and "category=industry" in link)
    cast.project("石墨项目")
    ledger.amend(project, {"category": "livelihood"}, by=cast.by(cast.north))
    client.force_login(cast.user("s.clerk"))
    parts = urlsplit(address)
    answer = client.get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 200
    assert answer.context["stated"].value.low == 1
    assert answer.context["stated"].records == 1
    assert answer.context["reading"].value.low == 1  # one went into another category, one came
    assert not answer.context["stated"].holds
    client.force_login(cast.user("stranger"))
    assert client.get(f"{parts.path}?{parts.query}").context["stated"] is None


def test_every_figure_is_frozen_with_its_rule_basis_records_and_the_head_of_the_history(cast):
    project = cast.project()
    balance = ledger.enter(
        OpeningBalance, {"title": "期初", "figure": "projects.signed", "happened_on": DAY, "value": parse("36")[0]},
        by=cast.by(cast.north),
    )  # fmt: skip
    ledger.report(balance, by=cast.by(cast.north))
    report = issued(cast)
    frozen = report.figures.get(key="projects.signed", where={})
    assert (frozen.quantity.low, frozen.itemised, frozen.carried, frozen.basis) == (36, 1, 35, "reported")
    assert frozen.ids == sorted([str(project.pk), str(balance.pk)])
    assert frozen.definition == str(figures()["projects.signed"].definition)
    text = PdfReader(io.BytesIO(pdf_of(report))).pages[-1].extract_text().replace("\n", "")
    assert report.head_hash[:16] in text


def test_the_job_issues_once_and_shows_how_far_it_is(cast, client, django_capture_on_commit_callbacks):
    cast.project()
    report = drafted(cast)
    actions.check(report, by=cast.by(cast.north))
    client.force_login(cast.user("n.clerk"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("report-act", args=[report.pk, "issue"]))
    perform.call(str(Job.objects.get().pk))
    job = Job.objects.get()
    assert (job.state, job.told, job.done, job.total) == (Job.State.DONE, "", 2, 3)
    page = client.get(job.address).content.decode()
    assert "北市合作办〔2026〕1号" in page
    assert "PDF" in page


def test_what_is_entered_while_a_paper_is_written_is_in_it(cast, monkeypatch):
    """The ledger moves under the writer's hands once; the paper is written again and agrees with its head."""
    cast.project("一")
    report = drafted(cast)
    actions.check(report, by=cast.by(cast.north))
    writes = []

    def disturbed(*args, **kwargs):
        found = write(*args, **kwargs)
        if not writes:
            cast.project("二")
        writes.append(found.head)
        return found

    monkeypatch.setattr(actions, "write", disturbed)
    actions.issue(report, by=cast.by(cast.north))
    assert len(writes) == 2
    assert report.figures.get(key="projects.signed", where={}).quantity.low == 2
    assert (report.head_number, report.head_hash) == writes[-1]
    assert differences(report, cast.north) == []


def test_files_are_the_same_bytes_for_the_same_ledger_and_moment(cast):
    cast.project()
    report = issued(cast)
    document = compose(desk_of(Report.objects.get(pk=report.pk), cast.north))
    again = render(document, "pdf", created_at=report.known_at)
    assert again == pdf_of(report)


def test_a_paper_of_one_side_tells_only_what_is_told_by_side(cast):
    cast.project("北项目")
    south = ledger.enter(
        Project,
        {"title": "南项目", "happened_on": DAY, "category": "industry", "signed_on": DAY},
        by=cast.by(cast.south),
    )
    ledger.report(south, by=cast.by(cast.south))
    by_side = figures()["projects.signed"].dimensions["side"].path
    for side, count in (("a", 1), ("b", 1), ("", 2)):
        text = text_of(
            compose(desk_of(actions.ask("annual", as_of=DAY, pairing=cast.pairing, of_side=side), cast.north))
        )
        assert f"累计签约项目{count}个" in text, by_side
    assert "线索" not in text_of(compose(desk_of(actions.ask("annual", as_of=DAY, pairing=cast.pairing, of_side="a"))))
    assert actions.ask("annual", as_of=DAY, pairing=cast.pairing, of_side="a").title == "北市对口合作2026年度工作总结"


@pytest.mark.parametrize("genre", ["annual", "half-year", "quarter", "notice", "ledger", "statistics"])
def test_a_paper_of_an_empty_ledger_says_that_nothing_was_reported(cast, genre):
    report = actions.ask(genre, as_of=DAY, pairing=cast.pairing)
    text = text_of(compose(desk_of(report, cast.north)))
    assert report.title in text
    assert "0个" not in text, "blank is not zero"


def test_an_earlier_total_is_compared_only_where_the_ledger_was_kept_then(cast):
    cast.project("早", signed_on=date(2025, 5, 1), happened_on=date(2025, 5, 1))
    cast.project("晚")
    text = text_of(compose(desk_of(actions.ask("annual", as_of=DAY, pairing=cast.pairing), cast.north)))
    assert "累计签约项目2个" in text
    assert "上年末" not in text
    later = actions.ask("annual", as_of=date(2027, 12, 31), pairing=cast.pairing)
    cast.project("来年", signed_on=date(2027, 5, 1), happened_on=date(2027, 5, 1))
    assert "累计签约项目3个\uff0c比上年末增加1个" in text_of(compose(desk_of(later, cast.north)))


def test_a_template_with_a_mistake_is_refused_by_line_and_the_old_version_stays(cast, client):
    client.force_login(cast.user("n.clerk"))
    client.post(reverse("report-template-new"), {"title": "简报", "text": "签约{{ projects.signed }}"})
    template = ReportTemplate.objects.get()
    address = reverse("report-template", args=[template.pk])
    page = client.post(address, {"title": "简报", "text": "好\n签约{{ projects.sined }}"}).content.decode()
    assert "第2行第3列:没有指标“projects.sined”;是否为 projects.signed?" in page
    assert ReportTemplate.objects.get().text == "签约{{ projects.signed }}"
    preview = client.post(reverse("report-template-preview"), {"text": "{% chapter nothing %}"})
    assert "没有章节“nothing”" in preview.content.decode()
    client.post(address, {"title": "简报", "text": "共签约{{ projects.signed show=number }}个"})
    assert client.get(address).content.decode().count("<time>") == 2
    client.force_login(cast.user("s.clerk"))
    assert client.post(address, {"title": "x", "text": "y"}).status_code == 403


def test_the_write_page_previews_and_keeps_a_draft(cast, client):
    project = cast.project()
    client.force_login(cast.user("n.clerk"))
    asked = {"genre": "project", "about": str(project.pk), "as_of": "2026-11-24"}
    page = client.get(reverse("report-write"), asked)
    assert "钢管项目" in page.content.decode()
    answer = client.post(reverse("report-write"), asked)
    assert answer.url == Report.objects.get().get_absolute_url()
    assert "按当前台账生成的文稿" in client.get(answer.url).content.decode()
    wrong = client.get(reverse("report-write"), {"genre": "minutes", "as_of": "2026-13-40"})
    assert "不是日期" in wrong.content.decode()
    assert client.get(reverse("report-draft", args=[Report.objects.get().pk, "pdf"])).content.startswith(b"%PDF")


def test_the_calendar_asks_for_papers_until_they_are_begun(cast):
    from duikou.ledger.work import duties

    asked = {str(duty.label): duty.url for duty in duties(cast.north, date(2027, 1, 5))}
    assert set(asked) == {"月度通报", "季度简报", "年度总结"}
    assert "genre=annual&as_of=2026-12-31" in asked["年度总结"]
    actions.draft(actions.ask("annual", as_of=date(2026, 12, 31), pairing=cast.pairing), by=cast.by(cast.north))
    assert "年度总结" not in {str(duty.label) for duty in duties(cast.north, date(2027, 1, 5))}
    assert duties(cast.north, date(2027, 1, 5)) != duties(cast.north, date(2027, 5, 28))


def test_the_command_writes_all_three_files_and_refuses_what_it_does_not_know(cast, tmp_path, capsys):
    from django.core.management import call_command

    cast.project()
    for form in ("docx", "pdf", "xlsx"):
        call_command("report", "annual", pairing="north-south", as_of="2026-11-24", output=tmp_path / f"a.{form}")
        assert storage.media_type_of(f"a.{form}", (tmp_path / f"a.{form}").read_bytes())
    for words, told in (
        ({"name": "anual"}, "no such report"),
        ({"name": "annual", "output": tmp_path / "a.txt"}, "ends in none of"),
        ({"name": "annual", "as_of": "2026-13-01"}, "not a date"),
        ({"name": "project"}, "--about"),
        ({"name": "project", "about": "没有"}, "has to name one record"),
    ):
        given = {"pairing": "north-south", "output": tmp_path / "b.docx", **words}
        with pytest.raises(SystemExit) as ended:
            call_command("report", given.pop("name"), **given)
        assert ended.value.code == 2
        assert told in capsys.readouterr().err
    assert not (tmp_path / "b.docx").exists()


@pytest.mark.parametrize("size", [2, 20])
def test_the_pages_of_a_paper_cost_the_same_for_any_number_of_records(
    cast, client, size, django_assert_max_num_queries
):
    for number in range(size):
        cast.project(f"项目{number}")
        actions.save_template(
            ReportTemplate(), title=f"模板{number}", text="{{ projects.signed }}", by=cast.by(cast.north)
        )
    report = issued(cast)
    client.force_login(cast.user("n.clerk"))
    for address, most in (
        (reverse("report-templates"), 8),
        (reverse("report-differences", args=[report.pk]), 30),
        (report.get_absolute_url(), 30),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
