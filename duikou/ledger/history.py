"""The history: the only door through which kept rows are written, and the proof that nobody wrote around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction

from duikou.accounts.actor import Actor
from duikou.engines.chain import GENESIS, Link, canonical, first_break, link_hash
from duikou.ledger import storage
from duikou.ledger.columns import Columns, columns_of, each_once, insert, like
from duikou.ledger.models import Entry, Evidence, File, Head, Kept, Record

Snapshot = dict[str, Any]
MANY = 1000  # rows at once, after which the database looks at its indexes anew


def kept_models() -> list[type[Kept]]:
    """Every concrete model whose rows are in the history, bottom app first."""
    return [model for model in apps.get_models() if issubclass(model, Kept)]


def snapshot(obj: models.Model) -> Snapshot:
    """All column values of a row as JSON: text for decimals, dates and keys, so that both databases give one text."""
    return {field.attname: _plain(field, getattr(obj, field.attname)) for field in obj._meta.concrete_fields}


def _plain(field: models.Field[Any, Any], value: Any) -> Any:
    value = field.to_python(value) if not field.is_relation else value
    if isinstance(value, Decimal):
        return f"{value:.{field.decimal_places}f}"  # type: ignore[attr-defined]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | str) else value  # a choice is a text of its own class


def keep(obj: Kept, *, by: Actor, verb: str, reason: str = "", record_id: UUID | None = None) -> Entry:
    """Save one row and append its entry to the history; both or neither."""
    with transaction.atomic():
        before = {} if obj._state.adding else last_known(obj)
        if obj._state.adding:
            obj.created_at = by.at
        obj.save()
        _find_again([obj])
        entry = _entry_of(obj, by=by, verb=verb, reason=reason)
        entry.record_id, entry.after = record_id or entry.record_id, snapshot(obj)
        entry.before = {
            name: before.get(name) for name in entry.after if before and before.get(name) != entry.after[name]
        }
        return _append([entry])[0]


def insert_all(objs: Sequence[Kept], *, by: Actor, verb: str, reason: str = "") -> None:
    """Insert many new rows of one kind with their entries, a few statements for all."""
    if not objs:
        return
    with transaction.atomic():
        links = [link.attname for link in objs[0]._meta.parents.values() if link]
        for obj in objs:
            obj.created_at = by.at
            for link in links:
                setattr(obj, link, obj.id)  # pk is this link itself
        columns = columns_of(objs)
        _insert_rows(objs, columns)
        _find_again(objs, new=True)
        if len(objs) >= MANY:
            refresh_statistics()
        _append(_first_entries(objs, columns, _entry_of(objs[0], by=by, verb=verb, reason=reason)))


def refresh_statistics() -> None:
    """Tell SQLite how its indexes are filled, from samples, so that it chooses well; a server does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=400")
            cursor.execute("ANALYZE")


def _find_again(objs: Sequence[Kept], *, new: bool = False) -> None:
    """Records, and the records whose evidence this is, are found by what they say now."""
    from duikou.ledger import search

    search.index((obj for obj in objs if isinstance(obj, Record)), new=new)
    proven = Record.objects.filter(pk__in=[obj.record_id for obj in objs if isinstance(obj, Evidence)])
    search.index(apps.get_model(record.kind)._base_manager.get(pk=record.pk) for record in proven)


def _insert_rows(objs: Sequence[Kept], columns: Columns) -> None:
    """A bulk insert that also serves multi-table inheritance, which Django's bulk_create refuses."""
    model = type(objs[0])
    for parent in [*reversed(model._meta.get_parent_list()), model]:
        insert(parent, columns)
    for obj in objs:
        obj._state.adding = False


def last_known(obj: Kept) -> Snapshot:
    """The row as the history has it now; empty for a row the history does not know."""
    entry = Entry.objects.filter(object_id=obj.pk).order_by("-number").only("after").first()
    return entry.after if entry else {}


def _entry_of(obj: Kept, *, by: Actor, verb: str, reason: str) -> Entry:
    """An entry about the row without what the row is and was."""
    return Entry(
        at=by.at, pairing=by.pairing, actor=by.membership.user.username, side=by.side, verb=verb, reason=reason,
        kind=obj.kind_name(), object_id=obj.pk, record_id=_record_of(obj),
    )  # fmt: skip


def _first_entries(objs: Sequence[Kept], columns: Columns, pattern: Entry) -> list[Entry]:
    """The entries of new rows: each like the pattern, with its own row."""
    entries = []
    for obj, after in zip(objs, _snapshots(columns), strict=True):
        entry = like(pattern)
        entry.object_id, entry.record_id, entry.after = obj.pk, _record_of(obj), after
        entries.append(entry)
    return entries


def _snapshots(columns: Columns) -> Iterator[Snapshot]:
    names = [field.attname for field in columns]
    plain = [each_once(field, values, partial(_plain, field)) for field, values in columns.items()]
    return (dict(zip(names, row, strict=True)) for row in zip(*plain, strict=True))


