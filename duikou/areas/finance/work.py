from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.areas.finance.models import CreditLine, FinancingNeed
from duikou.ledger.work import Text, Work, own


def _open(membership: Membership, today: date) -> QuerySet[Any]:
    return FinancingNeed.objects.filter(pk__in=own(membership).values("pk")).open()


def _waiting(row: FinancingNeed, today: date) -> Text:
    return _("open for %(n)s days") % {"n": (today - row.happened_on).days}


def _lines(membership: Membership, today: date) -> QuerySet[Any]:
    return CreditLine.objects.filter(pk__in=own(membership).values("pk")).filter(
        ends_on__range=(today, today + timedelta(days=60))
    )


def _ends(row: CreditLine, today: date) -> Text:
    return _("ends on %(day)s") % {"day": row.ends_on}


work = [
    Work("needs", gettext_lazy("Financing needs not yet met"), "enter", _open, _waiting),
    Work("credit", gettext_lazy("Credit lines that end soon"), "enter", _lines, _ends, order="ends_on"),
]
