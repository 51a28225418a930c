"""The task ledger (台账) as offices print it: one line for each task, on the page and as a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.engines.lights import Light
from duikou.parties.models import Term
from duikou.tasks.lights import Lit, lit
from duikou.tasks.models import Task

COLOURS = {
    "red": (gettext_lazy("red"), "#D9534F"), "orange": (gettext_lazy("orange"), "#E8853A"),
    "yellow": (gettext_lazy("yellow"), "#F2C230"), "grey": (gettext_lazy("grey"), "#B9C0C6"),
    "blue": (gettext_lazy("blue"), "#7FB2DD"), "green": (gettext_lazy("green"), "#8CC794"),
}  # fmt: skip
HEADS = (
    (gettext_lazy("No."), 6), (gettext_lazy("key task"), 30), (gettext_lazy("lead leader"), 16),
    (gettext_lazy("responsible unit"), 18), (gettext_lazy("supporting units"), 18), (gettext_lazy("measures"), 36),
    (gettext_lazy("deadline"), 13), (gettext_lazy("progress"), 30), (gettext_lazy("light"), 7),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A task as a line of the ledger, every cell in words."""

    task: Task
    number: str
    leads: str
    responsible: str
    supporting: str
    due: str
    was_due: str
    progress: str
    light: Light


def chosen(membership: Membership, day: date, asked: Mapping[str, str]) -> list[Lit]:
    """The tasks of both sides that the member may see, as they stood on a day, the most urgent light first."""
    rows: Any = Task.objects.visible_to(membership).live().filter(happened_on__lte=day)
    rows = rows.chosen(asked).with_progress(day).select_related("under_plan", "doer", "in_post", "lead_post")
    return lit(rows.prefetch_related("pairing"), day)


def lines(found: Sequence[Lit], day: date) -> list[Line]:
    """The lines of the printed ledger, with who holds the posts on that day."""
    posts = {post for one in found for post in (one.task.lead_post_id, one.task.in_post_id) if post}
    holders = Term.objects.holders_on(day, posts)
    return [_line(number, one, holders) for number, one in enumerate(found, 1)]


def _line(number: int, one: Lit, holders: Mapping[Any, str]) -> Line:
    task = one.task
    leads = _post(task.lead_post, holders)
    unit = str(task.doer or task.home_name)
    carries_out = _post(task.in_post, holders)
    responsible = "\n".join(part for part in (unit, carries_out) if part)
    return Line(
        task=task, number=task.number or str(number), leads=leads, responsible=responsible, supporting=task.supporting,
        due=task.promised.isoformat(), was_due=task.first_due_on.isoformat() if task.first_due_on != task.promised else "",
        progress=_progress(task), light=one.light,
    )  # fmt: skip


def _post(post: Any, holders: Mapping[Any, str]) -> str:
    return "" if post is None else f"{holders[post.pk]}({post})" if post.pk in holders else f"{post}"


def _progress(task: Any) -> str:
    if task.percent is None:
        return ""
    done = _("done on %(day)s") % {"day": task.done_on} if task.done_on and task.percent == 100 else f"{task.percent}%"
    return f"{done}。{task.told}" if task.told else done


def sheet(found: Sequence[Line], *, title: str, day: date) -> bytes:
    """An .xlsx that prints on landscape A4: title, day, repeated heads, wrapped cells, the light as a colour."""
    target = BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page, cell = _page(book, title, day), {"text_wrap": True, "valign": "vcenter", "border": 1, "font_size": 10}
        plain, centred = book.add_format(cell), book.add_format({**cell, "align": "center"})
        lights = {
            name: book.add_format({**cell, "align": "center", "bg_color": rgb})
            for name, (_word, rgb) in COLOURS.items()
        }
        for row, line in enumerate(found, 3):
            due = f"{line.due}\n({_('first')} {line.was_due})" if line.was_due else line.due
            words = (
                line.number,
                line.task.title,
                line.leads,
                line.responsible,
                line.supporting,
                line.task.measures,
                due,
                line.progress,
            )
            for column, text in enumerate(words):
                page.write_string(row, column, text, centred if column in (0, 6) else plain)
            page.write_string(row, 8, str(COLOURS[line.light.colour][0]), lights[line.light.colour])
            page.write_comment(row, 8, line.light.why)
    return target.getvalue()


def _page(book: Any, title: str, day: date) -> Any:
    page = book.add_worksheet(_("task ledger"))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.set_footer("&C&P / &N")
    page.freeze_panes(3, 2)
    large = {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}
    page.merge_range(0, 0, 0, len(HEADS) - 1, title, book.add_format(large))
    page.set_row(0, 30)
    page.merge_range(1, 0, 1, len(HEADS) - 1, _("as of %(day)s") % {"day": day}, book.add_format({"align": "right"}))
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#EDF1F3"})
    for column, (label, width) in enumerate(HEADS):
        page.set_column(column, column, width)
        page.write_string(2, column, str(label), head)
    return page


def month_sheet(found: Sequence[Task], *, day: date) -> bytes:
    """The month's report of a side to fill in and take in again: one row for each open task."""
    from duikou.tasks.models import TaskReport

    names = ("title", "happened_on", "of_task", "percent", "works", "obstacle")
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        page, bold = book.add_worksheet(_("progress of the month")), book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate(names):
            page.write_string(0, column, str(TaskReport._meta.get_field(name).verbose_name), bold)
            page.set_column(column, column, 34 if name in ("title", "of_task", "works", "obstacle") else 12)
        for row, task in enumerate(found, 1):
            page.write_string(row, 0, f"{day:%Y-%m} {task.title}"[:200])
            page.write_string(row, 1, day.isoformat())
            page.write_string(row, 2, task.title)
        page.data_validation(
            1, 3, max(len(found), 1), 3, {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100}
        )
        page.freeze_panes(1, 0)
    return target.getvalue()
