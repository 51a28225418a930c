from __future__ import annotations

from typing import ClassVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.models.record import Kept, Record
from duikou.regions.models import Side


class File(Kept):
    """The bytes behind evidence, kept once under their SHA-256; the type is read from the content."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    media_type = models.CharField(_("type"), max_length=100)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name


class Evidence(Kept):
    """What proves a record: a file, a link or a cited document, with a marked span where it is a text.

    Spans are offsets of characters, end exclusive.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="evidence", verbose_name=_("record"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, verbose_name=_("file"))
    url = models.URLField(_("link"), max_length=500, blank=True)
    source = models.CharField(
        _("cited document"),
        max_length=200,
        blank=True,
        help_text=_("A document that is not kept here: title, publisher, date."),
    )
    char_start = models.PositiveIntegerField(_("span from"), null=True, blank=True)
    char_end = models.PositiveIntegerField(_("span to"), null=True, blank=True)
    quote = models.TextField(_("quoted text"), blank=True)
    side = models.CharField(_("given by"), max_length=1, choices=Side)
    proves = models.CharField(_("proves"), max_length=20, blank=True, help_text=_("Which requirement it proves."))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(file__isnull=False) | ~models.Q(url="") | ~models.Q(source=""),
                name="evidence_points_somewhere",
            ),
        ]

    @property
    def proof_label(self) -> str:
        """What it proves, in the words of the record's kind."""
        kind = apps.get_model(self.record.kind)
        return str(kind.PROOFS.get(self.proves, "")) if self.proves else ""  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return self.title or (self.file.name if self.file else self.url or self.source)
