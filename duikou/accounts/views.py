"""The members of a side: invite, hand over, end; and the log of log-ins."""

from __future__ import annotations

from axes.models import AccessAttempt, AccessLog
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts import actions
from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.accounts.forms import InviteForm, PasswordForm
from duikou.accounts.models import Membership


def _of_own_side(request: MemberRequest) -> QuerySet[Membership]:
    own = request.membership
    return Membership.objects.filter(pairing=own.pairing, side=own.side).select_related("user", "unit")


@require_safe
@needs("people")
def members(request: MemberRequest) -> HttpResponse:
    """Who acts for the own side, in which role and unit, and who no longer does."""
    today = timezone.localdate()
    rows = [
        (member, not member.ends_on or member.ends_on >= today)
        for member in _of_own_side(request).order_by("unit", "pk")
    ]
    return render(request, "accounts/members.html", {"rows": rows})


@needs("people")
def invite(request: MemberRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, membership=request.membership)
    if request.method == "POST" and form.is_valid():
        try:
            return _invited(request, actions.invite(by=Actor.of(request), **form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
    return render(request, "accounts/invite.html", {"form": form})


@needs("people")
def hand_over(request: MemberRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(_of_own_side(request), pk=pk)
    form = InviteForm(request.POST or None, membership=request.membership, successor_of=member)
    if request.method == "POST" and form.is_valid():
        try:
            return _invited(request, actions.hand_over(member, by=Actor.of(request), **form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
    return render(request, "accounts/invite.html", {"form": form, "member": member})


def _invited(request: MemberRequest, member: Membership) -> HttpResponse:
    """The link to pass on; a user who has a password needs none."""
    link = ""
    if not member.user.has_usable_password():
        link = request.build_absolute_uri(reverse("invitation", args=[actions.invitation(member)]))
    return render(request, "accounts/invited.html", {"member": member, "link": link})


@require_POST
@needs("people")
def end(request: MemberRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(_of_own_side(request), pk=pk)
    try:
        actions.end(member, by=Actor.of(request))
        messages.success(request, _("%(name)s no longer acts in this role.") % {"name": member.user})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("members")


@never_cache
@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take up an invitation: choose a password, once."""
    try:
        user = actions.invited(token)
    except ValidationError as error:
        return render(request, "accounts/invitation.html", {"why": error.messages[0]}, status=410)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        actions.take_up(token, form.cleaned_data["password"])
        messages.success(request, _("Your password is set. Please log in."))
        return redirect("account_login")
    return render(request, "accounts/invitation.html", {"form": form, "invited": user})


@require_safe
@needs("people")
def log_ins(request: MemberRequest) -> HttpResponse:
    """Log-ins and refused attempts of the own side's accounts, newest first; kept for safety, counted for nobody."""
    names = list(_of_own_side(request).values_list("user__username", flat=True))
    context = {
        "log": AccessLog.objects.filter(username__in=names).order_by("-attempt_time")[:200],
        "refused": AccessAttempt.objects.filter(username__in=names).order_by("-attempt_time")[:50],
    }
    return render(request, "accounts/log_ins.html", context)
