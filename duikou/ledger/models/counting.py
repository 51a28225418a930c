from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.fields import QuantityField
from duikou.ledger.models.record import Kept, Record


class OpeningBalance(Record):
    """A past total without items: the value of one figure, up to a date or for a period, with its evidence."""

    AREA = ""

    figure = models.CharField(_("figure"), max_length=80)
    dimensions = models.JSONField(_("part of the figure"), default=dict, blank=True)
    period = models.CharField(_("period"), max_length=7, blank=True, help_text=_("A year (2018) or month (2018-06)."))
    value = QuantityField(_("value"), null=False, blank=False)

    class Meta:
        verbose_name = _("opening balance")
        verbose_name_plural = _("opening balances")
        indexes: ClassVar = [models.Index(fields=["figure"], name="balance_figure")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.area = self.figure.partition(".")[0]
        super().save(*args, **kwargs)


class CountingRule(Kept):
    """A dated rule of what a figure counts (口径); a figure at a date uses the rule in force then.

    `only` and `exclude` map a dimension of the figure to the values that are counted or left out; the window bounds
    the dates that count. Old reports keep the version they were made with.
    """

    figure = models.CharField(_("figure"), max_length=80)
    version = models.CharField(_("version"), max_length=20)
    valid_from = models.DateField(_("valid from"))
    text = models.TextField(_("rule in words"))
    only = models.JSONField(_("counted only"), default=dict, blank=True)
    exclude = models.JSONField(_("left out"), default=dict, blank=True)
    window_from = models.DateField(_("window from"), null=True, blank=True)
    window_to = models.DateField(_("window to"), null=True, blank=True)

    class Meta:
        verbose_name = _("counting rule")
        verbose_name_plural = _("counting rules")
        ordering: ClassVar = ["figure", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["figure", "version"], name="rule_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.version}"
