from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.engines.quantities import Quantity
from duikou.ledger.fields import QuantityField, quantity_of
from duikou.ledger.models import Record
from duikou.projects.models.project import Project


class Signing(Record):
    """One signing event as it was announced. Several may speak of one project: re-signings, phases, renamed firms."""

    SUMMARY: ClassVar = ("belongs_to", "investor_name", "amount", "occasion")

    belongs_to = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="signings", verbose_name=_("project"),
        help_text=_("The one project that this signing is about."),
    )  # fmt: skip
    investor_name = models.CharField(_("investor as announced"), max_length=120, blank=True)
    amount = QuantityField(_("amount announced"), unit="CNY")
    occasion = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="signed_there", verbose_name=_("occasion"),
        help_text=_("The conference, fair or visit at which it was signed."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("signing")
        verbose_name_plural = _("signings")

    @property
    def amount_quantity(self) -> Quantity | None:
        return quantity_of(self, "amount")
