"""The backward plan of a task or project: picture, nodes, what-if, templates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger.actions import specific
from duikou.ledger.export import XLSX
from duikou.ledger.models import Record
from duikou.tasks import plans
from duikou.tasks.gantt import draw
from duikou.tasks.models import Node
from duikou.tasks.plan_sheet import sheet_of


def _planned(request: MemberRequest, pk: UUID) -> Record:
    return get_object_or_404(Record.objects.visible_to(request.membership).live(), pk=pk)


def _slip(request: MemberRequest) -> tuple[str, int] | None:
    """The node and the working days of a what-if, as the address says."""
    days = request.GET.get("days", "")
    return (request.GET.get("node", ""), int(days)) if days.removeprefix("-").isdecimal() and len(days) < 5 else None


@require_safe
@needs("see")
@vary_on_headers("HX-Request")
def backward_plan(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The plan as it stands; with `node` and `days` in the address, what a slip of that node would do."""
    record, today, slip = _planned(request, pk), timezone.localdate(), _slip(request)
    nodes = _nodes(request, record)
    slipping = next((node for node in nodes if slip and node.code == slip[0]), None)
    context: dict[str, Any] = {
        "record": record, "due_on": plans.promised_on(record), "templates": plans.templates(), "nodes": nodes,
        "slip": slip if slipping else None, "slipping": slipping,
        "may": request.membership.may("enter") and record.side == request.membership.side,
    }  # fmt: skip
    try:
        worked = plans.worked_out(record, nodes, today=today, slip=context["slip"])
        if worked:
            context |= {"worked": worked, "gantt": draw(worked, today=today, due_on=context["due_on"])}
    except ValidationError as error:
        context["wrong"] = error.messages[0]
    part = request.htmx and not request.htmx.history_restore_request
    return render(request, "tasks/gantt.html" if part else "tasks/backward_plan.html", context)


def _nodes(request: MemberRequest, record: Record) -> list[Node]:
    return list(Node.objects.visible_to(request.membership).live().filter(belongs_to=record).in_order())  # type: ignore[attr-defined]


@require_safe
@needs("see")
def backward_plan_sheet(request: MemberRequest, pk: UUID) -> FileResponse | HttpResponse:
    """The nodes with their dates and latest starts as a sheet."""
    record = _planned(request, pk)
    try:
        worked = plans.worked_out(record, _nodes(request, record), today=timezone.localdate())
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("backward-plan", record.pk)
    if worked is None:
        messages.error(request, _("A backward plan needs nodes and a promised day."))
        return redirect("backward-plan", record.pk)
    return FileResponse(sheet_of(worked), as_attachment=True, filename=f"{record.title}.xlsx", content_type=XLSX)


@require_POST
@needs("enter")
def backward_plan_act(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Lay out a template, plan anew, or note when nodes began and ended."""
    record, by = _planned(request, pk), Actor.of(request)
    try:
        if "template" in request.POST:
            plans.lay_out(specific(record), request.POST["template"], by=by)
            messages.success(request, _("The nodes are laid out and planned backward from the promised day."))
        elif "plan" in request.POST:
            moved = plans.keep_plan(record, by=by)
            messages.success(
                request, _("%(n)s nodes have new dates; the first plan stays as the baseline.") % {"n": moved}
            )
        else:
            _mark(request, record, by)
            messages.success(request, _("Saved."))
    except (ValidationError, ValueError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else _("This is no date."))
    return redirect("backward-plan", record.pk)


def _mark(request: MemberRequest, record: Record, by: Actor) -> None:
    node = next((node for node in _nodes(request, record) if str(node.pk) == request.POST.get("node")), None)
    if node is None:
        raise ValidationError(_("Choose a node."))
    dates = {name: parse_date(request.POST.get(name, "")) for name in ("started_on", "done_on")}
    plans.mark(node, by=by, **dates)  # type: ignore[arg-type]
