"""Texts, what the checker finds in them, and what a clerk decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duikou.ledger import storage
from duikou.ledger.models import File, Kept, Record
from duikou.regions.models import Side


class Text(Record):
    """A document that is held against the ledger; its date is the day it was published.

    It belongs to the side that put it in, as a draft; reported, the other side reads it and its findings too.
    """

    SUMMARY: ClassVar = ("source", "open")

    source = models.CharField(
        _("source"), max_length=80, blank=True, help_text=_("Who published it; texts of one source are compared.")
    )
    as_of = models.DateField(_("ledger as of"), help_text=_("The business date of the ledger it is held against."))
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("file as it came"), editable=False)
    plain = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("its text"), editable=False)
    characters = models.PositiveIntegerField(_("characters"), default=0, editable=False)
    quantities = models.PositiveIntegerField(_("quantities"), default=0, editable=False)
    confirmed = models.PositiveIntegerField(_("confirmed"), default=0, editable=False)
    open = models.PositiveIntegerField(_("open findings"), default=0, editable=False)
    judged_at = models.DateTimeField(_("checked at"), null=True, editable=False)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def get_absolute_url(self) -> str:
        return reverse("text", args=[self.pk])

    def read(self) -> str:
        """The text itself, to whose characters the findings point."""
        return storage.path_of(self.plain.sha256).read_bytes().decode()


class Decision(Kept):
    """What was decided about a place of a text; it holds when the text is checked again, until it is undone."""

    class Choice(models.TextChoices):
        DRAFT = "draft", _("entered as a draft record")
        BALANCE = "balance", _("entered as an opening balance")
        SCOPE = "scope", _("another scope")
        DISMISSED = "dismissed", _("dismissed")

    text = models.ForeignKey(Text, models.PROTECT, related_name="decisions", verbose_name=_("text"))
    place = models.CharField(_("place"), max_length=64)
    choice = models.CharField(_("decision"), max_length=9, choices=Choice)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    side = models.CharField(_("decided by"), max_length=1, choices=Side)
    who = models.CharField(_("decided by"), max_length=150)
    made = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", verbose_name=_("record made"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes: ClassVar = [models.Index(fields=["text", "place"], name="decision_place")]

    def __str__(self) -> str:
        return str(self.get_choice_display())


class FindingQuerySet(models.QuerySet["Finding"]):
    def pending(self) -> FindingQuerySet:
        """What somebody has to look at and nobody has."""
        return self.filter(decision__isnull=True).exclude(severity=Finding.Severity.INFO)

    def narrowed(self, asked: Mapping[str, str]) -> FindingQuerySet:
        """By what the address asks for: kind, severity, decided or not."""
        rows = self
        for name, choices in (("kind", Finding.Kind.values), ("severity", Finding.Severity.values)):
            if asked.get(name) in choices:
                rows = rows.filter(**{name: asked[name]})
        if asked.get("decided") in ("yes", "no"):
            rows = rows.filter(decision__isnull=asked["decided"] == "no")
        return rows.filter(quote__icontains=asked["q"].strip()) if asked.get("q", "").strip() else rows


class Finding(models.Model):
    """What the checker says of one place of a text, or of several; made anew at each check, with its decision kept."""

    class Kind(models.TextChoices):
        CONFLICT = "internal_conflict", _("conflict in the text")
        MISMATCH = "ledger_mismatch", _("differs from the ledger")
        SCOPE = "other_scope", _("other scope")
        UNKNOWN = "not_recorded", _("not in the ledger")
        CONFIRMED = "confirmed", _("confirmed by the ledger")

    class Severity(models.TextChoices):
        ERROR = "error", _("error")
        WARNING = "warning", _("to look at")
        INFO = "info", _("note")

    SIGNS: ClassVar = {
        "internal_conflict": "!",
        "ledger_mismatch": "≠",
        "other_scope": "◐",
        "not_recorded": "?",
        "confirmed": "✓",
    }

    text = models.ForeignKey(Text, models.CASCADE, related_name="findings", verbose_name=_("text"))
    number = models.PositiveIntegerField(_("number"))
    place = models.CharField(_("place"), max_length=64)
    kind = models.CharField(_("kind"), max_length=17, choices=Kind)
    severity = models.CharField(_("severity"), max_length=7, choices=Severity)
    start = models.PositiveIntegerField(_("from"))
    end = models.PositiveIntegerField(_("to"))
    quote = models.TextField(_("in the text"))
    spans = models.JSONField(_("places"))
    figure = models.CharField(_("figure"), max_length=80, blank=True)
    part = models.CharField(_("part of the figure"), max_length=200, blank=True)
    where = models.JSONField(default=dict)
    stated = models.JSONField(_("stated"), null=True)
    ledger = models.JSONField(_("in the ledger"), null=True)
    quantity = models.CharField(_("quantity"), max_length=60, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    records = models.JSONField(_("records"), default=list)
    why = models.TextField(_("reason"))
    wording = models.CharField(_("proposed wording"), max_length=80, blank=True)
    decision = models.ForeignKey(
        Decision, models.SET_NULL, null=True, related_name="findings", verbose_name=_("decision")
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["text", "number"], name="finding_number")]
        indexes: ClassVar = [models.Index(fields=["text", "kind", "number"], name="finding_kind")]

    def __str__(self) -> str:
        return self.quote

    @property
    def sign(self) -> str:
        """A sign beside the colour, so that nobody has to tell colours apart."""
        return str(self.SIGNS[self.kind])

    def as_row(self) -> list[Any]:
        decided = str(self.decision) if self.decision else ""
        return [self.number, self.get_kind_display(), self.get_severity_display(), self.quote, self.figure, self.stated,
                self.ledger, self.why, self.wording, decided, self.decision.reason if self.decision else ""]  # fmt: skip
