"""A text is put in, read with its marks and decided about; what is decided stays decided."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from duikou.briefs import actions, views
from duikou.briefs.checking import check_document
from duikou.briefs.models import Finding, Text
from duikou.engines.quantities import parse
from duikou.ledger import actions as ledger
from duikou.ledger import history
from duikou.ledger.models import Evidence, Job, OpeningBalance, Record
from duikou.ledger.queue import perform
from duikou.ledger.work import heaps

DAY = date(2026, 11, 20)
WORDS = "对口合作简报\n双方开展对接洽谈250次,部署重点工作任务22项。\n两市共有20个项目签约。经贸会签约项目15项,联席会议签约项目9个。种植玉米30亩。"


@pytest.fixture
def filled(cast):
    """A ledger with two opening balances."""
    for figure, title, value in (("exchanges.talks", "对接洽谈", "242"), ("tasks.key_tasks", "重点工作任务", "22")):
        values = {"figure": figure, "title": title, "value": parse(value)[0], "happened_on": DAY}
        balance = ledger.enter(OpeningBalance, values, by=cast.by(cast.north))
        ledger.report(balance, by=cast.by(cast.north))
    return cast


@pytest.fixture
def text(filled):
    return taken(filled)


def taken(cast, words=WORDS, name="简报.txt", **given):
    values = {"title": "简报", "published": DAY, "source": "北市合作办", **given}
    text = actions.take_in(words.encode(), name, **values, by=cast.by(cast.north))
    return actions.judge(text, by=cast.by(cast.north))


def finding(text, kind):
    return text.findings.filter(kind=kind).first()


def test_every_number_gets_its_finding_and_the_counts_stand_in_the_list(text):
    kinds = [one.kind for one in text.findings.all()]
    assert kinds.count("internal_conflict") == 1
    assert (finding(text, "ledger_mismatch").figure, finding(text, "ledger_mismatch").wording) == (
        "exchanges.talks",
        "242次",
    )
    assert finding(text, "confirmed").figure == "tasks.key_tasks"
    assert (text.open, text.confirmed, text.quantities) == (2, 1, 6)
    assert not list(history.problems())


def test_a_decision_holds_when_the_text_is_checked_again_and_can_be_undone(filled, text):
    by = filled.by(filled.north)
    number = finding(text, "ledger_mismatch").number
    assert actions.decide(text, [number], "dismissed", reason="含线上洽谈", by=by) == 1
    assert actions.decide(text, [number], "dismissed", reason="含线上洽谈", by=by) == 0
    actions.judge(text, by=by)
    assert finding(text, "ledger_mismatch").decision.reason == "含线上洽谈"
    assert text.open == 1
    assert actions.undo(text, [number], by=by) == 1
    actions.judge(text, by=by)
    assert finding(text, "ledger_mismatch").decision is None
    assert text.open == 2
    assert not list(history.problems())


def test_dismissing_asks_for_a_reason_and_many_are_decided_at_once(filled, text):
    numbers = list(text.findings.exclude(severity="info").values_list("number", flat=True))
    with pytest.raises(ValidationError, match="理由"):
        actions.decide(text, numbers, "dismissed", by=filled.by(filled.north))
    assert text.findings.filter(decision__isnull=False).count() == 0
    assert actions.decide(text, numbers, "scope", by=filled.by(filled.north)) == len(numbers)
    assert text.open == 0


def test_what_the_text_says_becomes_a_draft_with_the_place_as_evidence(filled, text, client):
    client.force_login(filled.user("n.clerk"))
    one = finding(text, "ledger_mismatch")
    address = reverse("text-enter", args=[text.pk, one.number, "balances"])
    page = client.get(address).content.decode()
    assert 'value="250"' in page
    assert "exchanges.talks" in page
    given = {"title": "对接洽谈", "happened_on": "2026-11-20", "figure": "exchanges.talks", "value": "250"}
    record = OpeningBalance.objects.get(pk=client.post(address, given).url.split("/")[2])
    span = Evidence.objects.get(record=record)
    assert text.read()[span.char_start : span.char_end] == span.quote == "250次"
    one.refresh_from_db()
    assert one.decision.made_id == record.pk
    actions.undo(text, [one.number], by=filled.by(filled.north))
    assert OpeningBalance.objects.get(pk=record.pk).trashed_at


def test_the_other_side_sees_a_text_once_it_is_reported_and_never_decides(filled, text, client):
    client.force_login(filled.user("s.clerk"))
    address = text.get_absolute_url()
    assert client.get(address).status_code == 404
    ledger.report(text, by=filled.by(filled.north))
    assert client.get(address).status_code == 200
    assert b'name="reason"' not in client.get(f"{address}?at={finding(text, 'ledger_mismatch').start}").content
    with pytest.raises(PermissionDenied):
        actions.decide(text, [1], "scope", by=filled.by(filled.south))


def test_totals_of_a_source_must_not_fall(filled):
    taken(
        filled,
        "合作以来,两市累计签约合作项目36个,累计培训干部500人次。",
        title="上半年简报",
        published=date(2026, 7, 1),
    )
    later = taken(
        filled,
        "合作以来,两市累计签约合作项目33个,累计培训干部620人次。",
        title="三季度简报",
        published=date(2026, 10, 1),
    )
    whys = [one.why for one in later.findings.filter(kind="internal_conflict")]
    assert len(whys) == 1
    assert "上半年简报" in whys[0]
    assert "36个" in whys[0]


@pytest.mark.parametrize("name", ["a.exe", "a.pdf", "a.docx", "a.txt"])
def test_what_is_no_text_is_refused_with_a_reason_and_nothing_is_kept(filled, client, name):
    client.force_login(filled.user("n.clerk"))
    content = b"   " if name == "a.txt" else b"MZ\x00\x01 no document"
    given = {"title": "坏", "published": "2026-11-20", "file": SimpleUploadedFile(name, content)}
    reply = client.post(reverse("text-add"), given)
    assert reply.status_code == 200
    assert 'role="alert"' in reply.content.decode()
    assert not Text.objects.exists()


def test_a_packed_bomb_is_not_unpacked(filled):
    packed = BytesIO()
    with ZipFile(packed, "w", 8) as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        for number in range(9):
            target.writestr(f"word/{number}.xml", b"\0" * 50_000_000)
    with pytest.raises(ValidationError):
        actions.take_in(packed.getvalue(), "a.docx", title="弹", published=DAY, by=filled.by(filled.north))
    assert not Text.objects.exists()


def test_a_long_text_is_checked_as_a_job(filled, client, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(views, "LARGE", 10)
    client.force_login(filled.user("n.clerk"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("text-add"), {"title": "长文", "published": "2026-11-20", "words": WORDS})
    assert Text.objects.get().judged_at is None
    perform.func(str(Job.objects.get().pk))
    assert Job.objects.get().address == Text.objects.get().get_absolute_url()
    assert Text.objects.get().findings.count() == 7


def test_the_page_shows_the_text_whole_and_the_list_is_filtered_and_exported(filled, text, client):
    client.force_login(filled.user("n.clerk"))
    page = client.get(text.get_absolute_url()).content.decode()
    assert page.count('class="mark mark-') == 6
    opened = client.get(text.get_absolute_url(), {"at": finding(text, "ledger_mismatch").start}).content.decode()
    assert "<ins>242次</ins>" in opened
    assert "/figures/exchanges.talks/" in opened
    listed = client.get(reverse("text-findings", args=[text.pk]), {"kind": "ledger_mismatch"}).content.decode()
    assert listed.count('name="finding"') == 1
    assert "250次" in listed
    assert "22项" not in listed
    sheet = client.get(reverse("text-findings-sheet", args=[text.pk]), {"kind": "confirmed"})
    assert b"".join(sheet.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("times", [1, 40])
def test_the_pages_cost_the_same_number_of_queries_for_any_number_of_findings(
    filled, client, times, django_assert_max_num_queries
):
    long = taken(filled, WORDS * times)
    client.force_login(filled.user("n.clerk"))
    for address in (long.get_absolute_url(), reverse("text-findings", args=[long.pk])):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200


def test_open_findings_are_work_of_the_side_that_put_the_text_in(filled, text):
    assert [heap.rows[0][0] for heap in heaps(filled.north, DAY, app_label="briefs")] == [text]
    assert heaps(filled.south, DAY, app_label="briefs") == []


def test_our_own_documents_are_checked_before_they_are_issued(filled):
    found = check_document("对接洽谈250次。重点工作任务22项。", filled.pairing, DAY, DAY)
    assert [(one.kind, one.figure) for one in found] == [("ledger_mismatch", "exchanges.talks")]


def test_findings_are_told_apart_by_signs_and_not_by_colour_alone():
    assert len(set(Finding.SIGNS.values())) == len(Finding.Kind.choices)


def test_a_text_is_a_record_with_a_history(filled, text):
    assert Record.objects.visible_to(filled.north).filter(pk=text.pk).exists()
