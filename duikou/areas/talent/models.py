from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models import Person


class BatchQuerySet(RecordQuerySet):
    def cadres_sent(self) -> BatchQuerySet:
        return self.filter(programme=Batch.Programme.POSTING, direction=Batch.Direction.SENT)

    def cadres_received(self) -> BatchQuerySet:
        return self.filter(programme=Batch.Programme.POSTING, direction=Batch.Direction.RECEIVED)

    def entrepreneurs(self) -> BatchQuerySet:
        return self.filter(programme=Batch.Programme.ENTREPRENEURS)

    def sent(self) -> BatchQuerySet:
        return self.filter(direction=Batch.Direction.SENT)

    def received(self) -> BatchQuerySet:
        return self.filter(direction=Batch.Direction.RECEIVED)


class Batch(Record):
    """People who go together, on posts or to train; its date is the day they set out."""

    class Programme(models.TextChoices):
        POSTING = "posting", _("cadres on posts")
        ENTREPRENEURS = "entrepreneurs", _("training of entrepreneurs")
        PROFESSIONALS = "professionals", _("training of professionals")

    class Direction(models.TextChoices):
        SENT = "sent", _("north to south")
        RECEIVED = "received", _("south to north")

    SUMMARY: ClassVar = ("programme", "direction", "people", "ends_on")

    programme = models.CharField(_("programme"), max_length=13, choices=Programme)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    people = QuantityField(_("people"), unit="person", null=False, blank=False)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")


class PostingQuerySet(RecordQuerySet):
    def first_of_person(self) -> PostingQuerySet:
        """Each person once, at the first posting."""
        earlier = Posting.objects.counted().filter(
            holder=models.OuterRef("holder"), happened_on__lt=models.OuterRef("happened_on")
        )
        return self.filter(~models.Exists(earlier))


class Posting(Record):
    """One person on a post at the partner, with its period and appraisal."""

    SUMMARY: ClassVar = ("in_batch", "holder", "position", "ends_on")

    in_batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="postings", verbose_name=_("batch")
    )
    holder = models.ForeignKey(Person, models.PROTECT, related_name="postings", verbose_name=_("person"))
    position = models.CharField(_("position"), max_length=80, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    appraisal = models.TextField(_("appraisal"), blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
