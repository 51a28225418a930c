"""A conference's page: agenda, topics that wait for the other side's study, who comes; a topic's page: its study."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.conferences.invitation import agenda
from duikou.conferences.models import Attendee, Conference, PreStudy, Topic
from duikou.ledger.models import Evidence
from duikou.ledger.panel import Panel, rows_of
from duikou.parties.models import Post, Term

Context = dict[str, Any]


def _agenda(conference: Conference, membership: Membership, today: date) -> Context:
    topics: Any = Topic.objects.visible_to(membership).live().filter(for_conference=conference)
    with_papers = topics.prefetch_related("pairing", Prefetch("evidence", Evidence.objects.filter(trashed_at=None)))
    waiting = with_papers.filter(place_on_agenda__isnull=True).order_by("happened_on")
    return {
        "conference": conference, "agenda": list(with_papers.on_agenda(conference)), "may": membership.may("enter"),
        "waiting": [(topic, topic.latest_study()) for topic in waiting],
        "calls": bool(conference.topics_until and conference.topics_until >= today),
    }  # fmt: skip


def _study(topic: Topic, membership: Membership, today: date) -> Context:
    studies = PreStudy.objects.visible_to(membership).live().filter(of_topic=topic).order_by("-happened_on")
    return {
        "topic": topic,
        "studies": list(studies.prefetch_related("pairing")),
        "may_study": membership.may("enter") and membership.side not in ("", topic.side),
        "opinions": PreStudy.Opinion.choices,
    }


def _attendees(conference: Conference, membership: Membership, today: date) -> Context:
    """By post: who holds it on the day of the conference, even after a hand-over."""
    rows = list(Attendee.objects.visible_to(membership).live().filter(attends=conference).select_related("in_post"))
    invited = {row.in_post_id for row in rows}  # type: ignore[attr-defined]
    posts: Any = Post.objects.visible_to(membership).live().exclude(pk__in=[pk for pk in invited if pk])
    holders = Term.objects.holders_on(conference.happened_on, [pk for pk in invited if pk])
    found = [(row, holders.get(row.in_post_id, _("vacant") if row.in_post_id else "")) for row in rows]  # type: ignore[attr-defined]
    may = membership.may("enter")
    choice = posts.prefetch_related("pairing").order_by("home", "title")[:60] if may else []
    return {"conference": conference, "rows": found, "posts": choice, "may": may}


def _minutes(conference: Conference, membership: Membership, today: date) -> Context | None:
    """The minutes for the host to keep; they begin with what the ledger knows of the day."""
    may = membership.may("enter") and membership.side in (conference.host, conference.side)
    if conference.happened_on > today or not (may or conference.minutes):
        return None
    return {"conference": conference, "may": may, "text": conference.minutes or draft_of_minutes(conference)}


def draft_of_minutes(conference: Conference) -> str:
    """Day, place, topics heard and matters decided, in the order of the day."""
    topics = "、".join(topic.title for topic in agenda(conference))
    matters = conference.matters.counted().order_by("created_at").values_list("title", flat=True)
    first = _("On %(day)s the two sides held %(title)s.") % {"day": conference.happened_on, "title": conference.title}
    heard = [_("The conference heard: %(topics)s.") % {"topics": topics}] if topics else []
    decided = (
        [f"{_('The conference decided:')}", *(f"{n}. {title}" for n, title in enumerate(matters, 1))] if matters else []
    )
    return "\n".join([first, *heard, *decided])


panels = [
    Panel(Conference, gettext_lazy("Agenda"), _agenda, "conferences/panels/agenda.html"),
    Panel(Conference, gettext_lazy("Matters decided"), rows_of("matters")),
    Panel(Conference, gettext_lazy("Minutes"), _minutes, "conferences/panels/minutes.html"),
    Panel(Conference, gettext_lazy("Attendance"), _attendees, "conferences/panels/attendance.html"),
    Panel(Topic, gettext_lazy("The other side's study"), _study, "conferences/panels/study.html"),
]