def _record_of(obj: Kept) -> UUID | None:
    """The record on whose timeline the change shows: the row itself, or the one it belongs to."""
    return obj.pk if hasattr(obj, "happened_on") else getattr(obj, "record_id", None)


def _append(entries: list[Entry]) -> list[Entry]:
    head = Head.objects.select_for_update().get_or_create(pk=1, defaults={"hash": GENESIS})[0]
    for entry in entries:
        entry.number = head.number + 1
        entry.previous_hash = head.hash
        entry.hash = link_hash(head.hash, payload(entry))
        head.number, head.hash = entry.number, entry.hash
    insert(Entry, columns_of(entries))
    head.save()
    return entries


def payload(entry: Entry) -> Snapshot:
    """What the hash of an entry covers: everything but the hashes themselves."""
    return {
        "number": entry.number, "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "pairing": entry.pairing_id, "actor": entry.actor, "side": entry.side, "verb": entry.verb, "kind": entry.kind,
        "object": str(entry.object_id), "record": str(entry.record_id) if entry.record_id else None,
        "reason": entry.reason, "before": entry.before, "after": entry.after,
    }  # fmt: skip


def head_text() -> str:
    """Where the chain ends, as it can be printed on a report."""
    head = Head.objects.filter(pk=1).first()
    return f"{head.number} entries, head {head.hash}" if head else "no entries"


@dataclass(frozen=True)
class Problem:
    """One place where ledger and history do not agree; `number` is the entry it is about (0: none)."""

    number: int
    kind: str
    object_id: str
    what: str


def problems() -> Iterator[Problem]:
    """Everything that is wrong with the history, the rows it speaks of and the evidence; nothing when all holds."""
    head = Head.objects.filter(pk=1).first()
    entries = Entry.objects.order_by("number").iterator(2000)
    yield from chain_problems(entries, head.number if head else 0, head.hash if head else GENESIS)
    for model in kept_models():
        if model is not Record:  # every record is checked as its own kind, with all its columns
            yield from _row_problems(model)
    for file in File.objects.order_by("pk"):
        if not storage.is_intact(file.sha256):
            yield Problem(0, "ledger.file", str(file.pk), f"the content of {file.name} is missing or was changed")


def chain_problems(entries: Iterable[Entry], number: int, head: str) -> Iterator[Problem]:
    """The first entry that breaks the chain, and a chain that does not end at `number` with the hash `head`."""
    last: list[Entry] = []

    def links() -> Iterator[Link]:
        for entry in entries:
            last[:] = [entry]
            yield Link(entry.number, payload(entry), entry.previous_hash, entry.hash)

    broken = first_break(links())
    if broken:
        yield _chain_problem(broken.number, broken.why, last[0])
        return
    end = (last[0].number, last[0].hash) if last else (0, GENESIS)
    if end != (number, head or GENESIS):
        yield Problem(number, "ledger.head", "", "the head of the history is not its last entry: entries are missing")


def _chain_problem(number: int, why: str, entry: Entry) -> Problem:
    what = {"number": "an entry is missing before this one", "hash": "the entry was changed after it was written"}
    known = what.get(why, "the entry does not follow the one before")
    return Problem(number, entry.kind, str(entry.object_id), known)


def _digest(row: Snapshot) -> bytes:
    return sha256(canonical(row).encode()).digest()


def _row_problems(model: type[Kept]) -> Iterator[Problem]:
    kind = model.kind_name()
    known: dict[UUID, tuple[int, bytes, tuple[str, ...]]] = {}
    shapes: dict[tuple[str, ...], tuple[str, ...]] = {}  # few: the columns of the kind as they were over time
    entries = Entry.objects.filter(kind=kind).order_by("number").only("number", "object_id", "after")
    for entry in entries.iterator(2000):
        shape = tuple(entry.after)
        known[entry.object_id] = (entry.number, _digest(entry.after), shapes.setdefault(shape, shape))
    for obj in model._base_manager.order_by("pk").iterator(2000):
        number, digest, shape = known.pop(obj.pk, (0, b"", ()))
        if digest != _digest(_in_shape(obj, shape)):
            what = "the row was changed around the history" if number else "the history does not know this row"
            yield Problem(number, kind, str(obj.pk), what + _difference(obj, number))
    for object_id, (number, *_) in known.items():
        yield Problem(number, kind, str(object_id), "the row is gone")


def _in_shape(obj: Kept, shape: tuple[str, ...]) -> Snapshot:
    """The row without columns that are younger than its last entry and still hold what the migration gave them."""
    row = snapshot(obj)
    younger = {field.attname: field for field in obj._meta.concrete_fields if field.attname not in shape}
    unused = [name for name, field in younger.items() if row[name] == _plain(field, field.get_default())]
    return {name: value for name, value in row.items() if name not in unused}


def _difference(obj: Kept, number: int) -> str:
    if not number:
        return ""
    held, now = Entry.objects.get(number=number).after, snapshot(obj)
    names = [name for name in now if held.get(name) != now[name]]
    return ": " + ", ".join(f"{name} is {now[name]!r}, the history says {held.get(name)!r}" for name in names[:5])
