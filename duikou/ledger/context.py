"""What every page's frame shows: who is here, in which pairing, and the menu in the order of the story."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from duikou.accounts.models import Membership
from duikou.ledger.discovery import figures_of, registers, story
from duikou.ledger.page import pages_of


def frame(request: HttpRequest) -> dict[str, Any]:
    membership = getattr(request, "membership", None)
    if membership is None:
        return {}
    held = Membership.objects.in_force(timezone.localdate()).filter(user=membership.user).select_related("pairing")
    return {
        "membership": membership,
        "pairing": membership.pairing,
        "memberships": held,
        "search_url": reverse("search") if membership.may("see") else "",
        "menu": [_opened(item, request.path) for item in menu(membership)],
    }


def _opened(item: dict[str, Any], path: str) -> dict[str, Any]:
    """The item with what is active marked; its lists show while one of them, or the item itself, is open."""
    deepest = max((part["url"] for part in item.get("parts", []) if path.startswith(part["url"])), key=len, default="")
    parts = [{**part, "active": part["url"] == deepest} for part in item.get("parts", [])]
    opened = path == item["url"] or bool(deepest)
    return {**item, "active": opened and not deepest, "parts": parts if opened else []}


def menu(membership: Membership) -> list[dict[str, Any]]:
    """The pages a member may open: work first, then the nouns of the cooperation in story order, then the keeping."""
    items = [_item("home", "dashboard", _("My work today"))] if membership.may("see") else []
    if membership.may("figures"):
        items.append(_item("map", "overview", _("Overview")))
    if membership.may("confirm") and membership.side:
        items.append(_item("checks", "confirm", _("To confirm")))
    if membership.may("figures"):
        items.append(_item("chart-bar", "figures", _("Figures")))
    items += [item for app in story() for item in _of_app(app, membership)]
    if membership.may("survey"):
        items.append(_item("book", "register", registers()["balances"].label, "balances"))
        items.append(_item("history", "timeline", _("History")))
    if membership.may("people"):
        items.append(_item("users", "members", _("Members")))
    if membership.may("enter"):
        items.append(_item("trash", "trash", _("Trash")))
    return items


def _of_app(app: AppConfig, membership: Membership) -> list[dict[str, Any]]:
    """One item for an app: its page, or the first of its lists for one who reads no figures, with its lists below it."""
    own = [register for register in registers().values() if register.area == app.label and app.label != "ledger"]
    lists = [_item(register.icon, "register", register.label, register.name) for register in own]
    pages = [_item(page.icon, page.name, str(page.label)) for page in pages_of(app.label, membership)]
    lists = pages + (lists if membership.may("see") else [])
    icon, label = getattr(app, "icon", "folder"), str(app.verbose_name)
    if figures_of(app.label) and membership.may("figures"):
        return [{**_item(icon, "area", label, app.label), "parts": lists}]
    return [{**lists[0], "icon": icon, "label": label, "parts": lists}] if lists else []


def _item(icon: str, url: str, label: str, *args: str) -> dict[str, Any]:
    return {"icon": icon, "url": reverse(url, args=args), "label": label}
