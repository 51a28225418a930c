"""Verbs of the joint conference: study the other side's topic, put it on the agenda, take it off."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.conferences.models import Attendee, Conference, PreStudy, Topic
from duikou.ledger import actions
from duikou.ledger.history import keep
from duikou.ledger.models import State
from duikou.parties.models import Post


def study(topic: Topic, *, opinion: str, says: str = "", data_wanted: str = "", by: Actor) -> PreStudy:
    """The other side's opinion of a topic, reported at once."""
    if topic.state == State.DRAFT:
        raise ValidationError(_("The topic is still a draft of the other side."), "draft")
    with transaction.atomic():
        values = {
            "title": topic.title, "happened_on": by.today, "of_topic": topic, "opinion": opinion, "says": says.strip(),
            "data_wanted": data_wanted.strip(),
        }  # fmt: skip
        return actions.report(actions.enter(PreStudy, values, by=by), by=by)  # type: ignore[return-value]


def put_on_agenda(topic: Topic, *, by: Actor) -> Topic:
    """Give a topic the next place on its conference's agenda; refused until the other side found it ready."""
    by.require("enter")
    if by.pairing.pk != topic.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))
    if topic.place_on_agenda:
        return topic
    if not Topic.objects.studied().filter(pk=topic.pk).exists():
        raise ValidationError(_("The other side has not studied this topic and found it ready yet."), "study")
    with transaction.atomic():
        Conference.objects.select_for_update().get(pk=topic.for_conference_id)
        last = Topic.objects.live().filter(for_conference=topic.for_conference_id).aggregate(n=Max("place_on_agenda"))
        topic.place_on_agenda = (last["n"] or 0) + 1
        keep(topic, by=by, verb="move", reason=_("put on the agenda"))
    return topic


def take_off_agenda(topic: Topic, *, by: Actor) -> Topic:
    by.require("enter")
    if by.pairing.pk != topic.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))
    if topic.place_on_agenda:
        topic.place_on_agenda = None
        keep(topic, by=by, verb="move", reason=_("taken off the agenda"))
    return topic


def invite(conference: Conference, posts: Iterable[Post], *, by: Actor) -> int:
    """Invite whoever holds these posts; a post that is invited already stays as it is."""
    by.require("enter")
    if by.pairing.pk != conference.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))
    known = set(Attendee.objects.live().filter(attends=conference).values_list("in_post_id", flat=True))
    new = [post for post in posts if post.pk not in known and post.pairing_id == conference.pairing_id]
    with transaction.atomic():
        for post in new:
            values = {
                "title": post.title,
                "happened_on": conference.happened_on,
                "attends": conference,
                "in_post": post,
            }
            actions.report(actions.enter(Attendee, values, by=by), by=by)
    return len(new)


def keep_minutes(conference: Conference, text: str, *, by: Actor) -> Conference:
    """The side that hosts the conference, or that entered it, keeps the minutes; the other side confirms them anew."""
    by.require("enter")
    if by.pairing.pk != conference.pairing_id or by.side not in (conference.host, conference.side):
        raise PermissionDenied(_("The host keeps the minutes."))
    if by.today < conference.happened_on:
        raise ValidationError(_("The conference has not been held yet."), "early")
    if conference.minutes != text.strip():
        conference.minutes = text.strip()
        if conference.state == State.AGREED:
            conference.state, conference.agreed_by, conference.agreed_at = State.REPORTED, None, None
        keep(conference, by=by, verb="amend", reason=_("minutes"))
    return conference
