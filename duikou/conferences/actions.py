"""Verbs of the joint conference: study the other side's topic, put it on the agenda, take it off."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.conferences.models import Conference, PreStudy, Topic
from duikou.ledger import actions
from duikou.ledger.history import keep
from duikou.ledger.models import State


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
