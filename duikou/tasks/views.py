"""What is done with a task: report, ask for another day, rule on it; a resolution with its tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.accounts.models import Unit
from duikou.conferences.models import Conference, Topic
from duikou.regions.models import Side
from duikou.tasks import actions
from duikou.tasks.models import DeadlineChange, Task


class ProgressForm(forms.Form):
    percent = forms.IntegerField(label=gettext_lazy("done, per cent"), min_value=0, max_value=100)
    on = forms.DateField(label=gettext_lazy("date"), widget=forms.DateInput(attrs={"type": "date"}))
    works = forms.CharField(label=gettext_lazy("what was done"), required=False)
    obstacle = forms.CharField(label=gettext_lazy("what stands in the way"), required=False, max_length=200)
    proof = forms.FileField(label=gettext_lazy("evidence"), required=False)


class DayForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("asked for"))
    reason = forms.CharField(label=gettext_lazy("reason"), max_length=300)


def _task(request: MemberRequest, pk: UUID) -> Task:
    return get_object_or_404(Task.objects.visible_to(request.membership).live(), pk=pk)  # type: ignore[return-value]


def _try(request: MemberRequest, form: forms.Form, act: Any, done: str, *args: Any) -> None:
    """Do what a valid form says; otherwise say what is wrong, field by field."""
    if not form.is_valid():
        for name, errors in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            messages.error(request, f"{label}: {errors[0]}")
        return
    try:
        act(*args, by=Actor.of(request), **form.cleaned_data)
        messages.success(request, done)
    except ValidationError as error:
        messages.error(request, error.messages[0])


@require_POST
@needs("enter")
def progress(request: MemberRequest, pk: UUID) -> HttpResponse:
    task = _task(request, pk)
    _try(request, ProgressForm(request.POST, request.FILES), actions.report_progress, _("Reported."), task)
    return redirect(task)


@require_POST
@needs("enter")
def ask_for_day(request: MemberRequest, pk: UUID) -> HttpResponse:
    task = _task(request, pk)
    done = _("A leader has to approve; until then the promised day holds.")
    _try(request, DayForm(request.POST), actions.ask_for_day, done, task)
    return redirect(task)


@require_POST
@needs("approve")
def rule_on_day(request: MemberRequest, pk: UUID) -> HttpResponse:
    change = get_object_or_404(DeadlineChange.objects.visible_to(request.membership).live(), pk=pk)
    actions.rule_on(change, approve="approve" in request.POST, by=Actor.of(request))  # type: ignore[arg-type]
    messages.success(request, _("Ruled."))
    return redirect(change.of_task)  # type: ignore[attr-defined]


class TaskLine(forms.Form):
    """One task of a resolution."""

    title = forms.CharField(label=gettext_lazy("task"), max_length=200, required=False)
    home = forms.ChoiceField(label=gettext_lazy("responsible side"), choices=Side)
    doer = forms.ModelChoiceField(label=gettext_lazy("responsible unit"), queryset=Unit.objects.none(), required=False)
    due_on = forms.DateField(
        label=gettext_lazy("due on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    key_task = forms.BooleanField(label=gettext_lazy("on the list of key tasks"), required=False)

    def __init__(self, *args: Any, units: Any, sides: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["doer"].queryset = units  # type: ignore[attr-defined]
        self.fields["home"].choices = sides  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = (
                "form-check-input"
                if name == "key_task"
                else "form-select"
                if name in ("home", "doer")
                else "form-control"
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("title") and not data.get("due_on"):
            self.add_error("due_on", _("A task needs a day."))
        return data


@needs("enter")
def decide(request: MemberRequest, pk: UUID) -> HttpResponse:
    """A resolution of a conference and its tasks, on one form."""
    conference = get_object_or_404(Conference.objects.visible_to(request.membership).live(), pk=pk)
    pairing = request.membership.pairing
    topics = Topic.objects.visible_to(request.membership).live().filter(for_conference=conference)
    topic = topics.filter(pk=request.GET["topic"]).first() if request.GET.get("topic") else None
    given = {"units": Unit.objects.filter(pairing=pairing).order_by("side", "name"),
             "sides": [(side, pairing.side_name(side)) for side in ("a", "b")]}  # fmt: skip
    lines = formset_factory(TaskLine, extra=4)(request.POST or None, form_kwargs=given)
    title = request.POST.get("title", topic.title if topic else "").strip()
    if request.method == "POST" and lines.is_valid():
        tasks = [line for line in lines.cleaned_data if line.get("title")]
        try:
            if not title:
                raise ValidationError(_("Say what was decided."))
            matter = actions.decide(conference, title, tasks=tasks, topic=topic, by=Actor.of(request))  # type: ignore[arg-type]
            messages.success(request, _("Decided; the tasks are with their sides."))
            return redirect(matter)
        except ValidationError as error:
            messages.error(request, error.messages[0])
    return render(
        request, "tasks/decide.html", {"conference": conference, "topic": topic, "lines": lines, "title": title}
    )
