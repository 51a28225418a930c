from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record
from duikou.parties.models import Organisation


class Laboratory(Record):
    """A platform, centre, workstation or incubator that the two sides run or build together."""

    class Type(models.TextChoices):
        PLATFORM = "platform", _("service platform")
        CENTRE = "centre", _("R&D centre")
        WORKSTATION = "workstation", _("workstation")
        INCUBATOR = "incubator", _("incubator")

    SUMMARY: ClassVar = ("type", "run_by", "partner_party")

    type = models.CharField(_("type"), max_length=11, choices=Type)
    run_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("run by")
    )
    partner_party = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partner")
    )

    class Meta:
        verbose_name = _("platform or centre")
        verbose_name_plural = _("platforms and centres")


class Alliance(Record):
    """An innovation alliance; its date is the day it was founded."""

    SUMMARY: ClassVar = ("field_of_work",)

    field_of_work = models.CharField(_("field of work"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("alliance")
        verbose_name_plural = _("alliances")


class AllianceMember(Record):
    """An organisation in an alliance from a day on."""

    SUMMARY: ClassVar = ("in_alliance", "joined_by")

    in_alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="members", verbose_name=_("alliance"))
    joined_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("member")
    )

    class Meta:
        verbose_name = _("alliance member")
        verbose_name_plural = _("alliance members")


class Transfer(Record):
    """A result of research that an enterprise took over."""

    SUMMARY: ClassVar = ("given_by", "taken_by", "amount")

    given_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given by")
    )
    taken_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken by")
    )
    amount = QuantityField(_("amount"), unit="CNY")

    class Meta:
        verbose_name = _("result transferred")
        verbose_name_plural = _("results transferred")
