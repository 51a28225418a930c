"""What is done with a topic before the conference, and the invitation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.conferences import actions
from duikou.conferences.invitation import invitation
from duikou.conferences.models import Conference, Topic
from duikou.parties.models import Post


def _topic(request: MemberRequest, pk: UUID) -> Topic:
    return get_object_or_404(Topic.objects.visible_to(request.membership).live(), pk=pk)  # type: ignore[return-value]


@require_POST
@needs("enter")
def study(request: MemberRequest, pk: UUID) -> HttpResponse:
    topic = _topic(request, pk)
    given = {name: request.POST.get(name, "") for name in ("opinion", "says", "data_wanted")}
    try:
        actions.study(topic, by=Actor.of(request), **given)
        messages.success(request, _("The opinion is with the side that brings the topic."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(topic)


@require_POST
@needs("enter")
def agenda(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Put a topic on the agenda, or take it off."""
    topic = _topic(request, pk)
    act = actions.take_off_agenda if "off" in request.POST else actions.put_on_agenda
    try:
        act(topic, by=Actor.of(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(topic.for_conference)


def _conference(request: MemberRequest, pk: UUID) -> Conference:
    return get_object_or_404(Conference.objects.visible_to(request.membership).live(), pk=pk)  # type: ignore[return-value]


@require_POST
@needs("enter")
def invite(request: MemberRequest, pk: UUID) -> HttpResponse:
    conference = _conference(request, pk)
    known = {str(post.pk): post for post in Post.objects.visible_to(request.membership).live()}
    chosen = [known[value] for value in request.POST.getlist("post") if value in known]
    done = actions.invite(conference, chosen, by=Actor.of(request))  # type: ignore[arg-type]
    messages.success(request, _("%(n)s invited.") % {"n": done})
    return redirect(conference)


@require_POST
@needs("enter")
def minutes(request: MemberRequest, pk: UUID) -> HttpResponse:
    conference = _conference(request, pk)
    try:
        actions.keep_minutes(conference, request.POST.get("text", ""), by=Actor.of(request))
        messages.success(request, _("Saved."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(conference)


@require_safe
@needs("see")
def calendar(request: MemberRequest, pk: UUID) -> HttpResponse:
    content = invitation(_conference(request, pk), at=timezone.now())
    named = {"Content-Disposition": 'attachment; filename="conference.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=named)
