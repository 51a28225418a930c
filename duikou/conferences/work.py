"""What waits before a conference: topics of the other side to be studied, studied topics to go on the agenda."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.conferences.models import Conference, Topic
from duikou.ledger.work import Text, Work


def _calling(membership: Membership, today: date) -> QuerySet[Any]:
    rows: Any = Conference.objects.visible_to(membership).live()
    return rows.calling(today, membership.side) if membership.side else rows.none()


def _topics_until(conference: Conference, today: date) -> Text:
    return _("topics until %(day)s") % {"day": conference.topics_until}


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
    Work("call", gettext_lazy("Conferences that call for your side's topics"), "enter", _calling, _topics_until),
    Work("to-study", gettext_lazy("Topics of the other side to study"), "enter", _to_study, _days, urgent=True),
    Work("to-place", gettext_lazy("Studied topics not yet on the agenda"), "enter", _to_place, _days),
]
