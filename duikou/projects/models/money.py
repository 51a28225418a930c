from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.engines.quantities import Quantity
from duikou.ledger.fields import QuantityField, quantity_of
from duikou.ledger.models import Record, RecordQuerySet
from duikou.projects.models.project import Project

KEPT_YEARS = 3  # money withdrawn earlier than this un-counts


class PaymentQuerySet(RecordQuerySet):
    def counting(self) -> PaymentQuerySet:
        return self.filter(counts=True)


class Payment(Record):
    """Investment paid in for a project, with the kind of proof it rests on; its date is the day of payment."""

    class Proof(models.TextChoices):
        VERIFICATION = "1_verification", _("capital verification report")
        BANK_SLIP = "2_bank_slip", _("bank slip")
        EQUIPMENT = "3_equipment", _("equipment list")
        REGISTERED = "4_registered", _("registered capital")
        STATISTICS = "5_statistics", _("statistics figure")

    SUMMARY: ClassVar = ("belongs_to", "amount", "proof")
    PROOFS: ClassVar = {"payment": _("payment"), "withdrawal": _("withdrawal")}

    belongs_to = models.ForeignKey(Project, models.PROTECT, related_name="payments", verbose_name=_("project"))
    amount = QuantityField(_("amount paid in"), unit="CNY", null=False, blank=False)
    proof = models.CharField(
        _("rests on"), max_length=15, choices=Proof, help_text=_("The strongest proof at hand, in this order.")
    )
    withdrawn_on = models.DateField(
        _("withdrawn on"), null=True, blank=True, help_text=_("Money withdrawn within three years no longer counts.")
    )
    counts = models.BooleanField(_("counts"), default=True, editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")

    def clean(self) -> None:
        super().clean()
        if self.withdrawn_on and self.happened_on and self.withdrawn_on < self.happened_on:
            raise ValidationError({"withdrawn_on": _("The money was withdrawn before it was paid.")})
        self.counts = not self.withdrawn_on or self.withdrawn_on >= years_after(self.happened_on, KEPT_YEARS)

    @property
    def amount_quantity(self) -> Quantity | None:
        return quantity_of(self, "amount")


def years_after(day: date, years: int) -> date:
    """The same day `years` later; the 29th of February becomes the 1st of March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
