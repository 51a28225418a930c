from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.engines.quantities import Quantity
from duikou.ledger.fields import QuantityField, quantity_of
from duikou.ledger.models import Kept, Record
from duikou.regions.models import Pairing, Side

BASES = (("reported", _("one side at least")), ("agreed", _("both sides")))


class TemplateQuerySet(models.QuerySet["ReportTemplate"]):
    def visible_to(self, membership: Membership | None) -> TemplateQuerySet:
        if membership is None or not membership.grants.see:
            return self.none()
        return self.filter(pairing_id=membership.pairing_id)

    def live(self) -> TemplateQuerySet:
        return self.filter(trashed_at__isnull=True)


class ReportTemplate(Kept):
    """A text with figure fields, written in the browser; its versions are in the history."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="+", editable=False)
    side = models.CharField(_("side"), max_length=1, choices=Side, editable=False)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=40_000)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("report template")
        verbose_name_plural = _("report templates")
        ordering: ClassVar = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Report(Record):
    """A paper: what it says is computed from the ledger until it is issued, and frozen then; its date is its own."""

    class Genre(models.TextChoices):
        ANNUAL = "annual", _("annual summary")
        HALF_YEAR = "half-year", _("half-year summary")
        QUARTER = "quarter", _("quarterly brief")
        NOTICE = "notice", _("monthly notice")
        LEDGER = "ledger", _("task ledger (paper)")
        ORDER = "order", _("supervision order (paper)")
        AGENDA = "agenda", _("conference agenda")
        MINUTES = "minutes", _("conference minutes")
        RESULT = "result", _("assessment result")
        PROJECT = "project", _("project sheet")
        STATISTICS = "statistics", _("statistics table")
        TEMPLATE = "template", _("from a template")

    class Stage(models.TextChoices):
        DRAFT = "draft", _("draft")
        CHECKED = "checked", _("checked")
        ISSUED = "issued", _("issued")
        WITHDRAWN = "withdrawn", _("withdrawn")

    SUMMARY: ClassVar = ("genre", "number_shown", "as_of", "stage")

    genre = models.CharField(_("kind of paper"), max_length=10, choices=Genre)
    since = models.DateField(_("since"), null=True, blank=True)
    as_of = models.DateField(_("figures as of"))
    basis = models.CharField(_("on the word of"), max_length=8, choices=BASES, default="reported")
    of_side = models.CharField(
        _("of one side only"), max_length=1, choices=Side, blank=True, help_text=_("Empty: of the whole pairing.")
    )
    about = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("about")
    )
    template = models.ForeignKey(
        ReportTemplate, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("template")
    )
    pattern = models.TextField(_("text of the template"), blank=True, editable=False)
    stage = models.CharField(_("stage"), max_length=9, choices=Stage, default=Stage.DRAFT, editable=False)
    series = models.CharField(_("number series"), max_length=80, blank=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    number_shown = models.CharField(_("document number"), max_length=40, blank=True, editable=False)
    known_at = models.DateTimeField(_("figures known at"), null=True, editable=False)
    head_number = models.PositiveBigIntegerField(_("head of the history"), null=True, editable=False)
    head_hash = models.CharField(_("hash of the head"), max_length=64, blank=True, editable=False)
    wording = models.TextField(_("wording"), blank=True, editable=False)
    withdrawn_for = models.CharField(_("withdrawn because"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("register of reports")
        constraints: ClassVar = [
            # One series for each office and year: no number twice; a gap cannot arise, for a number is never given back.
            models.UniqueConstraint(
                fields=["series", "number"], condition=models.Q(number__isnull=False), name="one_number"
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Not yet issued: what it says follows the ledger."""
        return self.stage in (self.Stage.DRAFT, self.Stage.CHECKED)

    def clean(self) -> None:
        super().clean()
        if self.stands_fast:
            raise ValidationError(self.stands_fast, "fast")

    @property
    def stands_fast(self) -> str:
        return "" if self.is_open else str(_("The report is issued; withdraw it and issue another one."))

    def on_reported(self, by: Actor) -> None:
        if self.is_open:
            raise ValidationError(_("A report leaves the office by being issued; do so on its page."), "issue")


class FrozenFigure(Kept):
    """A figure as an issued report states it, with its rule, its coverage and the records it counted then."""

    LISTED: ClassVar = (
        2000  # more records than this are not listed: the history shows the ledger as known at the moment
    )

    report = models.ForeignKey(Report, models.PROTECT, related_name="figures")
    key = models.CharField(_("figure"), max_length=80)
    where = models.JSONField(_("part of the figure"), default=dict)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    as_of = models.DateField(_("as of"))
    basis = models.CharField(max_length=8, choices=BASES)
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    definition = models.TextField(_("definition"))
    rule_version = models.CharField(_("rule version"), max_length=20)
    period = models.CharField(_("period"), max_length=7, blank=True)
    value = QuantityField(_("value"))
    itemised = models.DecimalField(max_digits=20, decimal_places=4, default=0)
    carried = models.DecimalField(max_digits=20, decimal_places=4, default=0)
    records = models.PositiveIntegerField(default=0)
    evidence = models.PositiveIntegerField(default=0)
    ids = models.JSONField(default=list)

    class Meta:
        verbose_name = _("frozen figure")
        verbose_name_plural = _("frozen figures")
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return self.label

    @property
    def quantity(self) -> Quantity | None:
        return quantity_of(self, "value")

    @property
    def is_listed(self) -> bool:
        return self.records <= self.LISTED

    def words(self) -> dict[str, Any]:
        """The parameters of the figure's address that ask for this reading."""
        days = {"from": self.since, "to": self.until, "as_of": self.as_of}
        return {**self.where, "basis": self.basis, **{name: day.isoformat() for name, day in days.items() if day}}
