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


class Phase(Record):
    """A part of a project that comes into use by itself."""

    SUMMARY: ClassVar = ("belongs_to", "capacity")

    belongs_to = models.ForeignKey(Project, models.PROTECT, related_name="phases", verbose_name=_("project"))
    capacity = QuantityField(_("capacity per year"), unit="t/year")

    @property
    def capacity_quantity(self) -> Quantity | None:
        return quantity_of(self, "capacity")

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")


class Output(Record):
    """What a project has produced, up to a date."""

    SUMMARY: ClassVar = ("belongs_to", "product", "quantity")

    belongs_to = models.ForeignKey(Project, models.PROTECT, related_name="outputs", verbose_name=_("project"))
    product = models.CharField(_("product"), max_length=60)
    quantity = QuantityField(_("quantity"), unit="t")

    @property
    def produced(self) -> Quantity | None:
        return quantity_of(self, "quantity")

    class Meta:
        verbose_name = _("output")
        verbose_name_plural = _("outputs")


class MilestoneQuerySet(RecordQuerySet):
    def pending(self) -> MilestoneQuerySet:
        return self.filter(done_on__isnull=True)


class Milestone(Record):
    """A step of a project with the day it is promised for; the record's date is the day it was set."""

    SUMMARY: ClassVar = ("belongs_to", "due_on", "done_on")

    belongs_to = models.ForeignKey(Project, models.PROTECT, related_name="steps", verbose_name=_("project"))
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def days_late(self, today: date) -> int:
        """Days past the promise, of a finished step for good, of a pending one so far."""
        return max(((self.done_on or today) - self.due_on).days, 0)


class Progress(Record):
    """What a project did in one month; its date lies in that month, amounts are of the month and not running totals."""

    SUMMARY: ClassVar = ("belongs_to", "invested", "jobs")

    belongs_to = models.ForeignKey(Project, models.PROTECT, related_name="progress_reports", verbose_name=_("project"))
    invested = QuantityField(_("investment done this month"), unit="CNY", help_text=_("For example 1200万元."))
    jobs = QuantityField(_("new jobs this month"), unit="person")
    works = models.TextField(_("works of the month"), blank=True)

    class Meta:
        verbose_name = _("monthly progress")
        verbose_name_plural = _("monthly progress")

    def clean(self) -> None:
        super().clean()
        if not self.belongs_to_id or not self.happened_on:
            return
        month = {"happened_on__year": self.happened_on.year, "happened_on__month": self.happened_on.month}
        same = (
            Progress.objects.live().filter(belongs_to=self.belongs_to_id, side=self.side, **month).exclude(pk=self.pk)
        )
        if same.exists():
            raise ValidationError({"happened_on": _("This month is already reported; change that report instead.")})

    @property
    def invested_quantity(self) -> Quantity | None:
        return quantity_of(self, "invested")

    @property
    def jobs_quantity(self) -> Quantity | None:
        return quantity_of(self, "jobs")
