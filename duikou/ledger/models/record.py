from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from duikou.accounts.models import Membership, Unit, User
from duikou.regions.models import Pairing, Side

if TYPE_CHECKING:
    from duikou.accounts.actor import Actor


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
        """Neither in the trash nor joined to the record that stands for it."""
        return self.filter(trashed_at__isnull=True, same_as__isnull=True)

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
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="joined", verbose_name=_("same as"), editable=False
    )

    objects = RecordQuerySet.as_manager()

    AREA: ClassVar[str] = ""
    SUMMARY: ClassVar[tuple[str, ...]] = ()
    SET_AT_ENTRY: ClassVar[tuple[str, ...]] = ()  # fields that verbs of their own change after the entry
    PERSONAL: ClassVar[tuple[str, ...]] = ()  # text fields that are shown masked
    # What a piece of evidence can prove about a record of this kind: name → words.
    PROOFS: ClassVar[dict[str, Any]] = {}

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

    def on_reported(self, by: Actor) -> None:
        """What follows for other records when this one is reported, in the same transaction."""

    @property
    def stands_fast(self) -> str:
        """Why the record may neither be changed nor trashed any more; "" where it may."""
        return ""

    @classmethod
    def first_values(cls, membership: Membership) -> dict[str, Any]:
        """What the form of a new record starts with."""
        return {}

    def get_absolute_url(self) -> str:
        return reverse("record", args=[self.pk])

    @property
    def kind_label(self) -> str:
        return str(apps.get_model(self.kind)._meta.verbose_name)

    @property
    def side_name(self) -> str:
        return self.pairing.side_name(self.side)

    @property
    def awaits(self) -> str:
        """The side whose key is missing, or "" when both have turned theirs."""
        return "" if self.state == State.AGREED else self.side if self.state == State.DRAFT else Side(self.side).other
