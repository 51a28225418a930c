"""What waits around tasks: due soon or late, orders to answer, days to rule on, replies to sign off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.ledger.work import Text, Work
from duikou.tasks.models import DeadlineChange, Order, Task
from duikou.tasks.supervising import NEAR


def _due(membership: Membership, today: date) -> QuerySet[Any]:
    rows = Task.objects.visible_to(membership).live().open().filter(due_on__lte=today + timedelta(days=NEAR))  # type: ignore[attr-defined]
    return rows.filter(home=membership.side).prefetch_related("pairing")


def _days(task: Task, today: date) -> Text:
    late = task.days_late(today)
    return _("%(n)s days late") % {"n": late} if late else _("due in %(n)s days") % {"n": (task.due_on - today).days}


def _to_answer(membership: Membership, today: date) -> QuerySet[Any]:
    rows = Order.objects.visible_to(membership).live().unanswered().filter(to_side=membership.side)  # type: ignore[attr-defined]
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
    Work("days", gettext_lazy("Other days asked for"), "approve", _to_rule, _moved, urgent=True),
    Work("replies", gettext_lazy("Answered orders to sign off"), "supervise", _to_sign_off, order="replied_on"),
]
