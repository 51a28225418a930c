"""The search page, the records seen last, and saved views of registers."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.engines.bigrams import answers, normal, snippet
from duikou.ledger.discovery import figures, register_of, registers
from duikou.ledger.models import Record, SavedView
from duikou.ledger.search import find

SEEN = "seen"
SEEN_SIZE = 10


def remember(request: MemberRequest, record: Record) -> None:
    """Put a record at the head of those seen last; kept in the session, nowhere else."""
    key = str(record.pk)
    others = [seen for seen in request.session.get(SEEN, []) if seen != key]
    request.session[SEEN] = [key, *others][:SEEN_SIZE]


@require_safe
@needs("see")
def search(request: MemberRequest) -> HttpResponse:
    """Figures and records that answer the query; without one, what was seen last and the saved views."""
    query = request.GET.get("q", "").strip()[:100]
    context: dict[str, Any] = {"q": query, "views": SavedView.objects.filter(user=request.membership.user)}
    if normal(query):
        before = request.GET.get("before", "")
        records, more = find(query, request.membership, before=int(before) if before.isdigit() else 0)
        context |= {
            "hits": [_hit(record, query) for record in records],
            "more": more,
            "figures": _figures(request, query),
        }
    else:
        context["seen"] = _seen(request)
    return render(request, "ledger/search.html", context)


def _hit(record: Record, query: str) -> dict[str, Any]:
    register = register_of(record.kind)
    words = normal(record.title)
    text = record.title if answers(words, query) else record.search_text.body  # type: ignore[attr-defined]
    return {"record": record, "kind": register.one if register else record.kind, "snippet": snippet(text, query)}


def _figures(request: MemberRequest, query: str) -> list[Any]:
    if not request.membership.may("figures"):
        return []
    return [figure for key, figure in figures().items() if answers(normal(f"{figure.label} {key}"), query)][:12]


def _seen(request: MemberRequest) -> list[Record]:
    keys = request.session.get(SEEN, [])
    found = {str(record.pk): record for record in Record.objects.visible_to(request.membership).filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


@require_POST
@needs("see")
def view_save(request: MemberRequest, name: str) -> HttpResponse:
    """Keep the register's filters and order under a name; the same name again replaces them."""
    if name not in registers():
        raise Http404(name)
    label = request.POST.get("name", "").strip()[:40]
    query = urlencode([(k, v) for k, v in parse_qsl(request.POST.get("query", "")) if k not in ("after", "before")])[
        :500
    ]
    if label:
        SavedView.objects.update_or_create(
            user=request.membership.user, register=name, name=label, defaults={"query": query}
        )
        messages.success(request, _("Saved as “%(name)s”.") % {"name": label})
    return redirect(f"{reverse('register', args=[name])}?{query}")


@require_POST
@needs("see")
def view_delete(request: MemberRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, user=request.membership.user)
    view.delete()
    return redirect("register", view.register)
