"""Verbs of the tasks: decide with tasks in one step, report progress, ask for another day and rule on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.conferences.models import Conference, Matter, Topic
from duikou.ledger import actions
from duikou.ledger.history import keep
from duikou.ledger.talk import tell_side, tell_watchers
from duikou.tasks.models import DeadlineChange, Task, TaskReport


def decide(
    conference: Conference, title: str, *, tasks: Sequence[Mapping[str, Any]], by: Actor, topic: Topic | None = None
) -> Matter:
    """A resolution and the tasks that carry it out, on one or both sides, in one step: all or nothing.

    Each task gives `title`, `home`, `due_on` and whatever else the form of a task has.
    """
    if not tasks:
        raise ValidationError(_("A resolution needs at least one task with a side and a day."), "tasks")
    with transaction.atomic():
        values = {"title": title, "happened_on": conference.happened_on, "decided_at": conference, "from_topic": topic}
        matter = actions.enter(Matter, values, by=by)
        actions.report(matter, by=by)
        for task in tasks:
            assign(
                {
                    "source": Task.Source.RESOLUTION,
                    "from_matter": matter,
                    "happened_on": conference.happened_on,
                    **task,
                },
                by=by,
            )
    return matter


def assign(values: Mapping[str, Any], *, by: Actor) -> Task:
    """Give out a task; its side is told."""
    with transaction.atomic():
        task = actions.enter(Task, values, by=by)
        actions.report(task, by=by)
        tell_side(task, task.home, text=_("A task was given to your side."), by=by)
    return task


def report_progress(
    task: Task, *, percent: int, by: Actor, works: str = "", obstacle: str = "", on: date | None = None,
    proof: File | None = None,
) -> TaskReport:  # fmt: skip
    """How far the task is, with a file that proves it; 100 per cent finishes it on that day. Only the responsible side reports."""
    with transaction.atomic():
        values = {
            "title": f"{task.title[:180]} {percent}%", "happened_on": on or by.today, "of_task": task, "percent": percent,
            "works": works.strip(), "obstacle": obstacle.strip(),
        }  # fmt: skip
        report = actions.enter(TaskReport, values, by=by)
        if proof:
            actions.attach_file(report, by=by, name=proof.name or "", content=proof.read())
        actions.report(report, by=by)
        tell_watchers(task, "report", by=by, text=f"{percent}%")
    return report


def ask_for_day(task: Task, day: date, *, reason: str, by: Actor) -> DeadlineChange:
    """Ask for another day; the promised one holds until a leader approves."""
    if task.done_on:
        raise ValidationError(_("The task is done."), "done")
    if not reason.strip():
        raise ValidationError(_("Say why the day cannot be kept."), "reason")
    if day <= task.due_on:
        raise ValidationError(_("Ask for a day after the promised one."), "day")
    values = {
        "title": f"{task.title[:180]} → {day}", "happened_on": by.today, "of_task": task, "due_before": task.due_on,
        "due_after": day, "reason": reason.strip(),
    }  # fmt: skip
    with transaction.atomic():
        change = actions.enter(DeadlineChange, values, by=by)
        actions.report(change, by=by)
    return change


def rule_on(change: DeadlineChange, *, approve: bool, by: Actor) -> DeadlineChange:
    """A leader approves or refuses; an approved day counts from now on, and the first one stays visible."""
    by.require("approve")
    if by.pairing.pk != change.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))
    if change.ruling != DeadlineChange.Ruling.ASKED:
        return change
    with transaction.atomic():
        ruling = DeadlineChange.Ruling.APPROVED if approve else DeadlineChange.Ruling.REFUSED
        change.ruling, change.ruled_on = ruling, by.today
        keep(change, by=by, verb="judge", reason=str(ruling.label))
        if approve:
            task = change.of_task
            task.due_on = change.due_after
            keep(task, by=by, verb="move", reason=change.reason)
    return change
