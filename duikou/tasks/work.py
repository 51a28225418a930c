"""What waits around tasks: due soon or late, orders to answer, days to rule on, replies to sign off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.ledger.work import Text, Work
from duikou.tasks.models import DeadlineChange, Order, Task, TaskReport
from duikou.tasks.supervising import NEAR


def _due(membership: Membership, today: date) -> QuerySet[Any]:
    rows = Task.objects.visible_to(membership).live().open().filter(due_on__lte=today + timedelta(days=NEAR))  # type: ignore[attr-defined]
    return rows.in_hands_of(membership).prefetch_related("pairing")


def _silent(membership: Membership, today: date) -> QuerySet[Any]:
    """Open tasks in the member's hands without a report of this month, but for those given out in it."""
    told = TaskReport.objects.counted().filter(of_task=OuterRef("pk"), happened_on__gte=today.replace(day=1))
    rows = Task.objects.visible_to(membership).live().open().filter(happened_on__lt=today.replace(day=1))  # type: ignore[attr-defined]
    return rows.in_hands_of(membership).exclude(Exists(told)).prefetch_related("pairing")


def _late(membership: Membership, today: date) -> QuerySet[Any]:
    """What leaders and supervisors look at first: tasks of their side that are over their day."""
    rows = Task.objects.visible_to(membership).live().open().filter(due_on__lt=today, home=membership.side)  # type: ignore[attr-defined]
    return rows.prefetch_related("pairing")


def _ignored(membership: Membership, today: date) -> QuerySet[Any]:
    rows = Order.objects.visible_to(membership).live().unanswered().filter(reply_due_on__lt=today)  # type: ignore[attr-defined]
    return rows.prefetch_related("pairing")


def _due_soon(task: Task, today: date) -> Text:
    return _("due on %(day)s") % {"day": task.due_on}


def _days(task: Task, today: date) -> Text:
    late = task.days_late(today)
    return _("%(n)s days late") % {"n": late} if late else _("due in %(n)s days") % {"n": (task.due_on - today).days}


def _to_answer(membership: Membership, today: date) -> QuerySet[Any]:
    rows = Order.objects.visible_to(membership).live().unanswered().filter(to_side=membership.side)  # type: ignore[attr-defined]
    if membership.grants.records == "unit":
        rows = rows.filter(Q(of_task__doer=membership.unit) | Q(of_task__doer__isnull=True))
    return rows.prefetch_related("pairing")


def _reply_by(order: Order, today: date) -> Text:
    return _("%(level)s, reply by %(day)s") % {"level": order.get_level_display(), "day": order.reply_due_on}


def _to_rule(membership: Membership, today: date) -> QuerySet[Any]:
    rows = DeadlineChange.objects.visible_to(membership).live().filter(ruling=DeadlineChange.Ruling.ASKED)
    return rows.prefetch_related("pairing")


def _moved(change: DeadlineChange, today: date) -> Text:
    return f"{change.due_before} → {change.due_after}: {change.reason}"


def _to_sign_off(membership: Membership, today: date) -> QuerySet[Any]:
    rows = Order.objects.visible_to(membership).live().open().filter(replied_on__isnull=False)  # type: ignore[attr-defined]
    return rows.prefetch_related("pairing")


work = [
    Work(
        "orders",
        gettext_lazy("Supervision orders to answer"),
        "enter",
        _to_answer,
        _reply_by,
        order="reply_due_on",
        urgent=True,
    ),
    Work("tasks-due", gettext_lazy("Tasks late or due soon"), "enter", _due, _days, order="due_on", urgent=True),
    Work(
        "tasks-silent",
        gettext_lazy("Tasks whose progress of this month is not reported"),
        "enter",
        _silent,
        _due_soon,
        order="due_on",
    ),
    Work(
        "tasks-late",
        gettext_lazy("Tasks of our side over their day"),
        "approve",
        _late,
        _days,
        order="due_on",
        urgent=True,
    ),
    Work(
        "ignored",
        gettext_lazy("Orders not answered in time"),
        "supervise",
        _ignored,
        _reply_by,
        order="reply_due_on",
        urgent=True,
    ),
    Work("days", gettext_lazy("Other days asked for"), "approve", _to_rule, _moved, urgent=True),
    Work("replies", gettext_lazy("Answered orders to sign off"), "supervise", _to_sign_off, order="replied_on"),
]
