from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.models import Record
from duikou.regions.models import Side


class Conference(Record):
    """A joint conference of the two governments; its date is the day it was held, the host changes in turn."""

    SUMMARY: ClassVar = ("number", "host", "place")

    number = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    host = models.CharField(_("host"), max_length=1, choices=Side)
    place = models.CharField(_("place"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("joint conference")
        verbose_name_plural = _("joint conferences")


class Matter(Record):
    """A matter that a joint conference decided."""

    SUMMARY: ClassVar = ("decided_at",)

    decided_at = models.ForeignKey(Conference, models.PROTECT, related_name="matters", verbose_name=_("decided at"))

    class Meta:
        verbose_name = _("matter decided")
        verbose_name_plural = _("matters decided")
