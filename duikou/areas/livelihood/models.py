from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record, RecordQuerySet
from duikou.projects.models import Project


class FundingQuerySet(RecordQuerySet):
    def by_partner(self) -> FundingQuerySet:
        return self.filter(giver=Funding.Giver.PARTNER)


class Funding(Record):
    """Money promised for a livelihood project, by who gives it."""

    class Giver(models.TextChoices):
        PARTNER = "partner", _("partner city")
        OWN = "own", _("own budget")
        HIGHER = "higher", _("province or nation")
        OTHER = "other", _("other")

    SUMMARY: ClassVar = ("for_project", "giver", "amount")

    for_project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="funding_lines", verbose_name=_("project")
    )
    giver = models.CharField(_("given by"), max_length=7, choices=Giver)
    amount = QuantityField(_("amount"), unit="CNY", null=False, blank=False)

    objects = FundingQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("funding")


class Disbursement(Record):
    """Money of a funding line that was paid out."""

    SUMMARY: ClassVar = ("out_of", "amount")

    out_of = models.ForeignKey(Funding, models.PROTECT, related_name="disbursements", verbose_name=_("out of"))
    amount = QuantityField(_("amount"), unit="CNY", null=False, blank=False)

    class Meta:
        verbose_name = _("disbursement")
        verbose_name_plural = _("disbursements")


class Benefit(Record):
    """What a livelihood project brought to people."""

    SUMMARY: ClassVar = ("of_project", "people")

    of_project = models.ForeignKey(Project, models.PROTECT, related_name="benefits", verbose_name=_("project"))
    people = QuantityField(_("people served"), unit="person")

    class Meta:
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
