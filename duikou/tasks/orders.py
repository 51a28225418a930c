"""What is done with an order: reply with a plan to mend, sign off; and the periodic notice of how all stood."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.ledger.history import keep
from duikou.ledger.models import State
from duikou.ledger.talk import tell_side
from duikou.tasks import supervising
from duikou.tasks.lights import ORDER, light_of
from duikou.tasks.models import Circular, Order, Task


def issue(task: Task, level: str, why: str, *, by: Actor) -> Order:
    """An order by hand, for a matter that is stalled, poor or urgent whatever its day; the ladder goes on from it."""
    by.require("supervise")
    if by.pairing.pk != task.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))
    if level not in Order.Level.values or not why.strip():
        raise ValidationError(_("Choose a level and say why."), "why")
    if task.done_on or Order.objects.live().filter(of_task=task, level=level, due_then=task.due_on).exists():
        raise ValidationError(_("The task is done, or an order of this level stands already."), "stands")
    order = supervising.order_for(
        task, level, why.strip(), by=by, today=by.today, reply_due_on=supervising.reply_day(by.today)
    )
    with transaction.atomic():
        keep(order, by=by, verb="report", reason=why.strip())
        supervising.tell(supervising.Day(orders=[order]), by)
    return order


def reply(
    order: Order, text: str, *, mend_plan: str, mend_by: date | None, by: Actor, reason_given: bool = False
) -> Order:
    """The answer of the side that was ordered, with how and by when it mends the matter."""
    by.require("enter")
    _same_pairing(order, by)
    if by.side != order.to_side:
        raise PermissionDenied(_("The order went to the other side."))
    if order.signed_off_on:
        raise ValidationError(_("The order is signed off."), "closed")
    if order.follower:
        raise ValidationError(_("A higher order took its place; answer that one."), "followed")
    if not text.strip() or not mend_plan.strip() or mend_by is None:
        raise ValidationError(_("Say what happened, how it is mended, and by when."), "reply")
    with transaction.atomic():
        order.reply, order.mend_plan, order.mend_by = text.strip(), mend_plan.strip(), mend_by
        order.reason_given, order.replied_on = reason_given, by.today
        keep(order, by=by, verb="move", reason=_("replied"))
    return order


def sign_off(order: Order, *, by: Actor) -> Order:
    """The supervisor closes the matter; refused until there is a reply or the task is done."""
    by.require("supervise")
    _same_pairing(order, by)
    if order.signed_off_on:
        return order
    if order.replied_on is None and order.of_task.done_on is None:
        raise ValidationError(_("There is no reply yet and the task is not done."), "open")
    order.signed_off_on = by.today
    keep(order, by=by, verb="move", reason=_("signed off"))
    return order


def _same_pairing(order: Order, by: Actor) -> None:
    if by.pairing.pk != order.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))


def issue_circular(*, since: date, until: date, by: Actor) -> Circular:
    """Freeze how the tasks stand at the end of a period, per side and unit, and who still owes what."""
    by.require("supervise")
    if until < since:
        raise ValidationError(_("The period ends before it begins."), "period")
    known = Circular.objects.live().filter(pairing=by.pairing, since=since, until=until).first()
    if known:
        return known  # type: ignore[return-value]
    circular = Circular(
        pairing=by.pairing, side=by.side, unit=by.unit, title=_("Supervision notice %(since)s – %(until)s") % {"since": since, "until": until},
        happened_on=by.today, since=since, until=until, content=standing(by.pairing.pk, since, until),
        state=State.REPORTED, reported_by=by.membership.user, reported_at=by.at,
    )  # fmt: skip
    with transaction.atomic():
        keep(circular, by=by, verb="report")
        for side in ("a", "b"):
            tell_side(circular, side, text=circular.title, by=by)
    return circular


def standing(pairing_id: int, since: date, until: date) -> dict[str, Any]:
    """Counts of lights per side, the tasks that are not green, and the orders of the period with what they still lack."""
    rows = Task.objects.counted().filter(pairing_id=pairing_id, happened_on__lte=until).exclude(done_on__lt=since)  # type: ignore[attr-defined]
    tasks = list(
        rows.with_progress(until)
        .select_related("under_plan", "doer")
        .prefetch_related("pairing")
        .order_by("due_on", "pk")
    )
    lights = [(task, light_of(task, until)) for task in tasks]
    counts = {side: Counter(light.colour for task, light in lights if task.home == side) for side in ("a", "b")}
    orders = Order.objects.counted().filter(pairing_id=pairing_id, happened_on__range=(since, until))
    still_open = set(orders.open().values_list("pk", flat=True))  # type: ignore[attr-defined]
    return {
        "counts": {side: {colour: counts[side].get(colour, 0) for colour in ORDER} for side in counts},
        "tasks": [_line(task, light, until) for task, light in lights if light.colour not in ("green", "blue")],
        "orders": [_order_line(order, order.pk in still_open) for order in orders.order_by("happened_on", "pk")],  # type: ignore[arg-type]
    }


def _line(task: Any, light: Any, until: date) -> dict[str, Any]:
    return {
        "id": str(task.pk), "title": task.title, "side": task.home, "unit": task.doer.name if task.doer else "",
        "due_on": task.promised.isoformat(), "done_on": task.done_on.isoformat() if task.done_by(until) else "",
        "colour": light.colour, "why": light.why,
    }  # fmt: skip


def _order_line(order: Order, is_open: bool) -> dict[str, Any]:
    owes = "" if not is_open else "sign_off" if order.replied_on else "reply"
    return {
        "id": str(order.pk), "title": order.title, "side": order.to_side, "level": order.level,
        "on": order.happened_on.isoformat(), "owes": owes,
    }  # fmt: skip
