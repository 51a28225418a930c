"""Guards of views: each view names the grant it needs, and the permission test reads it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from duikou.accounts.models import Membership


class MemberRequest(HttpRequest):
    """A request behind `needs`: its member is known."""

    membership: Membership


View = Callable[..., HttpResponseBase]


def needs(grant: str) -> Callable[[View], View]:
    """Let only members in whose role has `grant` (a field or property of `Grants`)."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.membership is None:
                raise PermissionDenied(_("Your account has no role in a pairing yet."))
            if not request.membership.may(grant):
                raise PermissionDenied(_("Your role may not see this page."))
            return view(request, *args, **kwargs)

        guarded.needs = grant  # type: ignore[attr-defined]
        return guarded

    return guard
