from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record
from duikou.parties.models import Organisation


class Route(Record):
    """A tourist route brought out together."""

    SUMMARY: ClassVar = ("season", "operator")

    season = models.CharField(_("season"), max_length=40, blank=True)
    operator = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("operator")
    )

    class Meta:
        verbose_name = _("tourist route")
        verbose_name_plural = _("tourist routes")


class TourGroup(Record):
    """A group of visitors from the partner."""

    SUMMARY: ClassVar = ("on_route", "origin", "visitors")

    on_route = models.ForeignKey(
        Route, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name=_("route")
    )
    origin = models.CharField(_("origin"), max_length=60, blank=True)
    visitors = QuantityField(_("visitors"), unit="person", null=False, blank=False)

    class Meta:
        verbose_name = _("tour group")
        verbose_name_plural = _("tour groups")


class Promotion(Record):
    """An event to promote tourism at the partner."""

    SUMMARY: ClassVar = ("place", "people")

    place = models.CharField(_("place"), max_length=80, blank=True)
    people = QuantityField(_("people"), unit="person")

    class Meta:
        verbose_name = _("tourism promotion")
        verbose_name_plural = _("tourism promotions")
