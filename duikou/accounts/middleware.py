from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from duikou.accounts.models import Membership

Respond = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = "membership"


class CookieLocaleMiddleware:
    """Chinese first: the language is the cookie's, never the browser's guess."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class MembershipMiddleware:
    """Puts `request.membership`: the role in which the user acts now, chosen in the header or the first one."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.membership = current_membership(request)
        return self.get_response(request)


def current_membership(request: HttpRequest) -> Membership | None:
    if not request.user.is_authenticated:
        return None
    held = (
        Membership.objects.in_force(timezone.localdate())
        .filter(user=request.user)
        .select_related("user", "unit", "pairing__region_a", "pairing__region_b")
    )
    chosen = request.session.get(SESSION_KEY)
    return (held.filter(pk=chosen).first() if chosen else None) or held.first()
