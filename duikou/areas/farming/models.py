from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models import Organisation


class Listing(Record):
    """A category of farm products on a sales platform of the partner."""

    SUMMARY: ClassVar = ("channel", "brand", "certificate")

    class Certificate(models.TextChoices):
        GREEN = "green", _("green food")
        ORGANIC = "organic", _("organic")
        ORIGIN = "origin", _("protected origin")

    channel = models.CharField(_("channel"), max_length=80, blank=True)
    brand = models.CharField(_("brand"), max_length=60, blank=True)
    certificate = models.CharField(_("certificate"), max_length=8, choices=Certificate, blank=True)
    producer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("producer")
    )
    certified_until = models.DateField(_("certificate valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("product category online")
        verbose_name_plural = _("product categories online")


class OfftakeQuerySet(RecordQuerySet):
    def intended(self) -> OfftakeQuerySet:
        return self.filter(binding=False)

    def contracted(self) -> OfftakeQuerySet:
        return self.filter(binding=True)


class Offtake(Record):
    """A purchase of farm products agreed for a time, as a letter of intent or as a contract."""

    SUMMARY: ClassVar = ("goods", "buyer", "quantity", "binding")

    goods = models.CharField(_("goods"), max_length=60)
    buyer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("buyer")
    )
    seller = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seller")
    )
    quantity = QuantityField(_("quantity per year"), unit="t/year")
    binding = models.BooleanField(_("contract, not only intent"), default=False)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = OfftakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("offtake")
        verbose_name_plural = _("offtakes")


class Delivery(Record):
    """Goods delivered under an offtake contract."""

    SUMMARY: ClassVar = ("under", "quantity")

    under = models.ForeignKey(Offtake, models.PROTECT, related_name="deliveries", verbose_name=_("offtake"))
    quantity = QuantityField(_("quantity"), unit="t", null=False, blank=False)
    amount = QuantityField(_("amount"), unit="CNY")

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")


class Sale(Record):
    """Farm products sold outside the region in a period that ends on the record's date."""

    SUMMARY: ClassVar = ("goods", "quantity", "amount", "destination")

    goods = models.CharField(_("goods"), max_length=60)
    quantity = QuantityField(_("quantity"), unit="t", null=False, blank=False)
    amount = QuantityField(_("amount"), unit="CNY")
    destination = models.CharField(_("destination"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("sale of farm products")
        verbose_name_plural = _("sales of farm products")


class Hall(Record):
    """An exhibition hall given to the farm products of the partner."""

    SUMMARY: ClassVar = ("place", "area_given")

    place = models.CharField(_("place"), max_length=80, blank=True)
    area_given = QuantityField(_("area"), unit="m2")

    class Meta:
        verbose_name = _("exhibition hall")
        verbose_name_plural = _("exhibition halls")
