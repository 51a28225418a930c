from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    A = "a", _("side A")
    B = "b", _("side B")

    @property
    def other(self) -> Side:
        return Side.B if self is Side.A else Side.A


class Region(models.Model):
    """A place with its six-digit code of administrative divisions (GB/T 2260)."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("province")
        CITY = "city", _("city")
        COUNTY = "county", _("county or district")

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    full_name = models.CharField(_("full name"), max_length=120)
    level = models.CharField(_("level"), max_length=8, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Pairing(models.Model):
    """Two regions that cooperate. A synthetic pairing carries generated data and says so on every page."""

    slug = models.SlugField(_("short name in addresses"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    english_name = models.CharField(_("English name"), max_length=80)
    region_a = models.ForeignKey(Region, models.PROTECT, related_name="pairings_as_a", verbose_name=_("side A"))
    region_b = models.ForeignKey(Region, models.PROTECT, related_name="pairings_as_b", verbose_name=_("side B"))
    short_a = models.CharField(_("short name of side A"), max_length=20)
    short_b = models.CharField(_("short name of side B"), max_length=20)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    synthetic = models.BooleanField(_("synthetic data"), default=False)

    class Meta:
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        ordering: ClassVar = ["synthetic", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(region_a=models.F("region_b")), name="pairing_of_two_regions"),
        ]

    def __str__(self) -> str:
        return self.name

    def region(self, side: str) -> Region:
        return self.region_a if side == Side.A else self.region_b

    def side_name(self, side: str) -> str:
        """What people call a side: the short name of its city."""
        return {Side.A: self.short_a, Side.B: self.short_b}.get(Side(side), "") if side else ""

    @property
    def provinces(self) -> set[str]:
        """Codes of the provinces above the two sides."""
        return {self.region_a_id[:2] + "0000", self.region_b_id[:2] + "0000"}
