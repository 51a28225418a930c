"""The two sides' reports of one register beside each other, decided in bulk."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger import reconciling, sameness
from duikou.ledger.views import _register

SHOWN = 200


@require_safe
@needs("confirm")
def reconcile(request: MemberRequest, name: str) -> HttpResponse:
    """Same, same with differences, only ours, only theirs; nothing is left out of all four."""
    register = _register(name)
    if not request.membership.side:
        raise Http404
    found = reconciling.compare(register, request.membership)
    context = {"register": register, "same": found.same[:SHOWN], "different": found.different[:SHOWN],
               "left": found.linked.left_only[:SHOWN], "right": found.linked.right_only[:SHOWN],
               "counts": (len(found.same), len(found.different), len(found.linked.left_only), len(found.linked.right_only))}  # fmt: skip
    return render(request, "ledger/reconcile.html", context)


@require_POST
@needs("confirm")
def reconcile_decide(request: MemberRequest, name: str) -> HttpResponse:
    """Unite the ticked pairs, or keep them apart."""
    register = _register(name)
    found, by = reconciling.compare(register, request.membership), Actor.of(request)
    chosen = set(request.POST.getlist("pair"))
    pairs = [pair for pair in found.linked.pairs if f"{pair.left.id} {pair.right.id}" in chosen]
    records = [(found.records[pair.left.id], found.records[pair.right.id]) for pair in pairs]
    mine_first = [(one, two) if one.side == by.side else (two, one) for one, two in records]
    try:
        if "unite" in request.POST:
            count = reconciling.unite_all(mine_first, by=by)
            messages.success(request, _("%(n)s pairs are one record with two keys now.") % {"n": count})
        else:
            for mine, theirs in mine_first:
                sameness.tell_apart(mine, theirs, by=by)
            messages.success(request, _("Kept apart; the pair is not proposed again."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("reconcile", name)
