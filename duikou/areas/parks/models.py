from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models import Organisation


class Park(Record):
    """A park that the two sides build together."""

    SUMMARY: ClassVar = ("size",)

    size = QuantityField(_("planned area"), unit="km2")

    class Meta:
        verbose_name = _("co-built park")
        verbose_name_plural = _("co-built parks")


class ParcelQuerySet(RecordQuerySet):
    def occupied(self) -> ParcelQuerySet:
        return self.filter(use=Parcel.Use.OCCUPIED)

    def idle(self) -> ParcelQuerySet:
        return self.filter(use=Parcel.Use.IDLE)


class Parcel(Record):
    """A piece of land of a park, and who uses it."""

    class Use(models.TextChoices):
        IDLE = "idle", _("idle")
        RESERVED = "reserved", _("reserved")
        OCCUPIED = "occupied", _("occupied")

    SUMMARY: ClassVar = ("in_park", "extent", "use", "occupant")

    in_park = models.ForeignKey(Park, models.PROTECT, related_name="parcels", verbose_name=_("park"))
    extent = QuantityField(_("area"), unit="m2", null=False, blank=False)
    use = models.CharField(_("use"), max_length=8, choices=Use, default=Use.IDLE)
    occupant = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("occupant")
    )

    objects = ParcelQuerySet.as_manager()

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")


class InfrastructureQuerySet(RecordQuerySet):
    def finished(self) -> InfrastructureQuerySet:
        return self.filter(done_on__isnull=False)


class Infrastructure(Record):
    """Infrastructure of a park: roads, sewage, gas, incubators."""

    class Type(models.TextChoices):
        ROAD = "road", _("roads")
        SEWAGE = "sewage", _("sewage")
        GAS = "gas", _("gas")
        POWER = "power", _("power and heat")
        INCUBATOR = "incubator", _("incubator")

    SUMMARY: ClassVar = ("in_park", "type", "due_on", "done_on")

    in_park = models.ForeignKey(Park, models.PROTECT, related_name="works_there", verbose_name=_("park"))
    type = models.CharField(_("type"), max_length=9, choices=Type)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = InfrastructureQuerySet.as_manager()

    class Meta:
        verbose_name = _("infrastructure works")
        verbose_name_plural = _("infrastructure works")


class TenantQuerySet(RecordQuerySet):
    def present(self) -> TenantQuerySet:
        return self.filter(left_on__isnull=True)


class Tenant(Record):
    """An enterprise in a park, from the record's date on."""

    SUMMARY: ClassVar = ("in_park", "firm", "yearly_output", "left_on")

    in_park = models.ForeignKey(Park, models.PROTECT, related_name="tenants", verbose_name=_("park"))
    firm = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enterprise")
    )
    yearly_output = QuantityField(_("output per year"), unit="CNY")
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenant")
        verbose_name_plural = _("tenants")
