from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record, RecordQuerySet


class Direction(models.TextChoices):
    A_TO_B = "a_to_b", _("north to south")
    B_TO_A = "b_to_a", _("south to north")


class VisitQuerySet(RecordQuerySet):
    def led_by_city_leaders(self) -> VisitQuerySet:
        return self.filter(level=Visit.Level.CITY)


class Visit(Record):
    """A delegation of one side at the other."""

    class Level(models.TextChoices):
        CITY = "city", _("city leader or above")
        DEPARTMENT = "department", _("department or county")
        ENTERPRISE = "enterprise", _("chamber or enterprise")

    SUMMARY: ClassVar = ("direction", "level", "leader", "people")

    direction = models.CharField(_("direction"), max_length=6, choices=Direction)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    leader = models.CharField(_("led by"), max_length=80, blank=True, help_text=_("Name and post."))
    people = QuantityField(_("people"), unit="person")
    outcome = models.TextField(_("outcome"), blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")


class Talk(Record):
    """A business talk, of one with one, one with many or many with one."""

    class Mode(models.TextChoices):
        ONE_TO_ONE = "one_to_one", _("one to one")
        ONE_TO_MANY = "one_to_many", _("one to many")
        MANY_TO_ONE = "many_to_one", _("many to one")

    SUMMARY: ClassVar = ("mode", "people")

    mode = models.CharField(_("mode"), max_length=11, choices=Mode)
    people = QuantityField(_("people"), unit="person")
    outcome = models.TextField(_("outcome"), blank=True)

    class Meta:
        verbose_name = _("talk")
        verbose_name_plural = _("talks")


class EventQuerySet(RecordQuerySet):
    def promotions(self) -> EventQuerySet:
        return self.exclude(type=Event.Type.TRADE_FAIR)

    def trade_fairs(self) -> EventQuerySet:
        return self.filter(type=Event.Type.TRADE_FAIR)


class Event(Record):
    """A promotion, exhibition, symposium or expo, or an edition of the trade fair of the two cities."""

    class Type(models.TextChoices):
        PROMOTION = "promotion", _("promotion")
        EXHIBITION = "exhibition", _("exhibition and sale")
        SYMPOSIUM = "symposium", _("symposium")
        EXPO = "expo", _("expo")
        TRADE_FAIR = "trade_fair", _("trade fair of the two cities")

    SUMMARY: ClassVar = ("type", "place", "guests", "projects_signed", "amount_signed")

    type = models.CharField(_("type"), max_length=10, choices=Type)
    place = models.CharField(_("place"), max_length=80, blank=True)
    guests = QuantityField(_("guests of the partner"), unit="person")
    projects_signed = QuantityField(_("projects signed there"), unit="project")
    amount_signed = QuantityField(_("amount signed there"), unit="CNY")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
