from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Membership
from duikou.ledger.models import Record, RecordQuerySet, State
from duikou.parties.models import Post
from duikou.regions.models import Side


class ConferenceQuerySet(RecordQuerySet):
    def coming(self, today: date) -> ConferenceQuerySet:
        return self.filter(happened_on__gte=today)

    def calling(self, today: date, side: str) -> ConferenceQuerySet:
        """Conferences that still call for topics and have none of this side."""
        own = Topic.objects.live().filter(for_conference=OuterRef("pk"), side=side)
        return self.coming(today).filter(topics_until__gte=today).filter(~Exists(own))


class Conference(Record):
    """A joint conference of the two governments; its date is the day it is held, the host changes in turn."""

    SUMMARY: ClassVar = ("number", "host", "place")
    PROOFS: ClassVar = {"paper": _("paper of the conference"), "minutes": _("signed minutes")}

    number = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    host = models.CharField(_("host"), max_length=1, choices=Side)
    place = models.CharField(_("place"), max_length=80, blank=True)
    topics_until = models.DateField(_("topics until"), null=True, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint conference")
        verbose_name_plural = _("joint conferences")

    def clean(self) -> None:
        super().clean()
        if self.topics_until and self.happened_on and self.topics_until > self.happened_on:
            raise ValidationError({"topics_until": _("Topics are wanted before the conference, not after it.")})

    @classmethod
    def first_values(cls, membership: Membership) -> dict[str, Any]:
        """The next number, and as host the side whose turn it is."""
        known = cls.objects.visible_to(membership).live()
        last = known.filter(number__isnull=False).order_by("-number").first()
        if last is None:
            return {"number": 1}
        return {"number": last.number + 1, "host": Side(last.host).other}  # type: ignore[attr-defined]

    def before(self) -> models.QuerySet[Conference]:
        """The earlier conferences of the series, the last one first."""
        earlier = Conference.objects.counted().filter(pairing_id=self.pairing_id, happened_on__lt=self.happened_on)
        return earlier.order_by("-happened_on")  # type: ignore[return-value]


class TopicQuerySet(RecordQuerySet):
    def studied(self) -> TopicQuerySet:
        """Topics that the other side, by its last word, found ready."""
        said = PreStudy.objects.counted().filter(of_topic=OuterRef("pk")).order_by("-happened_on", "-created_at", "-pk")
        return self.alias(last_word=Subquery(said.values("opinion")[:1])).filter(last_word__in=PreStudy.READY)

    def on_agenda(self, conference: Conference) -> TopicQuerySet:
        """The agenda in its order."""
        placed = self.counted().filter(for_conference=conference, place_on_agenda__isnull=False)
        return placed.order_by("place_on_agenda")

    def unstudied(self) -> TopicQuerySet:
        """Reported topics that still lack the other side's opinion."""
        said = PreStudy.objects.counted().filter(of_topic=OuterRef("pk"))
        return self.exclude(state=State.DRAFT).filter(~Exists(said))


class Topic(Record):
    """What one side wants to bring before a conference; it comes on the agenda once the other side has studied it."""

    SUMMARY: ClassVar = ("for_conference", "asks", "place_on_agenda")
    PROOFS: ClassVar = {"paper": _("paper of the topic")}
    SET_AT_ENTRY: ClassVar = ("for_conference",)

    for_conference = models.ForeignKey(
        Conference, models.PROTECT, related_name="topics", verbose_name=_("for the conference")
    )
    asks = models.TextField(_("what is asked of the conference"))
    place_on_agenda = models.PositiveSmallIntegerField(_("place on the agenda"), null=True, blank=True, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def latest_study(self) -> PreStudy | None:
        return self.studies.live().exclude(state=State.DRAFT).order_by("-happened_on", "-created_at", "-pk").first()


class PreStudy(Record):
    """The other side's opinion of a topic before the conference (交叉预研)."""

    class Opinion(models.TextChoices):
        READY = "ready", _("ready for the agenda")
        CHANGED = "changed", _("ready with changes")
        DATA = "data", _("data wanted first")
        NOT_READY = "not_ready", _("not ready")

    READY: ClassVar = (Opinion.READY, Opinion.CHANGED)
    SUMMARY: ClassVar = ("of_topic", "opinion")

    of_topic = models.ForeignKey(Topic, models.PROTECT, related_name="studies", verbose_name=_("topic"))
    opinion = models.CharField(_("opinion"), max_length=9, choices=Opinion)
    says = models.TextField(_("what the study found"), blank=True)
    data_wanted = models.CharField(_("data wanted"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("pre-study")
        verbose_name_plural = _("pre-studies")

    def clean(self) -> None:
        super().clean()
        if self.of_topic_id and self.side == self.of_topic.side:
            raise ValidationError(
                {"of_topic": _("A topic is studied by the other side, not by the one that brings it.")}
            )
        if self.opinion == self.Opinion.DATA and not self.data_wanted.strip():
            raise ValidationError({"data_wanted": _("Say which data are wanted.")})
        if self.opinion in (self.Opinion.CHANGED, self.Opinion.NOT_READY) and not self.says.strip():
            raise ValidationError({"says": _("Say what has to change.")})


class Matter(Record):
    """A matter that a joint conference decided; the tasks that carry it out point at it."""

    SUMMARY: ClassVar = ("decided_at", "from_topic")

    decided_at = models.ForeignKey(Conference, models.PROTECT, related_name="matters", verbose_name=_("decided at"))
    from_topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name=_("from the topic")
    )

    class Meta:
        verbose_name = _("matter decided")
        verbose_name_plural = _("matters decided")


class Attendee(Record):
    """Who comes to a conference: a post, and with it whoever holds it on the day, or a guest by name."""

    SUMMARY: ClassVar = ("attends", "in_post", "came")

    attends = models.ForeignKey(Conference, models.PROTECT, related_name="attendees", verbose_name=_("conference"))
    in_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in the post")
    )
    came = models.BooleanField(_("came"), default=True)

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
