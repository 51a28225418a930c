"""Pages of an app beside its registers, declared in `pages.py` as `pages`: they stand in the menu and on its area page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.functional import Promise

from duikou.accounts.models import Membership
from duikou.ledger.discovery import declared


@dataclass(frozen=True)
class Page:
    """A page by the name of its address, which takes no arguments; `grant` is what its view needs."""

    name: str
    label: str | Promise
    icon: str
    grant: str = "see"


def pages_of(app_label: str, membership: Membership) -> list[Page]:
    """The pages of one app that the member may open."""
    found = [page for app, module in declared("pages") if app.label == app_label for page in module.pages]
    return [page for page in found if membership.may(page.grant)]


def day_of(request: HttpRequest, name: str) -> date | None:
    """The date that the address gives under this name; none where it is missing or no date."""
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
