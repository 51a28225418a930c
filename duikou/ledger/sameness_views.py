"""Pages on which people decide whether two records are the same thing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger import actions, sameness
from duikou.ledger.discovery import registers
from duikou.ledger.models import Record
from duikou.ledger.register import Register


def _comparison(name: str) -> tuple[Register, sameness.Comparison]:
    register = registers().get(name)
    comparison = sameness.all_comparisons().get(register.kind) if register else None
    if register is None or comparison is None:
        raise Http404(name)
    return register, comparison


@require_safe
@needs("enter")
def proposals(request: MemberRequest, name: str) -> HttpResponse:
    """What may be the same thing, with reasons; and what was joined, so that it can be parted again."""
    register, comparison = _comparison(name)
    joined = Record.objects.visible_to(request.membership).filter(kind=register.kind, same_as__isnull=False)
    context = {
        "register": register,
        "proposals": sameness.proposals(comparison, request.membership)[:100],
        "joined": joined.select_related("same_as")[:200],
    }
    return render(request, "ledger/sameness.html", context)


@require_POST
@needs("enter")
def decide(request: MemberRequest, name: str) -> HttpResponse:
    """Join, keep apart or part again."""
    _comparison(name)
    one, two = _chosen(request, "record"), _chosen(request, "other")
    if one is None or two is None:
        messages.error(request, _("Choose two records of this list."))
        return redirect("same", name)
    by, reason = Actor.of(request), request.POST.get("reason", "")
    try:
        if "join" in request.POST:
            sameness.join(one, two, by=by, reason=reason)
            messages.success(request, _("“%(one)s” is joined to “%(two)s”.") % {"one": one.title, "two": two.title})
        elif "part" in request.POST:
            sameness.part(one, by=by, reason=reason)
            messages.success(request, _("Parted again; nothing was lost."))
        else:
            sameness.tell_apart(one, two, by=by, reason=reason)
            messages.success(request, _("Kept apart; the pair is not proposed again."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("same", name)


def _chosen(request: MemberRequest, name: str) -> Record | None:
    try:
        found = Record.objects.visible_to(request.membership).filter(pk=UUID(request.POST.get(name, ""))).first()
    except ValueError:
        return None
    return actions.specific(found) if found else None
