from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.areas.farming.models import Delivery, Listing, Offtake
from duikou.ledger.work import Text, Work, own


def _silent(membership: Membership, today: date) -> QuerySet[Any]:
    """Contracts in force under which nothing was delivered for two months."""
    since = today - timedelta(days=60)
    delivered = Delivery.objects.live().filter(happened_on__gte=since).values("under")
    return (
        Offtake.objects.filter(pk__in=own(membership).values("pk"))
        .contracted()
        .filter(happened_on__lt=since)
        .exclude(pk__in=delivered)
    )


def _no_delivery(row: Offtake, today: date) -> Text:
    return _("no delivery for 60 days")


def _certificates(membership: Membership, today: date) -> QuerySet[Any]:
    return Listing.objects.filter(pk__in=own(membership).values("pk")).filter(
        certified_until__range=(today, today + timedelta(days=60))
    )


def _valid(row: Listing, today: date) -> Text:
    return _("certificate valid until %(day)s") % {"day": row.certified_until}


work = [
    Work("deliveries", gettext_lazy("Offtake contracts without deliveries"), "enter", _silent, _no_delivery),
    Work("certificates", gettext_lazy("Certificates that end soon"), "enter", _certificates, _valid),
]
