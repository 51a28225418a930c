from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from duikou.agreements.models import Agreement
from duikou.ledger.fields import QuantityField
from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models import Organisation, Post
from duikou.projects.models.lead import Lead
from duikou.regions.models import Region


class ProjectQuerySet(RecordQuerySet):
    def signed(self) -> ProjectQuerySet:
        return self.filter(signed_on__isnull=False)

    def livelihood(self) -> ProjectQuerySet:
        return self.signed().filter(category=Project.Category.LIVELIHOOD)

    def performed(self) -> ProjectQuerySet:
        """Signed projects that were taken up: begun on site or first money paid in; placed by `performed_on`."""
        payments = apps.get_model("projects.Payment").objects.counted().filter(counts=True, belongs_to=OuterRef("pk"))  # type: ignore[attr-defined]
        paid = Subquery(payments.order_by("happened_on").values("happened_on")[:1])
        taken_up = Coalesce(Least("started_on", "first_paid_on"), "started_on", "first_paid_on")
        return self.signed().annotate(first_paid_on=paid, performed_on=taken_up).filter(performed_on__isnull=False)

    def at_stage(self, *stages: str) -> ProjectQuerySet:
        return self.filter(stage__in=stages)


class Project(Record):
    """One project of the cooperation, from the reserve library to production."""

    class Stage(models.TextChoices):
        RESERVE = "reserve", _("reserve")
        SIGNED = "signed", _("signed")
        STARTED = "started", _("started")
        CONSTRUCTION = "construction", _("under construction")
        PRODUCTION = "production", _("in production or complete")
        SUSPENDED = "suspended", _("suspended")
        ENDED = "ended", _("ended")

    class Category(models.TextChoices):
        INDUSTRY = "industry", _("industry")
        FARMING = "farming", _("farming and food")
        LIVELIHOOD = "livelihood", _("livelihood")
        SCIENCE = "science", _("science and education")
        SERVICE = "service", _("trade and services")
        TOURISM = "tourism", _("culture and tourism")

    class Precision(models.TextChoices):
        DAY = "day", _("to the day")
        MONTH = "month", _("to the month")
        BY = "by", _("no later than")

    # Set at entry as the project then stood; afterwards the gates move it.
    SET_AT_ENTRY: ClassVar = ("stage",)
    PROOFS: ClassVar = {
        "contract": _("contract"),
        "registration": _("registration or filing of the project"),
        "main_works": _("main works begun"),
        "commissioning": _("acceptance or start of production"),
        "stop": _("suspension or end"),
    }
    SUMMARY: ClassVar = ("stage", "category", "investor", "investment_planned", "capacity", "jobs_expected", "site")

    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.RESERVE)
    category = models.CharField(_("category"), max_length=12, choices=Category)
    lead_from = models.ForeignKey(
        Lead, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("from the lead")
    )
    contract = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("agreement signed")
    )
    investor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("investor")
    )
    site = models.CharField(_("site"), max_length=120, blank=True)
    county = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("county or district")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_precision = models.CharField(_("date of signing is"), max_length=5, choices=Precision, default=Precision.DAY)
    started_on = models.DateField(
        _("started on"), null=True, blank=True, help_text=_("Main works begun, contract and registration at hand.")
    )
    started_precision = models.CharField(_("date of start is"), max_length=5, choices=Precision, default=Precision.DAY)
    expected_by = models.CharField(
        _("completion expected"), max_length=7, blank=True, help_text=_("A year (2020) or month (2020-06).")
    )
    produced_on = models.DateField(_("in production since"), null=True, blank=True)
    investment_planned = QuantityField(
        _("planned investment"), unit="CNY", help_text=_("For example 约2亿元 or 15863万元.")
    )
    capacity = QuantityField(_("capacity per year"), unit="t/year", help_text=_("In tonnes a year, for example 8万吨."))
    product = models.CharField(_("product"), max_length=60, blank=True)
    jobs_expected = QuantityField(_("jobs expected"), unit="person", help_text=_("For example 800~1500人."))

    stopped_because = models.CharField(_("why suspended or ended"), max_length=200, blank=True)
    post_a = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible, northern side")
    )
    post_b = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible, southern side")
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def clean(self) -> None:
        super().clean()
        self._check_order()
        if self.stage not in (self.Stage.RESERVE, self.Stage.ENDED) and not self.signed_on:
            raise ValidationError({"signed_on": _("A project past the reserve has a date of signing.")})

    def _check_order(self) -> None:
        """Signing, start and production follow each other; a date known only as a bound is not held against it."""
        dates = [("started_on", self.started_on), ("produced_on", self.produced_on)]
        earlier = self.signed_on if self.signed_precision == self.Precision.DAY else None
        for name, day in dates:
            if earlier and day and day < earlier:
                raise ValidationError({name: _("This date lies before the step that comes first.")})
            earlier = day or earlier

    @property
    def milestones(self) -> list[tuple[str, date | None, str]]:
        """The stages as a reader wants them: name, date, how exact the date is."""
        return [
            (str(_("signed")), self.signed_on, self.signed_precision),
            (str(_("started")), self.started_on, self.started_precision),
            (str(_("in production or complete")), self.produced_on, self.Precision.DAY),
        ]
