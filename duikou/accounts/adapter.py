from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Nobody signs up by themselves: the administrator of a side makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class KnownUsersOnly(DefaultSocialAccountAdapter):
    """The government's own log-in opens accounts that their users have connected; it makes no new ones."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


def username_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Whose log-in is tried: the form says `login`, the backend `username`."""
    given = credentials or {}
    return str(given.get("username") or given.get("login") or request.POST.get("login", ""))
