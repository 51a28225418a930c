"""Every register for programs: the same rows, the same filters and the same masks as on the pages, as JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.engines.quantities import Quantity, plain
from duikou.ledger.discovery import registers
from duikou.ledger.models import Record
from duikou.ledger.paging import page
from duikou.ledger.register import Column, Register
from duikou.ledger.views import _register

SIZE = 200


@require_safe
@needs("see")
def index(request: MemberRequest) -> HttpResponse:
    """The registers with their fields, so that a program needs no other description."""
    return JsonResponse({"registers": [_described(register) for register in registers().values()]})


def _described(register: Register) -> dict[str, Any]:
    fields = [
        {"name": column.name, "label": column.label, "unit": column.unit, "choices": _choices(column)}
        for column in register.shown_columns
    ]
    return {
        "name": register.name,
        "label": register.label,
        "address": reverse("api-rows", args=[register.name]),
        "fields": fields,
    }


def _choices(column: Column) -> dict[str, str]:
    return {str(value): str(label) for value, label in column.field.flatchoices}


@require_safe
@needs("see")
def rows(request: MemberRequest, name: str) -> HttpResponse:
    """One page of a register, with the address of the next; the filters are those of the register's page."""
    register = _register(name)
    wanted = register.filterset(request.GET, register.rows(request.membership))
    if not wanted.is_valid():
        return JsonResponse({"error": _("A filter is not understood."), "fields": wanted.errors}, status=400)
    sort, down = register.sort(request.GET.get("sort", ""))
    found = page(wanted.qs, sort=sort, down=down, after=request.GET.get("after", ""), size=SIZE)
    following = request.GET.copy()
    following["after"] = found.after
    return JsonResponse(
        {
            "rows": [record_as_json(register, record) for record in found.rows],
            "next": f"{request.path}?{following.urlencode()}" if found.after else None,
        }
    )


@require_safe
@needs("see")
def row(request: MemberRequest, name: str, pk: UUID) -> HttpResponse:
    register = _register(name)
    return JsonResponse(record_as_json(register, get_object_or_404(register.rows(request.membership), pk=pk)))


def record_as_json(register: Register, record: Record) -> dict[str, Any]:
    """A record: who it is, and its fields by name; personal data stays masked."""
    values = {column.name: _plain(_value(column, record)) for column in register.shown_columns}
    return {"id": str(record.pk), "register": register.name, "address": record.get_absolute_url(), **values}


def _value(column: Column, record: Record) -> Any:
    """Choices by their value and not their words, everything else as shown."""
    kept = column.field.choices or isinstance(column.field, models.BooleanField | models.JSONField)
    return column.raw(record) if kept else column.shown(record)


def _plain(value: Any) -> Any:
    if isinstance(value, Quantity):
        high = plain(value.high) if value.high is not None else None
        return {"value": plain(value.low), "high": high, "qualifier": value.qualifier}
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str | dict | list) else str(value)
