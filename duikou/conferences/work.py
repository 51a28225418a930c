"""What waits before a conference: topics of the other side to be studied, studied topics to go on the agenda."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.conferences.models import Topic
from duikou.ledger.work import Text, Work


def _coming(membership: Membership, today: date) -> QuerySet[Any]:
    rows = Topic.objects.visible_to(membership).live().filter(for_conference__happened_on__gte=today)
    return rows.select_related("for_conference")


def _to_study(membership: Membership, today: date) -> QuerySet[Any]:
    if not membership.side:
        return Topic.objects.none()
    return _coming(membership, today).unstudied().exclude(side=membership.side)  # type: ignore[attr-defined]


def _to_place(membership: Membership, today: date) -> QuerySet[Any]:
    return _coming(membership, today).studied().filter(place_on_agenda__isnull=True)  # type: ignore[attr-defined]


def _days(topic: Topic, today: date) -> Text:
    return _("the conference is in %(n)s days") % {"n": (topic.for_conference.happened_on - today).days}


work = [
    Work("to-study", gettext_lazy("Topics of the other side to study"), "enter", _to_study, _days, urgent=True),
    Work("to-place", gettext_lazy("Studied topics not yet on the agenda"), "enter", _to_place, _days),
]
