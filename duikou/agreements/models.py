from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.engines.quantities import Quantity
from duikou.ledger.fields import QuantityField, quantity_of
from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models import Organisation


class AgreementQuerySet(RecordQuerySet):
    def original(self) -> AgreementQuerySet:
        """Each agreement once: an amendment is a version of the one it amends."""
        return self.filter(amends__isnull=True)

    def binding(self) -> AgreementQuerySet:
        return self.original().exclude(type__in=Agreement.NOT_BINDING)

    def not_binding(self) -> AgreementQuerySet:
        return self.original().filter(type__in=Agreement.NOT_BINDING)

    def expiring(self, first: date, last: date) -> AgreementQuerySet:
        """In force, not yet replaced by an amendment, and ending in the window."""
        return self.filter(ends_on__range=(first, last), amendments__isnull=True)


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
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("amends"),
        help_text=_("The earlier version that this one changes or prolongs."),
    )  # fmt: skip
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
        if self.amends_id and self.id in [version.id for version in self.versions()[1:]]:
            raise ValidationError({"amends": _("An agreement cannot amend itself.")})

    @property
    def is_binding(self) -> bool:
        return self.type not in self.NOT_BINDING

    @property
    def amount_quantity(self) -> Quantity | None:
        return quantity_of(self, "amount")

    def versions(self) -> list[Agreement]:
        """This version and those before it, newest first."""
        found: list[Agreement] = []
        version: Agreement | None = self
        while version is not None:
            found.append(version)
            version = None if version.amends_id in [known.id for known in found[1:]] else version.amends
        return found


class ObligationQuerySet(RecordQuerySet):
    def fulfilled(self) -> ObligationQuerySet:
        return self.filter(fulfilled_on__isnull=False)

    def pending(self) -> ObligationQuerySet:
        return self.filter(fulfilled_on__isnull=True)


class Obligation(Record):
    """What a party of an agreement has to do by a day; its date is the day it was agreed."""

    SUMMARY: ClassVar = ("under", "party", "due_on", "fulfilled_on")
    PROOFS: ClassVar = {"fulfilment": _("fulfilment")}

    under = models.ForeignKey(Agreement, models.PROTECT, related_name="obligations", verbose_name=_("agreement"))
    party = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="obligations", verbose_name=_("obliged party")
    )
    amount = QuantityField(_("amount"), unit="CNY")
    due_on = models.DateField(_("due on"))
    fulfilled_on = models.DateField(_("fulfilled on"), null=True, blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")

    def is_late(self, today: date) -> bool:
        return self.fulfilled_on is None and self.due_on < today
