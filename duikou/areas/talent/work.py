from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.areas.talent.models import Posting
from duikou.ledger.work import Text, Work, own


def _ending(membership: Membership, today: date) -> QuerySet[Any]:
    return Posting.objects.filter(pk__in=own(membership).values("pk")).filter(
        ends_on__range=(today, today + timedelta(days=30))
    )


def _ends(row: Posting, today: date) -> Text:
    return _("ends on %(day)s") % {"day": row.ends_on}


def _unappraised(membership: Membership, today: date) -> QuerySet[Any]:
    return Posting.objects.filter(pk__in=own(membership).values("pk")).filter(ends_on__lt=today, appraisal="")


work = [
    Work("postings", gettext_lazy("Postings that end soon"), "enter", _ending, _ends, order="ends_on"),
    Work("appraisals", gettext_lazy("Postings ended without appraisal"), "enter", _unappraised, _ends, order="ends_on"),
]
