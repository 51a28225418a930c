"""The task ledger with its lights, on the page and as the sheets that offices print and fill in."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.ledger.export import XLSX
from duikou.ledger.page import day_of
from duikou.tasks import printed
from duikou.tasks.lights import ORDER, Lit
from duikou.tasks.models import Plan, Task

SHOWN = 100


def _asked(request: MemberRequest) -> dict[str, str]:
    """What the address asks for; a plan only by the number of one that the member may see."""
    found = {name: request.GET.get(name, "") for name in ("light", "home", "key", "open", "plan")}
    plans = Plan.objects.visible_to(request.membership).live()
    if found["home"] not in ("", "a", "b"):
        found["home"] = ""
    if found["plan"] and found["plan"] not in {str(pk) for pk in plans.values_list("pk", flat=True)}:
        found["plan"] = ""
    return found


def _shown(request: MemberRequest) -> tuple[date, dict[str, str], list[Lit]]:
    day, asked = day_of(request, "as_of") or timezone.localdate(), _asked(request)
    return day, asked, printed.chosen(request.membership, day, asked)


@require_safe
@needs("see")
def board(request: MemberRequest) -> HttpResponse:
    """The most urgent light first; every light says why."""
    today, asked, every = _shown(request)
    counts = Counter(one.light.colour for one in every)
    found = [one for one in every if asked["light"] in ("", one.light.colour)]
    start = int(request.GET["page"]) * SHOWN if request.GET.get("page", "").isdigit() else 0
    whole = "print" in request.GET
    context = {
        "rows": printed.lines(found if whole else found[start : start + SHOWN], today), "total": len(found), "whole": whole,
        "counts": [(colour, counts[colour], printed.COLOURS[colour][0]) for colour in ORDER], "today": today, "asked": asked,
        "next": start // SHOWN + 1 if start + SHOWN < len(found) and not whole else 0,
        "plans": Plan.objects.visible_to(request.membership).live().order_by("-happened_on")[:50],
        "sides": [(side, request.membership.pairing.side_name(side)) for side in ("a", "b")],
    }  # fmt: skip
    return render(request, "tasks/printed.html" if whole else "tasks/board.html", context)


@require_safe
@needs("see")
def board_sheet(request: MemberRequest) -> HttpResponse:
    """The same rows as an .xlsx that prints as offices keep their 台账."""
    today, asked, every = _shown(request)
    found = [one for one in every if asked["light"] in ("", one.light.colour)]
    title = _("%(pairing)s paired cooperation: ledger of key tasks") % {"pairing": request.membership.pairing.name}
    return _file(printed.sheet(printed.lines(found, today), title=title, day=today), "tasks.xlsx")


@require_safe
@needs("enter")
def month_sheet(request: MemberRequest) -> HttpResponse:
    """The open tasks in the member's hands as a sheet to fill in and import."""
    rows = Task.objects.visible_to(request.membership).live().open().in_hands_of(request.membership)  # type: ignore[attr-defined]
    return _file(printed.month_sheet(list(rows.order_by("due_on", "pk")), day=timezone.localdate()), "progress.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
