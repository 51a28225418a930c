from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models import Organisation

UNTOUCHED_DAYS = 30


class LeadQuerySet(RecordQuerySet):
    def open(self) -> LeadQuerySet:
        return self.filter(status=Lead.Status.OPEN)

    def untouched(self, today: date, days: int = UNTOUCHED_DAYS) -> LeadQuerySet:
        """Open leads that nobody has followed up for `days` days."""
        return (
            self.open()
            .annotate(touched=Coalesce("followed_on", "happened_on"))
            .filter(touched__lt=today - timedelta(days=days))
        )


class Lead(Record):
    """A possible project that somebody heard of; the first of the three libraries."""

    class Status(models.TextChoices):
        OPEN = "open", _("being followed")
        PROMOTED = "promoted", _("in the reserve")
        DROPPED = "dropped", _("dropped")

    SUMMARY: ClassVar = ("source", "prospect", "status")

    source = models.CharField(_("where it was found"), max_length=120, blank=True)
    prospect = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("possible investor")
    )

    found_at = models.ForeignKey(
        Record,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads_found",
        verbose_name=_("found at"),
        help_text=_("The visit, talk or event at which it was found."),
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OPEN)
    followed_on = models.DateField(_("last followed up on"), null=True, blank=True)
    dropped_because = models.CharField(_("why it was dropped"), max_length=200, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")

    def clean(self) -> None:
        super().clean()
        if self.status == self.Status.DROPPED and not self.dropped_because:
            raise ValidationError({"dropped_because": _("Say why the lead was dropped.")})

    @property
    def last_touched_on(self) -> date:
        return self.followed_on or self.happened_on
