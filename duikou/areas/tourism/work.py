from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.areas.tourism.models import Route, TourGroup
from duikou.ledger.work import Text, Work, own

QUIET_DAYS = 180


def _quiet(membership: Membership, today: date) -> QuerySet[Any]:
    """Routes on which nobody has travelled for half a year."""
    since = today - timedelta(days=QUIET_DAYS)
    travelled = TourGroup.objects.live().filter(happened_on__gte=since, on_route__isnull=False).values("on_route")
    mine = Route.objects.filter(pk__in=own(membership).values("pk"))
    return mine.filter(happened_on__lt=since).exclude(pk__in=travelled)


def _no_group(row: Route, today: date) -> Text:
    return _("no tour group for half a year")


work = [Work("quiet-routes", gettext_lazy("Tourist routes without groups"), "enter", _quiet, _no_group)]
