from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.areas.livelihood.models import Benefit, Disbursement, Funding
from duikou.ledger.work import Text, Work, own
from duikou.projects.models import Project

WAIT_DAYS = 180


def _unpaid(membership: Membership, today: date) -> QuerySet[Any]:
    """Funding promised half a year ago or more of which nothing was paid out."""
    paid = Disbursement.objects.live().values("out_of")
    promised = Funding.objects.filter(pk__in=own(membership).values("pk"))
    return promised.filter(happened_on__lte=today - timedelta(days=WAIT_DAYS)).exclude(pk__in=paid)


def _since(row: Funding, today: date) -> Text:
    return _("promised %(n)s days ago, nothing paid out") % {"n": (today - row.happened_on).days}


def _no_benefit(membership: Membership, today: date) -> QuerySet[Any]:
    """Livelihood projects in use of which nobody said whom they serve."""
    known = Benefit.objects.live().values("of_project")
    mine = Project.objects.filter(pk__in=own(membership).values("pk")).livelihood()  # type: ignore[attr-defined]
    return mine.filter(produced_on__lte=today).exclude(pk__in=known)


def _in_use(row: Project, today: date) -> Text:
    return _("in use since %(day)s") % {"day": row.produced_on}


work = [
    Work("unpaid-funding", gettext_lazy("Funding not yet paid out"), "enter", _unpaid, _since),
    Work(
        "no-benefit", gettext_lazy("Livelihood projects in use without benefit recorded"), "enter", _no_benefit, _in_use
    ),
]
