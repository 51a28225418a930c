"""Monthly notice, task ledger and supervision order: how the tasks stand, in the forms that offices send out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duikou.engines.documents import Block, Document, Heading
from duikou.reports.desk import Desk, day_in_words, paper, says, table_of
from duikou.tasks.lights import ORDER, lit
from duikou.tasks.models import Circular, Order, Task
from duikou.tasks.orders import standing

COLOURS = {"red": "红灯", "orange": "橙灯", "yellow": "黄灯", "grey": "灰灯", "blue": "蓝灯", "green": "绿灯"}
OWED = {"reply": "待回复", "sign_off": "待销号", "": "已办结"}
LEVELS = {"blue": "蓝色", "yellow": "黄色", "orange": "橙色", "red": "红色"}


def notice(desk: Desk) -> Document:
    """From the notice that the supervisors froze for the period, or as it stands now where there is none."""
    report = desk.report
    frozen = desk.about(Circular)
    since, until = (
        (frozen.since, frozen.until) if frozen else (report.since or report.as_of.replace(day=1), report.as_of)
    )
    content = frozen.content if frozen else standing(report.pairing_id, since, until)  # type: ignore[attr-defined]
    return paper(desk, report.title, list(_notice(desk, content, since, until)), recipients="双方各有关单位:")


def _notice(desk: Desk, content: dict[str, Any], since: date, until: date) -> Iterator[Block]:
    yield says(f"现将{day_in_words(since)}至{day_in_words(until)}任务推进和督办情况通报如下。")
    yield Heading(1, "总体情况")
    content = _of_side(content, desk.report.of_side) if desk.report.of_side else content
    for side, counts in content["counts"].items():
        total = sum(counts.values())
        lights = "、".join(f"{COLOURS[colour]}{counts[colour]}项" for colour in ORDER if counts[colour])
        yield says(f"{desk.side(side)}在办和本期办结任务{total}项" + (f",其中{lights}。" if lights else "。"))
    if content["tasks"]:
        yield Heading(1, "需关注的任务")
        yield table_of(("任务", "责任方", "责任单位", "期限", "状态", "原因"), [
            (line["title"], desk.side(line["side"]), line["unit"], line["due_on"], COLOURS[line["colour"]], line["why"])
            for line in content["tasks"]
        ], widths=(4, 1.2, 2.2, 1.6, 1, 4))  # fmt: skip
    yield Heading(1, "督办情况")
    if not content["orders"]:
        yield says("本期未下发督办单。")
        return
    owed = Counter(line["owes"] for line in content["orders"])
    words = "、".join(f"{OWED[owes]}{owed[owes]}件" for owes in OWED if owed[owes])
    yield says(f"本期下发督办单{len(content['orders'])}件,其中{words}。")
    yield table_of(("督办事项", "承办方", "级别", "下发日期", "办理情况"), [
        (line["title"], desk.side(line["side"]), LEVELS[line["level"]], line["on"], OWED[line["owes"]])
        for line in content["orders"]
    ], widths=(5, 1.4, 1.2, 1.8, 1.6))  # fmt: skip


def _of_side(content: dict[str, Any], side: str) -> dict[str, Any]:
    """What a notice holds about one side."""
    rows = {name: [line for line in content[name] if line["side"] == side] for name in ("tasks", "orders")}
    return {"counts": {side: content["counts"][side]}, **rows}


def task_ledger(desk: Desk) -> Document:
    """All tasks given out by the day, the most urgent light first, as one table."""
    today = desk.report.as_of
    rows = desk.rows(Task).filter(happened_on__lte=today).with_progress(today)  # type: ignore[attr-defined]
    rows = rows.filter(home=desk.report.of_side) if desk.report.of_side else rows
    every = lit(rows.select_related("under_plan", "doer", "lead_post").prefetch_related("pairing"), today)
    lines = [
        (number, one.task.number, one.task.title, one.task.home_name, one.task.lead_post.title if one.task.lead_post else "",
         one.task.doer.name if one.task.doer else "", one.task.due_on, "未报送" if one.percent is None else f"{one.percent}%",
         COLOURS[one.light.colour], one.light.why)
        for number, one in enumerate(every, 1)
    ]  # fmt: skip
    head = ("序号", "编号", "任务", "责任方", "牵头领导", "责任单位", "完成时限", "进度", "状态", "说明")
    table = table_of(head, lines, widths=(0.8, 1, 4.5, 1.1, 1.8, 2.2, 1.8, 1.1, 1, 3.5))
    return paper(desk, desk.report.title, [table], red=False, landscape=True)


def order(desk: Desk) -> Document:
    """One matter, one sheet."""
    found = desk.about(Order)
    if found is None:
        raise ValidationError(_("Choose the supervision order that the paper is about."), "about")
    task = found.of_task
    facts = [
        ("督办事项", found.title), ("督办级别", LEVELS[found.level]), ("承办方", desk.side(found.to_side)),
        ("责任单位", task.doer.name if task.doer else ""), ("责任岗位", task.in_post.title if task.in_post else ""),
        ("任务期限", found.due_then), ("督办原因", found.why), ("回复期限", found.reply_due_on),
        ("回复", found.reply or "未回复"), ("整改措施", found.mend_plan or "未报送"),
        ("整改期限", found.mend_by or "未报送"), ("销号日期", found.signed_off_on or "未销号"),
    ]  # fmt: skip
    blocks: list[Block] = [
        says(
            f"{desk.side(found.to_side)}承办的“{task.title}”未按期办结,现予督办。请于{day_in_words(found.reply_due_on)}前"
            "书面回复办理情况、整改措施和整改期限。"
        ),
        table_of(("项目", "内容"), facts, widths=(1, 4)),
    ]
    unit = task.doer.name if task.doer else f"{desk.side(found.to_side)}有关单位"
    return paper(desk, desk.report.title, blocks, recipients=f"{unit}:")
