"""Supervision: who owes what, orders with their replies, notices, group robots."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger.history import keep
from duikou.tasks import hooks, orders, owing, supervising
from duikou.tasks.models import Circular, Hook, Order, Task


@require_safe
@needs("survey")
def supervision(request: MemberRequest) -> HttpResponse:
    """Open orders of both sides with what each still owes, and the notices issued."""
    today = timezone.localdate()
    rows = Order.objects.visible_to(request.membership).live().open().order_by("reply_due_on", "pk")  # type: ignore[attr-defined]
    found = list(rows.select_related("of_task").prefetch_related("pairing")[:300])
    pairing = request.membership.pairing
    sides = [
        (
            pairing.side_name(one.side),
            one,
            [(order, order.is_ignored(today)) for order in found if order.to_side == one.side],
        )
        for one in owing.owed(request.membership, today)
    ]
    notices = Circular.objects.visible_to(request.membership).live().order_by("-until")[:12]
    last = today.replace(day=1) - timedelta(days=1)
    context = {"sides": sides, "notices": notices, "today": today, "since": last.replace(day=1), "until": last}
    context["quarter"] = owing.last_quarter(today)
    context["hooks"] = (
        Hook.objects.filter(pairing=pairing, trashed_at__isnull=True) if request.membership.may("people") else None
    )
    return render(request, "tasks/supervision.html", context)


@require_POST
@needs("supervise")
def supervise_now(request: MemberRequest) -> HttpResponse:
    """Run the day's supervision by hand; what was done today already is not done again."""
    found = supervising.supervise(by=Actor.of(request), today=timezone.localdate())
    words = {"reminders": len(found.reminders), "orders": len(found.orders)}
    messages.success(request, _("%(reminders)s reminders and %(orders)s orders went out.") % words)
    return redirect("supervision")


class ReplyForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("reply"))
    mend_plan = forms.CharField(label=gettext_lazy("plan to mend"))
    mend_by = forms.DateField(label=gettext_lazy("to be mended by"))
    reason_given = forms.BooleanField(label=gettext_lazy("with good reason"), required=False)


def _order(request: MemberRequest, pk: UUID) -> Order:
    return get_object_or_404(Order.objects.visible_to(request.membership).live(), pk=pk)  # type: ignore[return-value]


@require_POST
@needs("enter")
def order_reply(request: MemberRequest, pk: UUID) -> HttpResponse:
    order, form = _order(request, pk), ReplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what happened, how it is mended, and by when."))
        return redirect(order)
    try:
        orders.reply(order, by=Actor.of(request), **form.cleaned_data)
        messages.success(request, _("The reply is with the supervisors."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(order)


@require_POST
@needs("supervise")
def order_sign_off(request: MemberRequest, pk: UUID) -> HttpResponse:
    order = _order(request, pk)
    try:
        orders.sign_off(order, by=Actor.of(request))
        messages.success(request, _("Signed off."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(order)


@require_POST
@needs("supervise")
def order_issue(request: MemberRequest, pk: UUID) -> HttpResponse:
    """An order by hand for a task."""
    task: Any = get_object_or_404(Task.objects.visible_to(request.membership).live(), pk=pk)
    try:
        given = {"level": request.POST.get("level", ""), "why": request.POST.get("why", "")}
        return redirect(orders.issue(task, by=Actor.of(request), **given))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(task)


@require_POST
@needs("supervise")
def circular_issue(request: MemberRequest) -> HttpResponse:
    try:
        days = {name: parse_date(request.POST.get(name, "")) for name in ("since", "until")}
        if not all(days.values()):
            raise ValidationError(_("Give both days of the period."))
        return redirect(orders.issue_circular(by=Actor.of(request), **days))  # type: ignore[arg-type]
    except (ValidationError, ValueError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else _("This is no date."))
    return redirect("supervision")


@require_POST
@needs("people")
def hook_change(request: MemberRequest) -> HttpResponse:
    """Add a group robot of the own side, or take one away."""
    by = Actor.of(request)
    known = Hook.objects.filter(pairing=by.pairing, side=by.side, trashed_at__isnull=True)
    if "remove" in request.POST:
        gone: Any = get_object_or_404(known, pk=request.POST["remove"])
        gone.trashed_at = by.at
        keep(gone, by=by, verb="trash")
        return redirect("supervision")
    hook = Hook(
        pairing=by.pairing, side=by.side, format=request.POST.get("format", ""), url=request.POST.get("url", "")
    )
    try:
        hook.clean_fields(exclude=["created_at"])
        hooks.refuse_inside(hook.url)
        keep(hook, by=by, verb="enter")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("supervision")
