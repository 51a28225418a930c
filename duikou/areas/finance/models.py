from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models import Organisation


class Branch(Record):
    """A financial institution that one side set up at the other."""

    SUMMARY: ClassVar = ("institution",)

    institution = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("institution")
    )

    class Meta:
        verbose_name = _("financial institution set up")
        verbose_name_plural = _("financial institutions set up")


class CreditLine(Record):
    """Money that a bank holds ready for an enterprise brought in."""

    SUMMARY: ClassVar = ("bank", "borrower", "amount", "ends_on")

    bank = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bank")
    )
    borrower = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("borrower")
    )
    amount = QuantityField(_("amount"), unit="CNY", null=False, blank=False)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("credit line")
        verbose_name_plural = _("credit lines")


class FinancingNeedQuerySet(RecordQuerySet):
    def open(self) -> FinancingNeedQuerySet:
        return self.filter(outcome=FinancingNeed.Outcome.OPEN)

    def met(self) -> FinancingNeedQuerySet:
        return self.filter(outcome=FinancingNeed.Outcome.MET)


class FinancingNeed(Record):
    """Money that an enterprise needs, and what came of it."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        MET = "met", _("met")
        REFUSED = "refused", _("not met")

    SUMMARY: ClassVar = ("firm", "amount", "outcome")

    firm = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enterprise")
    )
    amount = QuantityField(_("amount needed"), unit="CNY", null=False, blank=False)
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome, default=Outcome.OPEN)
    amount_met = QuantityField(_("amount given"), unit="CNY")

    objects = FinancingNeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("financing need")
        verbose_name_plural = _("financing needs")
