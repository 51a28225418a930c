"""Comments, watching, notices and the reveal of personal data, on the page of a record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger import actions, talk
from duikou.ledger.models import Notice, Record, Watch
from duikou.ledger.privacy import reveal


def _visible(request: MemberRequest, pk: UUID) -> Record:
    return actions.specific(get_object_or_404(Record.objects.visible_to(request.membership), pk=pk))


@require_POST
@needs("see")
def comment(request: MemberRequest, pk: UUID) -> HttpResponse:
    record = _visible(request, pk)
    try:
        talk.comment(record, request.POST.get("text", ""), by=Actor.of(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(f"{record.get_absolute_url()}#comments")


@require_POST
@needs("see")
def watch(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Start or stop following a record."""
    record = _visible(request, pk)
    user = request.membership.user
    if Watch.objects.filter(user=user, record_id=record.pk).exists():
        talk.unwatch(record, user=user)
        messages.success(request, _("You no longer follow this record."))
    else:
        talk.watch(record, user=user)
        messages.success(request, _("You follow this record: changes will stand on your first page."))
    return redirect(record)


@require_safe
@needs("see")
def notices(request: MemberRequest) -> HttpResponse:
    """The member's notices about records it still sees, unread first."""
    visible = Record.objects.visible_to(request.membership).values("pk")
    rows = Notice.objects.filter(user=request.membership.user, record__in=visible).select_related("record")
    return render(request, "ledger/notices.html", {"notices": rows.order_by("read_at", "-at")[:100]})


@require_POST
@needs("see")
def notices_read(request: MemberRequest) -> HttpResponse:
    unread = Notice.objects.filter(user=request.membership.user, read_at__isnull=True)
    chosen = request.POST.get("notice", "")
    (unread.filter(pk=chosen) if chosen.isdigit() else unread).update(read_at=timezone.now())
    return redirect("dashboard")


@never_cache
@require_POST
@needs("enter")
def record_reveal(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Personal data in full, once, on a page that is not kept; the reason goes into the history."""
    record = _visible(request, pk)
    try:
        shown = reveal(record, by=Actor.of(request), reason=request.POST.get("reason", ""))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(record)
    rows = [(record._meta.get_field(name).verbose_name, value) for name, value in shown.items()]  # type: ignore[union-attr]
    return render(request, "ledger/reveal.html", {"record": record, "rows": rows})
