from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from duikou.accounts.models import Membership, Unit, User
from duikou.ledger.fields import QuantityField, as_text, quantity_of
from duikou.regions.models import Pairing, Side


class Kept(models.Model):
    """A row whose every change is kept in the history. Written by `history.keep`, never deleted, only trashed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(_("entered at"), editable=False)
    trashed_at = models.DateTimeField(_("trashed at"), null=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def kind_name(cls) -> str:
        return cls._meta.label_lower


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    REPORTED = "reported", _("reported")
    AGREED = "agreed", _("agreed")
    DISPUTED = "disputed", _("disputed")


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, membership: Membership | None) -> RecordQuerySet:
        """What a member may see; the start of every queryset that a request can reach."""
        if membership is None or not membership.grants.see:
            return self.none()
        inside = self.filter(pairing_id=membership.pairing_id)
        reach = membership.grants.records
        if reach == "all":
            return inside
        if reach == "own":
            return inside.filter(unit_id=membership.unit_id)
        own_drafts = models.Q(side=membership.side) if reach == "side" else models.Q(unit_id=membership.unit_id)
        return inside.filter(~models.Q(state=State.DRAFT) | own_drafts)

    def live(self) -> RecordQuerySet:
        return self.filter(trashed_at__isnull=True)

    def counted(self) -> RecordQuerySet:
        """What figures count: reported by one side at least, and not in the trash."""
        return self.live().exclude(state=State.DRAFT)

    def awaiting(self, membership: Membership) -> RecordQuerySet:
        """Records of the other side that wait for this member's key."""
        return self.visible_to(membership).live().filter(state=State.REPORTED, side=Side(membership.side).other)


class Record(Kept):
    """What one side entered and both sides vouch for; every kind of record extends it."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, verbose_name=_("pairing"), editable=False)
    kind = models.CharField(_("kind"), max_length=60, editable=False)
    area = models.CharField(_("area"), max_length=20, editable=False)
    side = models.CharField(_("entered by"), max_length=1, choices=Side, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("entering unit"), editable=False)
    title = models.CharField(_("title"), max_length=200)
    happened_on = models.DateField(_("date"), help_text=_("The day on which it happened; figures count it from then."))
    note = models.TextField(_("note"), blank=True, help_text=_("What a reader needs to know beside the fields."))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    reported_at = models.DateTimeField(_("reported at"), null=True, editable=False)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, editable=False)

    objects = RecordQuerySet.as_manager()

    AREA: ClassVar[str] = ""
    SUMMARY: ClassVar[tuple[str, ...]] = ()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        indexes: ClassVar = [
            models.Index(fields=["pairing", "kind", "-happened_on", "-id"], name="record_register"),
            models.Index(fields=["pairing", "state", "side", "-reported_at"], name="record_two_keys"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if type(self) is not Record:
            self.kind, self.area = self.kind_name(), self.AREA or self._meta.app_label
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("record", args=[self.pk])

    @property
    def side_name(self) -> str:
        return self.pairing.side_name(self.side)

    @property
    def awaits(self) -> str:
        """The side whose key is missing, or "" when both have turned theirs."""
        return "" if self.state == State.AGREED else self.side if self.state == State.DRAFT else Side(self.side).other


VERBS = {
    "enter": _("entered"), "amend": _("changed"), "report": _("reported"), "agree": _("agreed"), "dispute": _("disputed"),
    "accept": _("took over the other value"), "settle": _("objection settled"), "attach": _("evidence added"),
    "detach": _("evidence taken away"), "trash": _("trashed"), "restore": _("restored"), "keep": _("file kept"),
    "rule": _("rule set"), "load": _("loaded"),
}  # fmt: skip


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

    def __str__(self) -> str:
        return self.title or (self.file.name if self.file else self.url or self.source)


class Objection(Kept):
    """Why a side does not agree: the field, the value it holds right, the reason and the next step."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="objections", verbose_name=_("record"))
    side = models.CharField(_("raised by"), max_length=1, choices=Side)
    field = models.CharField(_("field"), max_length=60, blank=True)
    value = models.CharField(_("value held right"), max_length=200, blank=True)
    reason = models.TextField(_("reason"))
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settlement = models.CharField(_("settlement"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return self.reason

    @property
    def field_label(self) -> str:
        """The words of the disputed field; the record as a whole where none is named."""
        kind = apps.get_model(self.record.kind)
        return str(kind._meta.get_field(self.field).verbose_name) if self.field else str(_("the record as a whole"))  # type: ignore[union-attr]

    @property
    def entered_value(self) -> str:
        """What the entering side holds now in the disputed field, as text."""
        if not self.field:
            return ""
        own = apps.get_model(self.record.kind)._base_manager.get(pk=self.record_id)
        if isinstance(own._meta.get_field(self.field), QuantityField):
            return as_text(quantity_of(own, self.field))
        return str(getattr(own, self.field) or "")


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
