from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership, Unit
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Scope
from duikou.ledger.models import File, Kept
from duikou.regions.models import Pairing, Side
from duikou.reports.models.issue import BASES

PERIODS = (
    ("total", gettext_lazy("total so far")), ("this_year", gettext_lazy("this year")),
    ("same_last_year", gettext_lazy("same time last year")), ("last_year", gettext_lazy("last year")),
    ("this_quarter", gettext_lazy("this quarter")), ("this_month", gettext_lazy("this month")),
    ("last_month", gettext_lazy("last month")),
)  # fmt: skip


# What a form asks for beside figures; a blank may be answered by these names too.
TEXTS = {"@office": gettext_lazy("name of the own office"), "@day": gettext_lazy("day of the figures")}


class AskedFormQuerySet(models.QuerySet["AskedForm"]):
    def visible_to(self, membership: Membership | None) -> AskedFormQuerySet:
        """An office's own forms: what its province asks of it is no matter of the other side."""
        if membership is None or not membership.may("papers"):
            return self.none()
        return self.filter(pairing_id=membership.pairing_id, side=membership.side)

    def live(self) -> AskedFormQuerySet:
        return self.filter(trashed_at__isnull=True)


class AskedForm(Kept):
    """A form from above with blanks, each mapped once to a figure and filled at every request."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="+", editable=False)
    side = models.CharField(gettext_lazy("side"), max_length=1, choices=Side, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", editable=False)
    title = models.CharField(gettext_lazy("title"), max_length=200)
    asked_by = models.CharField(gettext_lazy("asked by"), max_length=100, blank=True)
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=gettext_lazy("file"))

    objects = AskedFormQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("asked form")
        verbose_name_plural = gettext_lazy("asked forms")
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("asked-form", args=[self.pk])

    @property
    def form(self) -> str:
        """Which kind of file it is: xlsx or docx."""
        return self.file.name.rpartition(".")[2].lower()


class AskedBlank(Kept):
    """One blank of a form: the words beside it, and the figure that answers it, for which part and period."""

    asked = models.ForeignKey(AskedForm, models.PROTECT, related_name="blanks")
    place = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    row = models.CharField(gettext_lazy("row"), max_length=300)
    column = models.CharField(gettext_lazy("column"), max_length=300, blank=True)
    wanted_unit = models.CharField(gettext_lazy("unit"), max_length=20, blank=True)
    shown = models.CharField(gettext_lazy("place"), max_length=40)
    key = models.CharField(gettext_lazy("figure"), max_length=80, blank=True)
    period = models.CharField(gettext_lazy("period"), max_length=16, choices=PERIODS, default="total")
    basis = models.CharField(gettext_lazy("on the word of"), max_length=8, choices=BASES, default="reported")
    where = models.JSONField(gettext_lazy("part of the figure"), default=dict)

    class Meta:
        verbose_name = gettext_lazy("blank of a form")
        verbose_name_plural = gettext_lazy("blanks of forms")
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.row, self.column) if part)

    @property
    def where_text(self) -> str:
        return " ".join(f"{name}={value}" for name, value in self.where.items())

    def clean(self) -> None:
        """A figure that is known, in parts that it has."""
        super().clean()
        if not self.key or self.key in TEXTS:
            self.where = {}
            return
        if self.key not in figures():
            raise ValidationError(
                _("%(place)s: there is no figure “%(key)s”.") % {"place": self.shown, "key": self.key}
            )
        known = figures()[self.key].dimensions
        for name in self.where.keys() - known.keys():
            raise ValidationError(
                _("%(place)s: “%(key)s” is not split by “%(name)s”; known are %(known)s.")
                % {"place": self.shown, "key": self.key, "name": name, "known": ", ".join(known) or "—"}
            )

    def scope(self, pairing: Pairing, as_of: date) -> Scope:
        """What the figure is asked for on this day."""
        start, end = window(self.period, as_of)
        return Scope(pairing, as_of, self.basis, start, end, self.where)


class Filling(Kept):
    """A form filled for one day: the file as it was given away, and what stands in each blank and why."""

    asked = models.ForeignKey(AskedForm, models.PROTECT, related_name="fillings")
    as_of = models.DateField(gettext_lazy("figures as of"))
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    values = models.JSONField(default=list)

    class Meta:
        verbose_name = gettext_lazy("filled form")
        verbose_name_plural = gettext_lazy("filled forms")
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.asked} · {self.as_of}"

    @property
    def empty(self) -> list[dict[str, str]]:
        return [value for value in self.values if not value["value"]]


def window(period: str, day: date) -> tuple[date | None, date | None]:
    """First and last day of a period as seen from a day; none for the total so far."""
    year, month = day.replace(month=1, day=1), day.replace(day=1)
    last_month = month - timedelta(days=1)
    return {
        "total": (None, None), "this_year": (year, day), "this_month": (month, day),
        "same_last_year": (year.replace(year=day.year - 1), _year_earlier(day)),
        "last_year": (year.replace(year=day.year - 1), year - timedelta(days=1)),
        "this_quarter": (day.replace(month=day.month - (day.month - 1) % 3, day=1), day),
        "last_month": (last_month.replace(day=1), last_month),
    }[period]  # fmt: skip


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
