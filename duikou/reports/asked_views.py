"""Forms from above: their list, the figures mapped to their blanks, and the files filled from the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger import storage
from duikou.ledger.discovery import figures
from duikou.ledger.page import day_of
from duikou.ledger.units import unit_label
from duikou.reports import completing
from duikou.reports.completing import Answer, Said
from duikou.reports.models import BASES, PERIODS, TEXTS, AskedForm, Filling


def _form(request: MemberRequest, pk: UUID) -> AskedForm:
    rows = AskedForm.objects.visible_to(request.membership).live().select_related("pairing", "file", "unit")
    return get_object_or_404(rows, pk=pk)


@needs("papers")
def asked_forms(request: MemberRequest) -> HttpResponse:
    """The forms of the own office with how far they are mapped; a POST takes a new one in."""
    if request.method == "POST":
        given = request.POST
        asked = _received(request, lambda content, name: completing.receive(
            content, name, by=Actor.of(request), title=given.get("title", ""), asked_by=given.get("asked_by", "")
        ))  # fmt: skip
        if asked:
            return redirect(asked)
    mine = Q(blanks__trashed_at__isnull=True)
    rows = AskedForm.objects.visible_to(request.membership).live().select_related("file")
    rows = rows.annotate(blanks_all=Count("blanks", mine), blanks_mapped=Count("blanks", mine & ~Q(blanks__key="")))
    return render(request, "reports/asked_forms.html", {"rows": rows[:500]})


def _received(request: MemberRequest, act: Callable[[bytes, str], AskedForm]) -> AskedForm | None:
    """The form that came with the request; where it cannot be used, a message says why."""
    given = request.FILES.get("file")
    try:
        if given is None:
            raise ValidationError(_("Choose a file."))
        return act(storage.receive(given.chunks()), given.name or "")
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return None


@needs("papers")
def asked_form(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Each blank with its figure and what it gives today; a POST keeps the mapping."""
    asked = _form(request, pk)
    if request.method == "POST":
        try:
            count = completing.map_blanks(asked, _said(request.POST), by=Actor.of(request))
            messages.success(request, ngettext("%(n)s blank changed.", "%(n)s blanks changed.", count) % {"n": count})
            return redirect(asked)
        except ValidationError as error:
            for text in error.messages[:10]:
                messages.error(request, text)
    day = day_of(request, "as_of") or timezone.localdate()
    answers = completing.answers_of(asked, day)
    mapped = sum(bool(answer.blank.key) for answer in answers)
    context = {
        "asked": asked, "rows": _rows(asked, answers, request.POST, day), "day": day, "mapped": mapped, "count": len(answers),
        "periods": PERIODS, "bases": BASES, "fillings": asked.fillings.select_related("file")[:20],
        "parts": [(f"side={side}", asked.pairing.side_name(side)) for side in ("a", "b")],
        "known": [(key, figure.label, unit_label(figure.unit)) for key, figure in figures().items()],
    }  # fmt: skip
    return render(request, "reports/asked_form.html", context)


def _rows(asked: AskedForm, answers: list[Answer], said: Any, day: date) -> list[dict[str, Any]]:
    """What the page shows of each blank: what was said, or typed just now, and the figures it probably asks for."""
    likely = completing.proposals(answer.blank for answer in answers)
    labels = {**TEXTS, **{key: figure.label for key, figure in figures().items()}}
    rows = []
    for answer in answers:
        blank, name = answer.blank, str(answer.blank.pk)
        keys = dict.fromkeys([*filter(None, [blank.key]), *likely[name]])
        offers = [(key, labels[key]) for key in keys if key in labels]
        where = blank.where_text or ("" if blank.key else completing.side_in(asked, str(blank)))
        rows.append({"answer": answer, "address": _address(asked, answer, day), "blank": blank, "offers": offers, "where": said.get(f"where-{name}", where),
                     "other": said.get(f"other-{name}", "")})  # fmt: skip
    return rows


def _address(asked: AskedForm, answer: Answer, day: date) -> str:
    """The card of the figure as the blank asks for it."""
    if answer.held is None:
        return ""
    scope = answer.blank.scope(asked.pairing, day)
    words = {"as_of": scope.as_of, "basis": scope.basis, "from": scope.start, "to": scope.end, **scope.where}
    query = urlencode({name: word for name, word in words.items() if word})
    return f"{reverse('figure', args=[answer.blank.key])}?{query}"


def _said(given: Any) -> dict[str, Said]:
    """What the page says of each blank. Raises ValidationError for a part that is not written as name=value."""
    found = {}
    for name in given:
        if not name.startswith("key-"):
            continue
        pk = name.removeprefix("key-")
        key = given.get(f"other-{pk}", "").strip() or given[name]
        parts = [part.partition("=") for part in given.get(f"where-{pk}", "").split()]
        if any(not value for _name, _is, value in parts):
            raise ValidationError(_("Write a part of a figure as name=value, for example side=a."))
        where = tuple((part, value) for part, _is, value in parts)
        period, basis = given.get(f"period-{pk}", "total"), given.get(f"basis-{pk}", "reported")
        found[pk] = Said(key, period, basis, where if key else ())
    return found


@require_POST
@needs("papers")
def asked_edition(request: MemberRequest, pk: UUID) -> HttpResponse:
    asked, by = _form(request, pk), Actor.of(request)
    if _received(request, lambda content, name: completing.renew(asked, content, name, by=by)):
        messages.success(request, _("The new edition is in; blanks with the same words kept their figures."))
    return redirect(asked)


@require_POST
@needs("papers")
def asked_fill(request: MemberRequest, pk: UUID) -> HttpResponse:
    asked = _form(request, pk)
    try:
        day = parse_date(request.POST.get("as_of", "")) or timezone.localdate()
        filling = completing.complete(asked, day, by=Actor.of(request))
        messages.success(
            request, _("Filled for %(day)s; %(n)s blanks stayed empty.") % {"day": day, "n": len(filling.empty)}
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except ValueError:
        messages.error(request, _("“%(text)s” is no date.") % {"text": request.POST.get("as_of")})
    return redirect(asked)


@require_POST
@needs("papers")
def asked_drop(request: MemberRequest, pk: UUID) -> HttpResponse:
    completing.drop(_form(request, pk), by=Actor.of(request))
    messages.success(request, _("The form is off the list."))
    return redirect("asked-forms")


@require_safe
@needs("papers")
def asked_filling(request: MemberRequest, pk: UUID) -> HttpResponseBase:
    """The filled file, as it was given away."""
    forms = AskedForm.objects.visible_to(request.membership)
    filling = get_object_or_404(Filling.objects.filter(asked__in=forms).select_related("file", "asked"), pk=pk)
    path = storage.path_of(filling.file.sha256)
    name = f"{filling.asked.title} {filling.as_of}.{filling.asked.form}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=filling.file.media_type)
