from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models.organisation import Organisation
from duikou.regions.models import Side


class BodyQuerySet(RecordQuerySet):
    def working_groups(self) -> BodyQuerySet:
        return self.filter(type=Body.Type.WORKING_GROUP)


class Body(Record):
    """A body of the cooperation: a leading group, its office, a working group; its date is the day it was set up."""

    class Type(models.TextChoices):
        LEADING_GROUP = "leading_group", _("leading group")
        OFFICE = "office", _("cooperation office")
        WORKING_GROUP = "working_group", _("working group")

    SUMMARY: ClassVar = ("type", "home", "field")

    type = models.CharField(_("type"), max_length=15, choices=Type)
    home = models.CharField(_("belongs to"), max_length=1, choices=Side)
    field = models.CharField(_("field of work"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("under")
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")


class Person(Record):
    """Somebody who holds posts or speaks for an organisation. Telephone and mail are masked until they are asked for."""

    SUMMARY: ClassVar = ("works_for", "position")
    PERSONAL: ClassVar = ("phone", "email")

    works_for = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("organisation")
    )
    position = models.CharField(_("position"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("mail"), blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")


class Post(Record):
    """An office that answers for work, whoever holds it: who leads, who is in charge, who carries out."""

    class Duty(models.TextChoices):
        LEADS = "leads", _("leads")
        IN_CHARGE = "in_charge", _("is in charge")
        CARRIES_OUT = "carries_out", _("carries out")

    SUMMARY: ClassVar = ("in_body", "in_organisation", "duty")

    home = models.CharField(_("belongs to"), max_length=1, choices=Side)
    in_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("body")
    )
    in_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("organisation")
    )
    duty = models.CharField(_("duty"), max_length=12, choices=Duty, default=Duty.CARRIES_OUT)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def term_on(self, day: date) -> Term | None:
        """The term in force on a day; an acting one only where no other covers the day."""
        running = self.terms.live().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), happened_on__lte=day)
        return running.select_related("holder").order_by("acting", "-happened_on").first()

    def holder_on(self, day: date) -> str:
        """Who answers on a day, in words; a vacant post says so."""
        term = self.term_on(day)
        return term.in_words() if term else str(_("vacant"))


class TermQuerySet(RecordQuerySet):
    def holders_on(self, day: date, posts: Iterable[UUID]) -> dict[UUID, str]:
        """Who answers in each of many posts on a day, in words; vacant posts are left out."""
        running = self.live().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), happened_on__lte=day)
        rows = running.filter(of_post__in=set(posts)).select_related("holder").order_by("-acting", "happened_on")
        return {term.of_post_id: term.in_words() for term in rows}  # type: ignore[attr-defined]

    def ending(self, first: date, last: date) -> TermQuerySet:
        return self.filter(ends_on__range=(first, last))


class Term(Record):
    """One person in one post from a day on, which is the record's date; `ends_on` is the last day."""

    SUMMARY: ClassVar = ("of_post", "holder", "ends_on")

    of_post = models.ForeignKey(Post, models.PROTECT, related_name="terms", verbose_name=_("post"))
    holder = models.ForeignKey(Person, models.PROTECT, related_name="terms", verbose_name=_("person"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    acting = models.BooleanField(_("acting"), default=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def in_words(self) -> str:
        return str(_("%(name)s (acting)") % {"name": self.holder.title}) if self.acting else self.holder.title

    def clean(self) -> None:
        super().clean()
        if self.ends_on and self.happened_on and self.ends_on < self.happened_on:
            raise ValidationError({"ends_on": _("The term ends before it begins.")})
