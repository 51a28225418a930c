from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Membership, Unit
from duikou.engines.scoring import Scheme as ScoringScheme
from duikou.engines.scoring import SchemeError, read_scheme
from duikou.ledger.models import Record, RecordQuerySet


class Scheme(Record):
    """The rules of an assessment as data; its date is the day from which they hold."""

    SUMMARY: ClassVar = ("year",)

    year = models.PositiveSmallIntegerField(_("year"))
    rules = models.JSONField(_("rules"))

    class Meta:
        verbose_name = _("assessment scheme")
        verbose_name_plural = _("assessment schemes")

    def clean(self) -> None:
        super().clean()
        try:
            read_scheme(self.rules)
        except SchemeError as error:
            raise ValidationError({"rules": str(error)}) from error

    def read(self) -> ScoringScheme:
        return read_scheme(self.rules)


class Round(Record):
    """One assessment: a scheme, a period, the units, and how far it is; its date is the cut-off of the figures."""

    class Stage(models.TextChoices):
        SELF = "self", _("self-assessment")
        OPINION = "opinion", _("the paired side's opinion")
        REVIEW = "review", _("review")
        OBJECTION = "objection", _("open to objections")
        PUBLISHED = "published", _("published")

    SUMMARY: ClassVar = ("by_scheme", "since", "stage")
    SET_AT_ENTRY: ClassVar = ("by_scheme",)

    by_scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="rounds", verbose_name=_("scheme"))
    since = models.DateField(_("figures since"))
    stage = models.CharField(_("stage"), max_length=9, choices=Stage, default=Stage.SELF, editable=False)
    objections_until = models.DateField(_("objections until"), null=True, blank=True)
    result = models.JSONField(_("published result"), default=dict, editable=False)

    class Meta:
        verbose_name = _("assessment round")
        verbose_name_plural = _("assessment rounds")

    def clean(self) -> None:
        super().clean()
        if self.since and self.happened_on and self.since > self.happened_on:
            raise ValidationError({"since": _("The period begins after its cut-off.")})


class ScoreSheetQuerySet(RecordQuerySet):
    def of(self, membership: Membership) -> ScoreSheetQuerySet:
        """Sheets that the member speaks for: those of the own unit; a clerk for every unit of the side."""
        own = self.filter(doer__side=membership.side)
        return own.filter(doer=membership.unit) if membership.grants.records in ("unit", "own") else own


class ScoreSheet(Record):
    """What one unit brings to a round and what was said about it; the score itself is computed, never typed."""

    SUMMARY: ClassVar = ("of_round", "doer", "own_score")

    of_round = models.ForeignKey(Round, models.PROTECT, related_name="sheets", verbose_name=_("round"))
    doer = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit assessed"))
    group = models.CharField(_("group"), max_length=40, blank=True)
    given = models.JSONField(
        _("figures from elsewhere"),
        default=dict,
        blank=True,
        help_text=_("What the ledger does not hold: scores given by others, faults."),
    )
    own_score = models.DecimalField(_("self-assessment"), max_digits=8, decimal_places=3, null=True, editable=False)
    own_words = models.TextField(_("self-assessment in words"), blank=True, editable=False)
    opinion = models.TextField(_("opinion of the paired side"), blank=True, editable=False)
    review = models.TextField(_("review"), blank=True, editable=False)
    complaint = models.TextField(_("objection"), blank=True, editable=False)
    ruling = models.TextField(_("ruling"), blank=True, editable=False)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        constraints: ClassVar = [models.UniqueConstraint(fields=["of_round", "doer"], name="one_sheet")]

    @property
    def stands_fast(self) -> str:
        return str(_("This changes through its own steps alone, which its page offers."))

    def is_of(self, membership: Membership) -> bool:
        return ScoreSheet.objects.of(membership).filter(pk=self.pk).exists()

    def clean(self) -> None:
        super().clean()
        if not isinstance(self.given, dict):
            raise ValidationError({"given": _('Names and numbers are needed, for example {"satisfaction": 92}.')})
