"""Many rows of one kind as columns: each distinct value of a column is put into other words once, not once a row."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.base import ModelState

M = TypeVar("M", bound=models.Model)
AnyField = models.Field[Any, Any]
Columns = dict[AnyField, Sequence[Any]]


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the search for cycles among live objects, which many rows set off again and again and which finds none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def like(pattern: M) -> M:
    """A new row with the values of an unsaved one; the constructor would ask every field for its default again."""
    row = type(pattern).__new__(type(pattern))
    row.__dict__.update(pattern.__dict__)
    row._state = ModelState()
    row._state.fields_cache = dict(pattern._state.fields_cache)
    return row


def columns_of(rows: Sequence[models.Model]) -> Columns:
    """The values of rows of one model, field by field."""
    fields = [field for field in rows[0]._meta.concrete_fields if not field.generated]
    take = attrgetter(*(field.attname for field in fields))
    return dict(zip(fields, zip(*map(take, rows), strict=True), strict=True))


def each_once(field: AnyField, values: Sequence[Any], convert: Callable[[Any], Any]) -> Iterator[Any]:
    """The values converted, equal ones once; of a JSON field, which can hold lists, those that are the same object."""
    if field.unique:
        return map(convert, values)
    keys = list(map(id, values)) if isinstance(field, models.JSONField) else values
    known = {key: convert(value) for key, value in dict(zip(keys, values, strict=True)).items()}
    return map(known.__getitem__, keys)


def insert(model: type[models.Model], columns: Columns) -> None:
    """The columns of one table as one statement with many rows of values."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    to = connections[DEFAULT_DB_ALIAS]  # the proxy `connection` would look this up for every value
    prepared = [each_once(field, columns[field], partial(field.get_db_prep_save, connection=to)) for field in fields]
    names, marks = ", ".join(to.ops.quote_name(field.column or "") for field in fields), ", ".join(["%s"] * len(fields))
    with to.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {to.ops.quote_name(model._meta.db_table)} ({names}) VALUES ({marks})",
            list(zip(*prepared, strict=True)),
        )
