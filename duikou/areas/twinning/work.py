from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.areas.twinning.models import Activity, Tie
from duikou.ledger.work import Text, Work, own


def _renewals(membership: Membership, today: date) -> QuerySet[Any]:
    return Tie.objects.filter(pk__in=own(membership).values("pk")).filter(renew_by__lte=today + timedelta(days=60))


def _renew(row: Tie, today: date) -> Text:
    return _("renew by %(day)s") % {"day": row.renew_by}


def _quiet(membership: Membership, today: date) -> QuerySet[Any]:
    since = today - timedelta(days=180)
    active = Activity.objects.live().filter(happened_on__gte=since).values("of_tie")
    return Tie.objects.filter(pk__in=own(membership).values("pk")).filter(happened_on__lt=since).exclude(pk__in=active)


def _no_activity(row: Tie, today: date) -> Text:
    return _("no activity for half a year")


work = [
    Work("renewals", gettext_lazy("Twinnings to renew"), "enter", _renewals, _renew, order="renew_by"),
    Work("quiet-ties", gettext_lazy("Twinnings without activity"), "enter", _quiet, _no_activity),
]
