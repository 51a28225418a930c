from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from duikou.accounts.roles import GRANTS, Grants, Role
from duikou.regions.models import Pairing, Region, Side


class Unit(models.Model):
    """A user's workplace: a cooperation office, a department, a county government or an enterprise."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("cooperation office")
        DEPARTMENT = "department", _("department")
        COUNTY = "county", _("county")
        SUPERVISION = "supervision", _("supervision office")
        WINDOW = "window", _("service window")
        ENTERPRISE = "enterprise", _("enterprise")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="units", verbose_name=_("pairing"))
    side = models.CharField(_("side"), max_length=1, choices=Side)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name=_("region"))

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering: ClassVar = ["side", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pairing", "side", "name"], name="unit_named_once_per_side"),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who logs in. The name is kept whole, as Chinese names are."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=40)

    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, today: date) -> MembershipQuerySet:
        """Memberships that have not ended; the last day still counts."""
        return self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=today))


class Membership(models.Model):
    """One role of one user in one pairing. Province readers and auditors have no side."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="memberships", verbose_name=_("pairing"))
    side = models.CharField(_("side"), max_length=1, choices=Side, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=16, choices=Role)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering: ClassVar = ["pairing__synthetic", "pairing__slug", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "pairing", "side", "role"], name="role_given_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[Role.AUDITOR, Role.PROVINCE], side="")
                | models.Q(side__in=["a", "b"], unit__isnull=False),
                name="membership_with_side_has_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.pairing}"

    @property
    def grants(self) -> Grants:
        return GRANTS[Role(self.role)]

    def may(self, grant: str) -> bool:
        """Whether the role may do `grant`, a field name of `Grants`."""
        return bool(getattr(self.grants, grant))
