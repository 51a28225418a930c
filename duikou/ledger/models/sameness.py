from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.models.record import Kept, Record


class Judgement(Kept):
    """A person's decision that two records do or do not speak of the same thing; a later one replaces it."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="judgements", verbose_name=_("record"))
    other = models.ForeignKey(Record, models.PROTECT, related_name="+", verbose_name=_("other record"))
    same = models.BooleanField(_("the same thing"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("judgement of sameness")
        verbose_name_plural = _("judgements of sameness")
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return f"{self.record} {'=' if self.same else '≠'} {self.other}"
