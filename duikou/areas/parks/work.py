from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.areas.parks.models import Infrastructure, Parcel
from duikou.ledger.work import Text, Work, own


def _idle(membership: Membership, today: date) -> QuerySet[Any]:
    return (
        Parcel.objects.filter(pk__in=own(membership).values("pk"))
        .idle()
        .filter(happened_on__lt=today - timedelta(days=180))
    )


def _for_days(row: Parcel, today: date) -> Text:
    return _("idle for %(n)s days") % {"n": (today - row.happened_on).days}


def _late(membership: Membership, today: date) -> QuerySet[Any]:
    return Infrastructure.objects.filter(pk__in=own(membership).values("pk")).filter(
        done_on__isnull=True, due_on__lt=today
    )


def _days_late(row: Infrastructure, today: date) -> Text:
    return _("%(n)s days late") % {"n": (today - row.due_on).days} if row.due_on else ""


work = [
    Work(
        "works-late", gettext_lazy("Infrastructure works late"), "enter", _late, _days_late, order="due_on", urgent=True
    ),
    Work("idle", gettext_lazy("Parcels long idle"), "enter", _idle, _for_days),
]
