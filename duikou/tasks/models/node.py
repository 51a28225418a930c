from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.models import Record, RecordQuerySet


class NodeQuerySet(RecordQuerySet):
    def of(self, record: Record) -> NodeQuerySet:
        return self.live().filter(belongs_to_id=record.pk)  # type: ignore[return-value]

    def in_order(self) -> NodeQuerySet:
        """As they were laid out."""
        return self.order_by("created_at", "pk")


class Node(Record):
    """One step of a backward plan, of a task or a project: how long, after what, by when; its date is when it was set."""

    SUMMARY: ClassVar = ("belongs_to", "code", "due_on", "done_on")

    belongs_to = models.ForeignKey(Record, models.PROTECT, related_name="nodes", verbose_name=_("of"))
    code = models.CharField(_("code"), max_length=8)
    days = models.PositiveSmallIntegerField(_("working days"), default=1)
    after = models.CharField(
        _("comes after"),
        max_length=120,
        blank=True,
        help_text=_("Codes of the steps before it, for example 1, 2SS+5, 3FF."),
    )
    outdoors = models.BooleanField(_("outdoors"), default=False)
    start_on = models.DateField(_("planned start"), null=True, blank=True)
    due_on = models.DateField(_("planned finish"), null=True, blank=True)
    baseline_on = models.DateField(_("first planned finish"), null=True, blank=True, editable=False)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = NodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("node")
        verbose_name_plural = _("nodes")

    def clean(self) -> None:
        super().clean()
        if self.done_on and self.started_on and self.done_on < self.started_on:
            raise ValidationError({"done_on": _("The step ends before it begins.")})
