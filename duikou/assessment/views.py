"""What is done with a round and its sheets, and the workbench on which a scheme is written and tried."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.accounts.models import Unit
from duikou.assessment import actions
from duikou.assessment.examples import EXAMPLE, EXAMPLE_VALUES
from duikou.assessment.models import Round, Scheme, ScoreSheet
from duikou.assessment.scoring import frozen
from duikou.engines.scoring import SchemeError, assess, read_scheme, read_values
from duikou.engines.scoring.forms import FORMS
from duikou.ledger import actions as ledger
from duikou.ledger.discovery import figures


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
    chosen = [value for value in request.POST.getlist("unit") if _is_uuid(value)]
    _told(request, actions.take_part, found, Unit.objects.filter(pairing=request.membership.pairing, pk__in=chosen))
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
    try:
        given = json.loads(request.POST.get("given") or "{}", parse_float=str)
    except json.JSONDecodeError as error:
        messages.error(
            request,
            _("Line %(line)s, column %(column)s: %(what)s")
            % {"line": error.lineno, "column": error.colno, "what": error.msg},
        )
        return redirect(sheet)
    _told(request, actions.give, sheet, given)
    return redirect(sheet)


@needs("survey")
def workbench(request: MemberRequest) -> HttpResponse:
    """A scheme and example values side by side with what they give; kept as a scheme once it is right."""
    known = Scheme.objects.visible_to(request.membership).live().order_by("-happened_on")
    chosen: Any = known.filter(pk=request.GET["scheme"]).first() if _is_uuid(request.GET.get("scheme", "")) else None
    rules = request.POST.get("rules") or _shown(chosen.rules if chosen else EXAMPLE)
    values = request.POST.get("values") or _shown(EXAMPLE_VALUES)
    context: dict[str, Any] = {
        "rules": rules,
        "values": values,
        "schemes": known,
        "chosen": chosen,
        "forms": sorted(FORMS),
        "keys": sorted(figures()),
    }
    try:
        context["result"] = frozen(assess(read_scheme(_parsed(rules)), read_values(_parsed(values))))
    except SchemeError as error:
        context["wrong"] = str(error)
    if request.method == "POST" and "keep" in request.POST and "wrong" not in context:
        return _kept(request, _parsed(rules))
    return render(
        request, "assessment/result.html" if getattr(request, "htmx", False) else "assessment/workbench.html", context
    )


def _kept(request: MemberRequest, rules: Any) -> HttpResponse:
    by = Actor.of(request)
    values = {
        "title": rules.get("label") or rules.get("key") or _("assessment scheme"),
        "happened_on": by.today,
        "year": by.today.year,
        "rules": rules,
    }
    scheme = ledger.enter(Scheme, values, by=by)
    ledger.report(scheme, by=by)
    return redirect(scheme)


def _parsed(words: str) -> Any:
    try:
        return json.loads(words, parse_float=str)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno, "what": error.msg}
        raise SchemeError(_("Line %(line)s, column %(column)s: %(what)s") % where) from None


def _shown(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _is_uuid(word: str) -> bool:
    try:
        UUID(word)
    except ValueError:
        return False
    return True
