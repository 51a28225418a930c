"""Knowledge time: the ledger as it was known at a moment, without copying it.

Inside `as_known_at(moment)` every SELECT is given a WITH clause that defines, under the very names of the kept tables,
those tables as the history had them at the moment. A figure, its drill-through and a whole page then run the same SQL
as today and cannot mean something else. Both SQLite and PostgreSQL look a name up among the WITH queries first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models

from duikou.ledger.history import kept_models
from duikou.ledger.models import Kept, Record

# How a column comes back out of the JSON of the history on SQLite, by the column's type; on PostgreSQL a cast serves.
SQLITE_COLUMN = {
    "char(32)": "replace(json_extract(after, '$.{name}'), '-', '')",
    "decimal": "CAST(json_extract(after, '$.{name}') AS NUMERIC)",
    "datetime": "replace(substr(json_extract(after, '$.{name}'), 1, 26), 'T', ' ')",
}


@contextmanager
def as_known_at(moment: datetime | None) -> Iterator[None]:
    """Show the ledger as it was known at `moment`; None is now. Reading only: writes are refused inside."""
    if moment is None:
        yield
        return
    clause = with_clause(moment)

    def rewrite(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT"):
            return execute(clause + sql, params, many, context)
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise RuntimeError("the past cannot be written to")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(rewrite):
        yield


def with_clause(moment: datetime) -> str:
    """WITH queries named like the kept tables, holding them as known at `moment`."""
    at = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    stamp = f"'{at}'" if connection.vendor == "sqlite" else f"'{at}+00'::timestamptz"
    known = (
        "known_entry AS (SELECT kind, after FROM ledger_entry WHERE number IN "
        f"(SELECT MAX(number) FROM ledger_entry WHERE at <= {stamp} GROUP BY object_id))"
    )
    models_kept: list[type[Kept]] = [Record, *[model for model in kept_models() if model is not Record]]
    tables = [_table(model) for model in models_kept]
    return "WITH " + ", ".join([known, *tables]) + " "


def _table(model: type[Kept]) -> str:
    columns = ", ".join(f'{_column(field)} AS "{field.column}"' for field in model._meta.local_concrete_fields)
    kinds = [m.kind_name() for m in kept_models() if issubclass(m, model)]
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return f'"{model._meta.db_table}" AS (SELECT {columns} FROM known_entry WHERE kind IN ({listed}))'


def _column(field: models.Field[Any, Any]) -> str:
    db_type = field.db_type(connection) or "text"
    if connection.vendor == "sqlite":
        form = SQLITE_COLUMN.get(db_type.split("(")[0], SQLITE_COLUMN.get(db_type, "json_extract(after, '$.{name}')"))
        return form.format(name=field.attname)
    if db_type == "jsonb":
        return f"after->'{field.attname}'"
    return f"(after->>'{field.attname}')::{db_type}"
