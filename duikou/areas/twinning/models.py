from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models import Organisation


class TieQuerySet(RecordQuerySet):
    def between(self, *types: str) -> TieQuerySet:
        return self.filter(type__in=types)

    def senior_high(self) -> TieQuerySet:
        return self.between(Tie.Type.SENIOR_HIGH)

    def junior_high(self) -> TieQuerySet:
        return self.between(Tie.Type.JUNIOR_HIGH)

    def medical(self) -> TieQuerySet:
        return self.between(Tie.Type.HOSPITAL)


class Tie(Record):
    """Institutions of the two sides in twinning. Both sides count their own, since one may stand against several."""

    class Type(models.TextChoices):
        SENIOR_HIGH = "senior_high", _("senior high schools")
        JUNIOR_HIGH = "junior_high", _("junior high schools")
        COLLEGE = "college", _("colleges")
        HOSPITAL = "hospital", _("medical institutions")
        COUNTY = "county", _("counties")
        TOWN = "town", _("towns and villages")
        CHAMBER = "chamber", _("chambers")

    SUMMARY: ClassVar = ("type", "north", "south", "renew_by")

    type = models.CharField(_("type"), max_length=11, choices=Type)
    north = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("northern side")
    )
    south = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("southern side")
    )
    institutions = QuantityField(_("institutions, as the agreement counts"), unit="org")
    count_a = QuantityField(_("institutions of the northern side"), unit="org")
    count_b = QuantityField(_("institutions of the southern side"), unit="org")
    programme = models.TextField(_("programme"), blank=True)
    renew_by = models.DateField(_("renew by"), null=True, blank=True)

    objects = TieQuerySet.as_manager()

    class Meta:
        verbose_name = _("twinning")
        verbose_name_plural = _("twinnings")


class Activity(Record):
    """What a twinning did on a day."""

    SUMMARY: ClassVar = ("of_tie", "people")

    of_tie = models.ForeignKey(Tie, models.PROTECT, related_name="activities", verbose_name=_("twinning"))
    people = QuantityField(_("people"), unit="person")

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
