from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.regions.models import Pairing

VERBS = {
    "enter": _("entered"), "amend": _("changed"), "report": _("reported"), "agree": _("agreed"), "dispute": _("disputed"),
    "accept": _("took over the other value"), "settle": _("objection settled"), "attach": _("evidence added"),
    "detach": _("evidence taken away"), "trash": _("trashed"), "restore": _("restored"), "keep": _("file kept"),
    "rule": _("rule set"), "load": _("loaded"), "import": _("taken in from a sheet"), "comment": _("comment"), "join": _("joined to another record"),
    "part": _("parted again"), "judge": _("judged"), "move": _("moved on"), "reveal": _("personal data shown"), "remind": _("reminded"),
}  # fmt: skip


class Entry(models.Model):
    """One change in the history: who, for which side, when, why, before and after, chained by hash to the one before.

    Append only. `before` holds the values that changed, `after` the whole row, so that the ledger can be shown as it
    was known at any moment.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"))
    pairing = models.ForeignKey(Pairing, models.PROTECT, null=True, related_name="+")
    actor = models.CharField(_("by"), max_length=150)
    side = models.CharField(_("side"), max_length=1, blank=True)
    verb = models.CharField(_("verb"), max_length=20)
    kind = models.CharField(_("kind"), max_length=60)
    object_id = models.UUIDField(_("row"))
    record_id = models.UUIDField(_("record"), null=True, db_index=True)
    reason = models.TextField(_("reason"), blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [
            models.Index(fields=["object_id", "number"], name="entry_of_row"),
            models.Index(fields=["pairing", "-number"], name="entry_timeline"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.verb} {self.kind}"

    @property
    def verb_label(self) -> str:
        return str(VERBS.get(self.verb, self.verb))


class Head(models.Model):
    """The end of the chain: one row, locked by each writer in turn."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("head of the history")
        verbose_name_plural = _("head of the history")

    def __str__(self) -> str:
        return f"#{self.number} {self.hash[:12]}"
