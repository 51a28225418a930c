"""Agenda and minutes of a joint conference."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duikou.conferences.models import Attendee, Conference, Matter, PreStudy, Topic
from duikou.engines.documents import Block, Document, Heading
from duikou.reports.desk import Desk, day_in_words, paper, says, table_of
from duikou.tasks.models import Task, open_matters


def _conference(desk: Desk) -> Conference:
    found = desk.about(Conference)
    if found is None:
        raise ValidationError(_("Choose the conference that the paper is about."), "about")
    return found  # type: ignore[no-any-return]


def _place(desk: Desk, held: Conference) -> Iterator[Block]:
    where = f"地点:{held.place}。" if held.place else ""
    yield says(f"时间:{day_in_words(held.happened_on)}。{where}主办方:{desk.side(held.host)}。")


def agenda(desk: Desk) -> Document:
    held = _conference(desk)
    return paper(desk, desk.report.title, list(_agenda(desk, held)), red=False)


def _agenda(desk: Desk, held: Conference) -> Iterator[Block]:
    yield from _place(desk, held)
    yield Heading(1, "上次会议议定事项办理情况")
    matters = list(open_matters(held).filter(pk__in=desk.rows(Matter).values("pk"))[:100])
    for matter in matters:
        yield says(f"{matter.title}:尚未办结。")
    if not matters:
        yield says("无未办结事项。")
    yield Heading(1, "议题")
    topics = desk.rows(Topic).filter(for_conference=held, place_on_agenda__isnull=False).order_by("place_on_agenda")
    for topic in topics:
        yield Heading(2, f"{topic.title}({desk.side(topic.side)}提出)")
        yield says(topic.asks)
        study = topic.latest_study()
        yield says(f"对方预研意见:{_opinion(study)}")
    if not topics:
        yield says("尚无列入议程的议题。")
    yield from _people(desk, held, "参会人员")


def _opinion(study: PreStudy | None) -> str:
    if study is None:
        return "未报送。"
    words = {"ready": "同意上会", "changed": "修改后上会", "data": "需补充资料", "not_ready": "暂不上会"}
    said = f",{study.says}" if study.says else ""
    return f"{words[study.opinion]}{said}。"


def _people(desk: Desk, held: Conference, heading: str) -> Iterator[Block]:
    attendees = list(desk.rows(Attendee).filter(attends=held).select_related("in_post").order_by("side", "title"))
    if attendees:
        yield Heading(1, heading)
        yield table_of(("姓名", "职务", "所属方"), [
            (row.in_post.holder_on(held.happened_on) or row.title if row.in_post else row.title,
             row.in_post.title if row.in_post else "", desk.side(row.side))
            for row in attendees
        ])  # fmt: skip


def minutes(desk: Desk) -> Document:
    held = _conference(desk)
    return paper(desk, desk.report.title, list(_minutes(desk, held)), copies_to="双方领导小组成员单位")


def _minutes(desk: Desk, held: Conference) -> Iterator[Block]:
    yield from _place(desk, held)
    for line in held.minutes.splitlines():
        if line.strip():
            yield says(line.strip())
    yield Heading(1, "议定事项")
    matters = list(desk.rows(Matter).filter(decided_at=held).order_by("happened_on", "created_at"))
    tasks = list(
        desk.rows(Task)
        .filter(from_matter__in=matters)
        .select_related("doer")
        .prefetch_related("pairing")
        .order_by("due_on")
    )
    for matter in matters:
        yield Heading(2, matter.title)
        if matter.note:
            yield says(matter.note)
        for task in [task for task in tasks if task.from_matter_id == matter.pk]:
            unit = task.doer.name if task.doer else "责任单位未报送"
            yield says(f"{task.title},由{task.home_name}({unit})于{day_in_words(task.due_on)}前完成。")
    if not matters:
        yield says("议定事项未报送。")
    yield from _people(desk, held, "参会人员")
