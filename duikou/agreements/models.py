from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models import Organisation


class AgreementQuerySet(RecordQuerySet):
    def binding(self) -> AgreementQuerySet:
        return self.exclude(type__in=Agreement.NOT_BINDING)

    def not_binding(self) -> AgreementQuerySet:
        return self.filter(type__in=Agreement.NOT_BINDING)


class Agreement(Record):
    """A paper that two parties signed; its date is the day of signing."""

    class Type(models.TextChoices):
        FRAMEWORK = "framework", _("framework agreement")
        INTENT = "intent", _("letter of intent")
        PURCHASE = "purchase", _("purchase contract")
        LICENCE = "licence", _("licence agreement")
        INVESTMENT = "investment", _("investment contract")
        TWINNING = "twinning", _("twinning agreement")
        COOPERATION = "cooperation", _("cooperation agreement")

    NOT_BINDING: ClassVar = (Type.FRAMEWORK, Type.INTENT)
    SUMMARY: ClassVar = ("type", "first_party", "second_party", "amount")

    type = models.CharField(
        _("type"), max_length=12, choices=Type, help_text=_("Framework agreements and letters of intent count apart.")
    )
    first_party = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="signed_first", verbose_name=_("first party")
    )
    second_party = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="signed_second",
        verbose_name=_("second party"),
    )  # fmt: skip
    amount = QuantityField(_("amount"), unit="CNY", help_text=_("For example 1.2亿元 or 约5000万元."))
    ends_on = models.DateField(_("in force until"), null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def clean(self) -> None:
        super().clean()
        if self.first_party_id and self.first_party_id == self.second_party_id:
            raise ValidationError({"second_party": _("The two parties are the same organisation.")})
        if self.ends_on and self.happened_on and self.ends_on < self.happened_on:
            raise ValidationError({"ends_on": _("The agreement ends before it was signed.")})
