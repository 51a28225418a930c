"""What is done with a round and its sheets."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.accounts.models import Unit
from duikou.assessment import actions, bench
from duikou.assessment.models import Round, ScoreSheet
from duikou.assessment.scoring import not_in_ledger


def _round(request: MemberRequest, pk: UUID) -> Round:
    return get_object_or_404(Round.objects.visible_to(request.membership).live(), pk=pk)  # type: ignore[return-value]


def _sheet(request: MemberRequest, pk: UUID) -> ScoreSheet:
    rows = ScoreSheet.objects.visible_to(request.membership).live().select_related("of_round", "doer")
    return get_object_or_404(rows, pk=pk)  # type: ignore[return-value]


def _told(request: MemberRequest, act: Any, *args: Any, **kwargs: Any) -> None:
    try:
        act(*args, by=Actor.of(request), **kwargs)
        messages.success(request, _("Saved."))
    except ValidationError as error:
        messages.error(request, error.messages[0])


@require_POST
@needs("supervise")
def round_units(request: MemberRequest, pk: UUID) -> HttpResponse:
    found = _round(request, pk)
    chosen = [value for value in request.POST.getlist("unit") if is_uuid(value)]
    units = Unit.objects.filter(pairing=request.membership.pairing, pk__in=chosen)
    _told(request, actions.take_part, found, units, group=request.POST.get("group", ""))
    return redirect(found)


@require_POST
@needs("supervise")
def round_advance(request: MemberRequest, pk: UUID) -> HttpResponse:
    found = _round(request, pk)
    _told(request, actions.advance, found)
    return redirect(found)


@require_POST
@needs("see")
def sheet_say(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Self-assessment, opinion, review, objection or ruling, as the stage and the member's place have it."""
    sheet = _sheet(request, pk)
    try:
        score = Decimal(request.POST["own_score"]) if request.POST.get("own_score") else None
    except InvalidOperation:
        messages.error(request, _("The score is no number."))
        return redirect(sheet)
    _told(request, actions.say, sheet, request.POST.get("words", ""), own_score=score)
    return redirect(sheet)


@require_POST
@needs("supervise")
def sheet_give(request: MemberRequest, pk: UUID) -> HttpResponse:
    sheet = _sheet(request, pk)
    given: dict[str, Any] = {name: bench.figure_of(request.POST.get(f"g-{name}", "")) for name in not_in_ledger(sheet)}
    given = {name: value for name, value in given.items() if value is not None}
    lacking = request.POST.getlist("missing_proof")
    _told(request, actions.give, sheet, given | ({"missing_proof": lacking} if lacking else {}))
    return redirect(sheet)


def is_uuid(word: str) -> bool:
    try:
        UUID(word)
    except ValueError:
        return False
    return True
