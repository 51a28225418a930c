from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Unit
from duikou.ledger.models.evidence import File
from duikou.ledger.models.record import Kept
from duikou.regions.models import Pairing, Side


class ImportRun(Kept):
    """One sheet taken in: the file as it came, which column is which field, and what became of its rows."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="+", verbose_name=_("pairing"))
    side = models.CharField(_("side"), max_length=1, choices=Side)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("entering unit"))
    register = models.CharField(_("register"), max_length=40)
    file = models.ForeignKey(File, models.PROTECT, verbose_name=_("file"))
    columns = models.JSONField(_("columns"), default=dict)
    names = models.JSONField(_("what names mean"), default=dict)
    counts = models.JSONField(_("what became of the rows"), default=dict)
    verdicts = models.JSONField(_("verdicts shown"), default=dict)
    committed_at = models.DateTimeField(_("taken in at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.register} · {self.file}"
