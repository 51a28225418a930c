"""Passing gates, and what is done with a lead."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger.page import day_of
from duikou.projects import actions
from duikou.projects.conversion import BY, groups
from duikou.projects.gates import GATES, Gate
from duikou.projects.models import Lead, Project


class MoveForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(label=gettext_lazy("reason"), max_length=200, required=False)

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = any(need.key == "stopped_because" for need in gate.requirements)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


@needs("enter")
def pass_gate(request: MemberRequest, pk: UUID, stage: str) -> HttpResponse:
    """What the gate asks for, what is missing and how to bring it; then the move itself."""
    project = get_object_or_404(Project.objects.visible_to(request.membership).live(), pk=pk)
    gate = GATES.get(stage)
    if gate is None:
        raise Http404(stage)
    form = MoveForm(request.POST or None, gate=gate, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(project, stage, by=Actor.of(request), **form.cleaned_data)
            messages.success(request, _("Moved on. The other side is asked to confirm."))
            return redirect(project)
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
    context = {"project": project, "gate": gate, "form": form, "checklist": gate.checklist(project)}
    return render(request, "projects/gate.html", context | {"stage": Project.Stage(stage)})


def _own_lead(request: MemberRequest, pk: UUID) -> Lead:
    return get_object_or_404(Lead.objects.visible_to(request.membership).live(), pk=pk)  # type: ignore[return-value]


@require_POST
@needs("enter")
def promote(request: MemberRequest, pk: UUID) -> HttpResponse:
    lead = _own_lead(request, pk)
    category = request.POST.get("category", "")
    try:
        project = actions.promote(lead, category=category, by=Actor.of(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(lead)
    messages.success(request, _("Taken into the reserve library."))
    return redirect(project)


@require_POST
@needs("enter")
def follow_up(request: MemberRequest, pk: UUID) -> HttpResponse:
    lead = _own_lead(request, pk)
    actions.follow_up(lead, by=Actor.of(request), note=request.POST.get("note", ""))
    messages.success(request, _("Noted: followed up today."))
    return redirect(lead)


@require_safe
@needs("survey")
def conversion(request: MemberRequest) -> HttpResponse:
    """From the contact to jobs: how many went on, how many were lost, how long it took."""
    by = request.GET.get("by", "")
    by = by if by in BY else ""
    as_of = day_of(request, "as_of") or timezone.localdate()
    context = {"groups": groups(request.membership, by, as_of), "by": by, "offered": BY.items(), "as_of": as_of}
    return render(request, "projects/conversion.html", context)
