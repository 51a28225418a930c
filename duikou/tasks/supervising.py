"""Supervision, day by day: reminder before the limit, reminder after it, order, escalation. Running it twice is harmless.

Steps (working days of the national calendar): a reminder `NEAR` days before the day and one on the first day after it;
an order `GRACE` working days later; the next level of the ladder when an order was ignored, that is not answered in
`REPLY` working days or its mend plan's day is past, unless it gave a good reason. Urgent matters start at red.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.accounts.roles import Role
from duikou.engines.lights import next_step
from duikou.ledger.history import insert_all
from duikou.ledger.models import Notice, State
from duikou.ledger.talk import tell_sides
from duikou.tasks import hooks
from duikou.tasks.models import Order, Reminder, Task
from duikou.tasks.workdays import working_days

NEAR, GRACE, REPLY = 10, 3, 5


@dataclass
class Day:
    """What one day's supervision of a pairing found to do."""

    reminders: list[Reminder] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        kinds = Counter(f"reminders {reminder.when}" for reminder in self.reminders)
        return {**kinds, **Counter(f"orders {order.level}" for order in self.orders)}


def supervise(*, by: Actor, today: date) -> Day:
    """Look at every open task of the actor's pairing and do what is due; all or nothing."""
    with transaction.atomic():
        rows = _open_tasks(by, today)
        tasks = list(rows)
        found = Day(_reminders(tasks, rows, today), _orders(tasks, rows, by, today))
        insert_all(found.reminders, by=by, verb="remind")
        insert_all(found.orders, by=by, verb="report", reason=_("daily supervision"))
        tell(found, by)
    return found


def supervisor_of(pairing_id: int, today: date) -> Membership | None:
    """In whose name a pairing's daily supervision runs: its supervisor, else the clerk of an office."""
    rows = Membership.objects.in_force(today).filter(pairing_id=pairing_id, unit__isnull=False)
    return (
        rows.filter(role__in=[Role.SUPERVISOR, Role.CLERK])
        .select_related("pairing", "user", "unit")
        .order_by("-role", "side", "pk")
        .first()
    )


def _open_tasks(by: Actor, today: date) -> QuerySet[Any]:
    rows = Task.objects.counted().open().filter(pairing=by.pairing, due_on__lte=today + timedelta(days=NEAR))  # type: ignore[attr-defined]
    return rows.order_by("due_on", "pk")


def _reminders(tasks: list[Any], rows: QuerySet[Any], today: date) -> list[Reminder]:
    known = Reminder.objects.filter(record__in=rows.order_by().values("pk"))
    sent = set(known.values_list("record_id", "when", "due_on"))
    wanted = [(task, Reminder.When.AFTER if task.due_on < today else Reminder.When.BEFORE) for task in tasks]
    return [
        Reminder(record=task, when=when, due_on=task.due_on, sent_on=today)
        for task, when in wanted
        if (task.pk, when, task.due_on) not in sent
    ]


def _orders(tasks: list[Any], rows: QuerySet[Any], by: Actor, today: date) -> list[Order]:
    """New orders: the first after the grace, the next level where the last one was ignored."""
    works = working_days()
    last: dict[Any, Order] = {}
    issued = Order.objects.filter(of_task__in=rows.order_by().values("pk")).order_by("happened_on", "created_at")
    for order in issued.live():  # type: ignore[attr-defined]
        last[order.of_task_id] = order
    limit, reply_due_on = works.shift(works.on_or_before(today), -GRACE), reply_day(today)
    late = [task for task in tasks if task.due_on < (today if task.urgent else limit)]
    found = [_order(task, last.get(task.pk), by, today, reply_due_on) for task in late]
    known = set(issued.values_list("of_task_id", "level", "due_then"))
    return [order for order in found if order and (order.of_task_id, order.level, order.due_then) not in known]  # type: ignore[attr-defined]


def reply_day(today: date) -> date:
    """By when an order of this day has to be answered."""
    works = working_days()
    return works.shift(works.on_or_before(today), REPLY)


def _order(task: Any, last: Order | None, by: Actor, today: date, reply_due_on: date) -> Order | None:
    if last is not None and (last.due_then != task.due_on or last.signed_off_on):
        last = None  # the day was moved with approval, or the matter was closed: it starts anew
    ignored = last is not None and last.is_ignored(today)
    if last is not None and (not ignored or last.reason_given):
        return None
    step = next_step("duikou", last.level if last else "", ignored=ignored, urgent=task.urgent)
    if last is not None and step.colour == last.level:
        return None
    why = f"{step.why};" + _("%(n)s days over its day") % {"n": (today - task.due_on).days}
    return order_for(task, step.colour, why, by=by, today=today, reply_due_on=reply_due_on, follows=last)


def order_for(
    task: Any, level: str, why: str, *, by: Actor, today: date, reply_due_on: date, follows: Order | None = None
) -> Order:
    """An order not yet saved: one matter, one sheet."""
    return Order(
        pairing=by.pairing, side=by.side, unit=by.unit, title=task.title[:200], happened_on=today, area="tasks",
        kind=Order.kind_name(), state=State.REPORTED, reported_by=by.membership.user, reported_at=by.at, of_task=task,
        level=level, to_side=task.home, why=why[:200], reply_due_on=reply_due_on, due_then=task.due_on, follows=follows,
    )  # fmt: skip


def tell(found: Day, by: Actor) -> None:
    """In the app at once, by mail with the day's digest, and to the group robots of the side."""
    lines = []
    for reminder in found.reminders:
        days = (reminder.due_on - by.today).days
        text = _("due in %(n)s days") % {"n": days} if days >= 0 else _("%(n)s days over its day") % {"n": -days}
        lines.append((reminder.record, reminder.record.home, text))
    for order in found.orders:
        words = {"level": order.get_level_display(), "day": order.reply_due_on}
        lines.append((order, order.to_side, _("Supervision order (%(level)s): reply by %(day)s") % words))
    tell_sides(lines, reason=Notice.Reason.DUTY, by=by)
    for side in sorted({side for _record, side, _text in lines}):
        own = [f"{record.title}: {text}" for record, home, text in lines if home == side]
        hooks.announce(side, own, by=by)
