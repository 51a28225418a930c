"""Keyset paging: a page starts after the last row of the one before, so that the 10,000th costs what the first does."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Col

from duikou.ledger.models import Record

SIZE = 50


@dataclass(frozen=True)
class Page:
    """Rows of one page with the cursors of its neighbours ("" where there is none)."""

    rows: list[Any]
    after: str = ""
    before: str = ""


def page(rows: QuerySet[Any], *, sort: str, down: bool, after: str = "", before: str = "", size: int = SIZE) -> Page:
    """The page after (or before) a cursor; a cursor that means nothing gives the first page."""
    start = _decoded(after or before, rows, sort)
    back = bool(before and start)
    # The key as the record table has it, next to the date in the index; Django would take the copy in the kind's table.
    rows = rows.alias(key=Col(Record._meta.db_table, Record._meta.get_field("id")))
    ordered = _ordered(rows, sort, down != back)
    if start:
        nullable = rows.model._meta.get_field(sort).null
        ordered = ordered.filter(_beyond(sort, start, down != back, nullable))
    found = list(ordered[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    has_next, has_previous = (True, more) if back else (more, bool(start))
    return Page(
        found,
        after=cursor(found[-1], sort) if found and has_next else "",
        before=cursor(found[0], sort) if found and has_previous else "",
    )


def _ordered(rows: QuerySet[Any], sort: str, down: bool) -> QuerySet[Any]:
    """By the column and then by key; rows without a value come last going up, first going down."""
    if not rows.model._meta.get_field(sort).null:
        return rows.order_by(f"-{sort}", "-key") if down else rows.order_by(sort, "key")
    if down:
        return rows.order_by(F(sort).desc(nulls_first=True), "-key")
    return rows.order_by(F(sort).asc(nulls_last=True), "key")


def _beyond(sort: str, start: tuple[Any, str], down: bool, nullable: bool) -> Q:
    """Rows behind `start` in the order; written so that an index on the column serves."""
    value, key = start
    beyond, at_least = ("lt", "lte") if down else ("gt", "gte")
    same_value = Q(**{f"key__{beyond}": key})
    if value is None:
        empty = Q(**{f"{sort}__isnull": True}) & same_value
        return empty | Q(**{f"{sort}__isnull": False}) if down else empty
    inside = Q(**{f"{sort}__{at_least}": value}) & (Q(**{f"{sort}__{beyond}": value}) | same_value)
    return inside | Q(**{f"{sort}__isnull": True}) if nullable and not down else inside


def cursor(row: Any, sort: str) -> str:
    field = row._meta.get_field(sort)
    value = None if getattr(row, sort) is None else field.value_to_string(row)
    return urlsafe_b64encode(json.dumps([value, str(row.pk)]).encode()).decode().rstrip("=")


def _decoded(cursor: str, rows: QuerySet[Any], sort: str) -> tuple[Any, str] | None:
    if not cursor:
        return None
    try:
        value, key = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        field = rows.model._meta.get_field(sort)
        return (None if value is None else field.to_python(value)), str(rows.model._meta.pk.to_python(key))
    except (ValueError, TypeError, ValidationError):
        return None
