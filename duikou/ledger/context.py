"""What every page's frame shows: who is here, in which pairing, and the menu in the order of the story."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from duikou.accounts.models import Membership
from duikou.ledger.discovery import figures_of, registers, story


def frame(request: HttpRequest) -> dict[str, Any]:
    membership = getattr(request, "membership", None)
    if membership is None:
        return {}
    held = Membership.objects.filter(user=membership.user).select_related("pairing")
    return {
        "membership": membership,
        "pairing": membership.pairing,
        "memberships": held,
        "menu": [{**item, "active": request.path == item["url"]} for item in menu(membership)],
    }


def menu(membership: Membership) -> list[dict[str, str]]:
    """The pages a member may open: work first, then the areas of the cooperation in story order, then the keeping."""
    items = [_item("home", "dashboard", _("My work today"))] if membership.may("see") else []
    if membership.may("figures"):
        items.append(_item("map", "overview", _("Overview")))
    if membership.may("confirm") and membership.side:
        items.append(_item("checks", "confirm", _("To confirm")))
    if membership.may("figures"):
        items.append(_item("chart-bar", "figures", _("Figures")))
    for app in story():
        own = [register for register in registers().values() if register.area == app.label]
        if own and membership.may("see") and app.label != "ledger":
            items += [_item(register.icon, "register", register.label, register.name) for register in own]
        elif figures_of(app.label) and membership.may("figures"):
            items.append(_item("list-check", "area", str(app.verbose_name), app.label))
    if membership.may("survey"):
        items.append(_item("book", "register", registers()["balances"].label, "balances"))
        items.append(_item("history", "timeline", _("History")))
    if membership.may("enter"):
        items.append(_item("trash", "trash", _("Trash")))
    return items


def _item(icon: str, url: str, label: str, *args: str) -> dict[str, str]:
    return {"icon": icon, "url": reverse(url, args=args), "label": label}
