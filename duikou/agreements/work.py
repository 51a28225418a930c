"""What waits in the agreements: terms that end soon, obligations late or due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.agreements.models import Agreement, Obligation
from duikou.ledger.work import Text, Work, own

SOON_DAYS = 60


def _expiring(membership: Membership, today: date) -> QuerySet[Any]:
    mine = Agreement.objects.filter(pk__in=own(membership).values("pk"))
    return mine.expiring(today, today + timedelta(days=SOON_DAYS))  # type: ignore[attr-defined]


def _ends(agreement: Agreement, today: date) -> Text:
    assert agreement.ends_on is not None
    return _("ends in %(n)s days: renew or let it end") % {"n": (agreement.ends_on - today).days}


def _due(membership: Membership, today: date) -> QuerySet[Any]:
    mine = Obligation.objects.filter(pk__in=own(membership).values("pk"))
    return mine.pending().filter(due_on__lte=today + timedelta(days=14))  # type: ignore[attr-defined]


def _obliged(obligation: Obligation, today: date) -> Text:
    days = (obligation.due_on - today).days
    return _("due in %(n)s days") % {"n": days} if days >= 0 else _("%(n)s days late") % {"n": -days}


work = [
    Work("obligations", gettext_lazy("Obligations due or late"), "enter", _due, _obliged, order="due_on", urgent=True),
    Work("expiring", gettext_lazy("Agreements that end soon"), "enter", _expiring, _ends, order="ends_on"),
]
