"""A conference's page: agenda, topics that wait for the other side's study, who comes; a topic's page: its study."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Membership
from duikou.conferences.invitation import agenda
from duikou.conferences.models import Attendee, Conference, PreStudy, Topic
from duikou.ledger.panel import Panel, rows_of

Context = dict[str, Any]


def _agenda(conference: Conference, membership: Membership, today: date) -> Context:
    topics = Topic.objects.visible_to(membership).live().filter(for_conference=conference)
    waiting = topics.filter(place_on_agenda__isnull=True).prefetch_related("pairing")
    rows = [(topic, topic.latest_study()) for topic in waiting.order_by("happened_on")]  # type: ignore[attr-defined]
    return {"conference": conference, "agenda": agenda(conference), "waiting": rows, "may": membership.may("enter")}


def _study(topic: Topic, membership: Membership, today: date) -> Context:
    studies = PreStudy.objects.visible_to(membership).live().filter(of_topic=topic).order_by("-happened_on")
    return {
        "topic": topic,
        "studies": list(studies.prefetch_related("pairing")),
        "may_study": membership.may("enter") and membership.side not in ("", topic.side),
        "opinions": PreStudy.Opinion.choices,
    }


def _attendees(conference: Conference, membership: Membership, today: date) -> Context | None:
    """By post: who holds it on the day of the conference, even after a hand-over."""
    rows = Attendee.objects.visible_to(membership).live().filter(attends=conference).select_related("in_post")
    found = [(row, row.in_post.holder_on(conference.happened_on) if row.in_post else "") for row in rows]  # type: ignore[attr-defined]
    return {"rows": found} if found else None


panels = [
    Panel(Conference, _("Agenda"), _agenda, "conferences/panels/agenda.html"),
    Panel(Conference, _("Matters decided"), rows_of("matters")),
    Panel(Conference, _("Attendance"), _attendees),
    Panel(Topic, _("The other side's study"), _study, "conferences/panels/study.html"),
]
