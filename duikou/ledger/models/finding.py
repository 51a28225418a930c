from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import User
from duikou.ledger.models.record import Record
from duikou.regions.models import Pairing


class SearchText(models.Model):
    """What a record is found by; made from the record and its evidence, and made anew whenever they change."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="search_text")
    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="+", db_index=False)
    body = models.TextField()

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")

    def __str__(self) -> str:
        return self.body[:40]


class SavedView(models.Model):
    """A register with filters and order under a name of the user's own."""

    user = models.ForeignKey(User, models.CASCADE, related_name="views")
    register = models.CharField(_("register"), max_length=40)
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(_("filters"), max_length=500)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering: ClassVar = ["register", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "register", "name"], name="view_named_once")]

    def __str__(self) -> str:
        return self.name
