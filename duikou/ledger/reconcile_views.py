"""The two sides' reports of one register beside each other, decided in bulk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.engines.linkage import link
from duikou.engines.sheets import SheetError
from duikou.ledger import actions, reconciling, sameness, storage
from duikou.ledger.register import Register
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
    united, apart = reconciling.decided(register, request.membership)
    context = {"register": register, "united": united, "apart": apart, "same": found.same[:SHOWN], "different": found.different[:SHOWN],
               "left": found.linked.left_only[:SHOWN], "right": found.linked.right_only[:SHOWN],
               "counts": (len(found.same), len(found.different), len(found.linked.left_only), len(found.linked.right_only))}  # fmt: skip
    return render(request, "ledger/reconcile.html", context)


@needs("confirm")
def reconcile_sheets(request: MemberRequest, name: str) -> HttpResponse:
    """The partner's sheet beside our records, or beside a sheet of ours; nothing is kept of it."""
    register = _register(name)
    context: dict[str, Any] = {"register": register}
    theirs = request.FILES.get("right")
    if request.method == "POST" and theirs:
        try:
            context |= _sheets_compared(request, register, request.FILES.get("left"), theirs)
        except (ValidationError, SheetError) as error:
            messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
    elif request.method == "POST":
        messages.error(request, _("Choose a file."))
    return render(request, "ledger/reconcile_sheets.html", context)


def _sheets_compared(request: MemberRequest, register: Register, ours: Any, theirs: Any) -> dict[str, Any]:
    right = reconciling.items_of_sheet(register, storage.receive(theirs.chunks()), theirs.name or "", "R")
    if ours:
        left = reconciling.items_of_sheet(register, storage.receive(ours.chunks()), ours.name or "", "L")
    else:
        left = [reconciling.item_of(register, row) for row in reconciling.own_rows(register, request.membership)]
    linked = link(left, right)
    different = [pair for pair in linked.pairs if pair.differences]
    return {
        "names": (ours.name if ours else _("our records"), theirs.name),
        "different": different[:SHOWN], "left": linked.left_only[:SHOWN], "right": linked.right_only[:SHOWN],
        "counts": (len(linked.pairs) - len(different), len(different), len(linked.left_only), len(linked.right_only)),
    }  # fmt: skip


@require_POST
@needs("confirm")
def reconcile_decide(request: MemberRequest, name: str) -> HttpResponse:
    """Unite the ticked pairs, or keep them apart; or take such a decision back."""
    register = _register(name)
    if "undo" in request.POST:
        return _taken_back(request, register)
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


def _taken_back(request: MemberRequest, register: Register) -> HttpResponse:
    by, wanted = Actor.of(request), request.POST["undo"]
    united, apart = reconciling.decided(register, request.membership)
    for record in united:
        if str(record.pk) == wanted:
            reconciling.undo(actions.specific(record), by=by)
    for judgement in apart:
        if str(judgement.pk) == wanted:
            sameness.take_back(judgement, by=by)
    messages.success(request, _("Taken back; both records stand as before."))
    return redirect("reconcile", register.name)
