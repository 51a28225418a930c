"""Registers (台账): one kind of record's list, declared; columns, filters, search, form and export come from here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django.db import models
from django.db.models import Q, QuerySet
from django.forms import DateInput
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Membership
from duikou.ledger.fields import QuantityField, quantity_of
from duikou.ledger.models import OpeningBalance, Record, State
from duikou.ledger.privacy import masked
from duikou.regions.models import Region, Side

DAY = DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


@dataclass(frozen=True)
class Column:
    """One field of the record as a column: its words, its unit, and how a row shows it."""

    field: models.Field[Any, Any]

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def label(self) -> str:
        return str(self.field.verbose_name)

    @property
    def unit(self) -> str:
        return self.field.unit if isinstance(self.field, QuantityField) else ""

    @property
    def numeric(self) -> bool:
        return isinstance(self.field, models.DecimalField | models.IntegerField)

    @property
    def names_a_side(self) -> bool:
        return list(self.field.choices or []) == Side.choices

    @property
    def sortable(self) -> bool:
        return not self.field.is_relation

    def raw(self, record: Record) -> Any:
        if isinstance(self.field, QuantityField):
            return quantity_of(record, self.name)
        return getattr(record, self.name)

    def shown(self, record: Record) -> Any:
        """The value as people read it: the words of a choice, the name of what a key points at."""
        if self.name in record.PERSONAL:
            return masked(self.raw(record))
        if self.names_a_side:
            return record.pairing.side_name(self.raw(record))
        if isinstance(self.field, models.BooleanField):
            return str(_("yes") if self.raw(record) else _("no"))
        if isinstance(self.field, models.JSONField):
            return json.dumps(self.raw(record), ensure_ascii=False)
        if self.field.choices:
            return getattr(record, f"get_{self.name}_display")()
        return self.raw(record)


@dataclass(frozen=True)
class Register:
    """What an app declares about one kind of record."""

    model: type[Record]
    name: str
    icon: str
    columns: tuple[str, ...]
    form: tuple[str, ...]
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ("title", "note")
    by_hand: bool = True  # entered and imported by people; else made by verbs alone

    @property
    def kind(self) -> str:
        return self.model.kind_name()

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def one(self) -> str | Promise:
        return self.model._meta.verbose_name or ""

    @property
    def area(self) -> str:
        return self.model._meta.app_label

    @cached_property
    def shown_columns(self) -> list[Column]:
        """The declared columns between the date and title that every record has and its side and state."""
        names = ("happened_on", "title", *self.columns, "side", "state")
        return [Column(self.model._meta.get_field(name)) for name in names]  # type: ignore[arg-type]

    @cached_property
    def sheet_columns(self) -> list[Column]:
        """The columns of a sheet that tells all: those of the list, then what else can be entered."""
        shown = {column.name for column in self.shown_columns}
        others = [name for name in (*self.form, "note") if name not in shown]
        return [*self.shown_columns, *(Column(self.model._meta.get_field(name)) for name in others)]  # type: ignore[arg-type]

    def for_sheet(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what their sheet names, fetched along."""
        relations = [column.name for column in self.sheet_columns if column.field.is_relation]
        return rows.select_related("pairing", *relations)

    def rows(self, membership: Membership | None) -> QuerySet[Any]:
        """The live records of this register that the member may see."""
        relations = [column.name for column in self.shown_columns if column.field.is_relation]
        rows = self.model._default_manager.visible_to(membership).live()  # type: ignore[attr-defined]
        return rows.filter(kind=self.kind).select_related(*relations).prefetch_related("pairing")

    def filterset(self, data: Mapping[str, Any], rows: QuerySet[Any]) -> django_filters.FilterSet:
        return self._filterset_class(data, queryset=rows)

    @cached_property
    def _filterset_class(self) -> type[django_filters.FilterSet]:
        searched = self.search

        def find(queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
            anywhere = Q()
            for path in searched:
                anywhere |= Q(**{f"{path}__icontains": value.strip()})
            return queryset.filter(anywhere)

        class Meta:
            model = self.model
            fields = [name for name in self.filters if self.model._meta.get_field(name).choices]  # type: ignore[union-attr]

        attributes = {
            "q": django_filters.CharFilter(method="find", label=_("Contains")),
            "find": lambda self, queryset, name, value: find(queryset, name, value),
            "state": django_filters.ChoiceFilter(choices=State.choices, label=_("State")),
            "side": django_filters.ChoiceFilter(choices=Side.choices, label=_("Entered by")),
            "since": django_filters.DateFilter(
                field_name="happened_on", lookup_expr="gte", label=_("From"), widget=DAY
            ),
            "until": django_filters.DateFilter(field_name="happened_on", lookup_expr="lte", label=_("To"), widget=DAY),
            "Meta": Meta,
        }
        return type(f"{self.model.__name__}Filter", (django_filters.FilterSet,), attributes)

    def sort(self, wanted: str) -> tuple[str, bool]:
        """The column to sort by and whether downwards; the date, newest first, where `wanted` names no column."""
        name = wanted.lstrip("-")
        if name in {column.name for column in self.shown_columns if column.sortable}:
            return name, wanted.startswith("-")
        return "happened_on", True

    def values(self, record: Record) -> Iterator[tuple[Column, Any]]:
        for column in self.shown_columns:
            yield column, column.shown(record)


def targets(model: type[models.Model], membership: Membership) -> QuerySet[Any]:
    """The rows that a record of the member may point at."""
    if issubclass(model, Record):
        return model._default_manager.visible_to(membership).live().order_by("title")  # type: ignore[attr-defined]
    if model is Region:
        pairing = membership.pairing
        return Region.objects.filter(parent__in=[pairing.region_a_id, pairing.region_b_id])
    return model._default_manager.filter(pairing=membership.pairing)


registers = [
    Register(
        model=OpeningBalance,
        name="balances",
        icon="book",
        columns=("figure", "period", "value"),
        form=("figure", "period", "value"),
        search=("title", "figure", "note"),
    ),
]
