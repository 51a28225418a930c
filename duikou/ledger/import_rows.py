"""The rows of a sheet judged one by one against what the side has in the register."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from duikou.accounts.models import Membership, Unit
from duikou.engines.names import likeness, normalised
from duikou.engines.quantities import Quantity
from duikou.engines.sheets import (
    CellError,
    SheetError,
    Table,
    find_table,
    read_date,
    read_quantity,
    read_sheets,
    read_truth,
)
from duikou.engines.sheets.cells import plain
from duikou.ledger import actions
from duikou.ledger.fields import QuantityField, as_text, quantity_of
from duikou.ledger.models import Record
from duikou.ledger.register import Column, Register
from duikou.regions.models import Side

KINDS = ("new", "changed", "same", "doubtful", "refused")
ALIKE = 0.8


@dataclass
class Verdict:
    """What becomes of one row: its number in the sheet, the kind, why, the cell at fault, and what would change."""

    row: int
    kind: str
    title: str = ""
    why: str = ""
    cell: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    record_id: UUID | None = None
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Plan:
    """Every row's verdict, and the table it was read from."""

    register: Register
    sheet: str
    table: Table
    verdicts: list[Verdict]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(verdict.kind for verdict in self.verdicts)
        return {"rows": len(self.verdicts), **{kind: found[kind] for kind in KINDS}}


class RowError(ValueError):
    """Why a row is refused or doubtful, and at which field."""

    def __init__(self, why: str, name: str = "", kind: str = "refused") -> None:
        super().__init__(why)
        self.name, self.kind = name, kind


@cache
def _words_file() -> dict[str, list[str]]:
    return json.loads(Path(__file__).with_name("import_words.json").read_text(encoding="utf-8"))


def importable(register: Register) -> list[str]:
    return ["title", "happened_on", *register.form, "note"]


def words_of(register: Register) -> dict[str, list[str]]:
    """For each field the heads it may stand under: its label in both languages and the usual other names."""
    found: dict[str, list[str]] = {}
    for language in ("zh-hans", "en"):
        with override(language):
            for name in importable(register):
                label = str(register.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                found.setdefault(name, []).extend([label, name])
    for name, others in _words_file().items():
        if name in found:
            found[name] += others
    found["id"] = _words_file()["id"]
    return found


def plan(
    register: Register,
    content: bytes,
    name: str,
    *,
    member: Membership,
    columns: Mapping[str, str] | None = None,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Plan:
    """Read a sheet and judge each row, writing nothing. Raises ValidationError where no table is found.

    `columns` (head → field, "" for none) overrides what the heads say; `tell` hears how many rows are judged.
    """
    try:
        sheets = read_sheets(content, name)
    except SheetError as error:
        raise ValidationError(str(error)) from error
    words = words_of(register)
    if columns:
        words = {key: [head for head, chosen in columns.items() if chosen == key] for key in words}
    tables = [(sheet.name, table) for sheet in sheets if (table := find_table(sheet.rows, words))]
    if not tables:
        needed = "、".join(words_of(register)[key][0] for key in importable(register)[:4])
        raise ValidationError(_("No table found: its head needs columns such as %(names)s.") % {"names": needed})
    title, table = max(tables, key=lambda found: (len(found[1].columns), len(found[1].rows)))
    return Plan(register, title, table, list(_judged(register, table, member, tell)))


def _judged(
    register: Register, table: Table, member: Membership, tell: Callable[[int, int], None]
) -> Iterable[Verdict]:
    reader = _Reader(register, table, member)
    for done, (number, row) in enumerate(table.rows):
        if done % 1000 == 0:
            tell(done, len(table.rows))
        yield reader.verdict(number, row)


class _Reader:
    """Reads rows of one table against what the side has in the register; loads known records and targets once."""

    def __init__(self, register: Register, table: Table, member: Membership) -> None:
        self.register, self.table, self.member = register, table, member
        self.fields = {name: register.model._meta.get_field(name) for name in table.columns if name != "id"}
        self.known: dict[UUID, Record] = {record.pk: record for record in register.rows(member)}
        self.by_title: dict[str, list[Record]] = {}
        for record in self.known.values():
            if record.side == member.side:
                self.by_title.setdefault(plain(record.title), []).append(record)
        every = register.model._meta.concrete_fields
        read = {name for name, field_ in self.fields.items() if not field_.is_relation}
        asked = {field_.name for field_ in every if field_.name in importable(register) and not field_.blank}
        # What the sheet does not give and nobody asks for needs no look; what it points at was looked up here.
        self.not_read = {field_.name for field_ in every if field_.is_relation or field_.name not in read | asked}
        self.targets: dict[str, dict[str, Any]] = {}
        self.seen: dict[tuple[str, date | None], int] = {}

    def verdict(self, number: int, row: Any) -> Verdict:
        try:
            values = {name: self._value(name, row) for name in self.fields}
            values = {name: value for name, value in values.items() if value is not None or name in ("happened_on",)}
            found = Verdict(number, "new", str(values.get("title", "")), values=values)
            return self._placed(found, row)
        except RowError as error:
            return Verdict(number, error.kind, self._title(row), str(error), self._cell(error.name, number))
        except ValidationError as error:
            name = next(iter(getattr(error, "error_dict", {})), "")
            return Verdict(number, "refused", self._title(row), "; ".join(error.messages), self._cell(name, number))

    def _title(self, row: Any) -> str:
        index = self.table.columns.get("title")
        return plain(row[index])[:200] if index is not None and index < len(row) else ""

    def _cell(self, name: str, number: int) -> str:
        index = self.table.columns.get(name)
        return f"{_letters(index)}{number}" if index is not None else f"{number}"

    def _raw(self, name: str, row: Any) -> Any:
        index = self.table.columns[name]
        return row[index] if index < len(row) else ""

    def _value(self, name: str, row: Any) -> Any:
        field_, raw = self.fields[name], self._raw(name, row)
        try:
            return self._read(field_, name, raw)
        except CellError as error:
            raise RowError(str(error), name) from error

    def _read(self, field_: Any, name: str, raw: Any) -> Any:
        if isinstance(field_, QuantityField):
            return read_quantity(raw, self.table.heads[self.table.columns[name]].scale)
        if isinstance(field_, models.DateField):
            return read_date(raw, self.table.year)
        if isinstance(field_, models.BooleanField):
            return read_truth(raw) if plain(raw) else None
        if isinstance(field_, models.ForeignKey):
            return self._target(field_, name, plain(raw))
        if field_.choices:
            return self._side_named(field_, plain(raw)) or _choice(field_, name, plain(raw))
        if isinstance(field_, models.IntegerField):
            quantity = read_quantity(raw)
            return int(quantity.low) if quantity else None
        text = plain(raw) if not isinstance(raw, str) else raw.strip()
        return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text

    def _side_named(self, field_: Any, text: str) -> str:
        """The side whose short name the cell has, in a field that names one of the two."""
        if not Column(field_).names_a_side:
            return ""
        return next((side for side in Side.values if self.member.pairing.side_name(side) == text), "")

    def _target(self, field_: Any, name: str, text: str) -> Any:
        """The record or region a cell names: by its exact name, else one proposal makes the row doubtful."""
        if not text:
            return None
        known = self.targets.setdefault(name, self._targets(field_))
        found = known.get(text) or known.get(normalised(text))
        if found:
            return found
        alike = max(((likeness(text, title).score, title) for title in known), default=(0.0, ""))
        if alike[0] >= ALIKE:
            raise RowError(
                _("“%(text)s” is not known; is it “%(alike)s”?") % {"text": text, "alike": alike[1]}, name, "doubtful"
            )
        raise RowError(_("“%(text)s” is not known; enter it first or mend the name.") % {"text": text}, name)

    def _targets(self, field_: Any) -> dict[str, Any]:
        model, pairing = field_.related_model, self.member.pairing
        if issubclass(model, Unit):
            return {unit.name: unit for unit in Unit.objects.filter(pairing=pairing)}
        if not issubclass(model, Record):
            return {
                row.name: row for row in model.objects.filter(parent__in=[pairing.region_a_id, pairing.region_b_id])
            }
        rows = model._default_manager.visible_to(self.member).live()
        found = {normalised(row.title): row for row in rows}
        return found | {plain(row.title): row for row in rows}

    def _placed(self, found: Verdict, row: Any) -> Verdict:
        """Which record the row speaks of, and whether it changes it."""
        known = self._known(found, row)
        if known is None:
            return self._new(found)
        found.record_id = known.pk
        found.changes = {name: pair for name in found.values if (pair := self._change(known, name, found.values[name]))}
        if found.changes and known.side != self.member.side:
            why = _("The other side entered this record; raise an objection on its page instead.")
            raise RowError(why, next(iter(found.changes)))
        found.kind = "changed" if found.changes else "same"
        return found

    def _known(self, found: Verdict, row: Any) -> Record | None:
        number = plain(self._raw("id", row)) if "id" in self.table.columns else ""
        if number:
            try:
                return self.known[UUID(number)]
            except (KeyError, ValueError):
                raise RowError(_("No record has the number “%(n)s”.") % {"n": number[:40]}, "id") from None
        alike = self.by_title.get(plain(found.title), [])
        same_day = [record for record in alike if record.happened_on == found.values.get("happened_on")]
        if len(same_day) == 1:
            return same_day[0]
        if alike:
            days = "、".join(str(record.happened_on) for record in alike[:3])
            raise RowError(
                _("A record of this name stands on another date (%(days)s): the same?") % {"days": days},
                "title",
                "doubtful",
            )
        return None

    def _new(self, found: Verdict) -> Verdict:
        if not found.title:
            raise RowError(_("The name is missing."), "title")
        if found.values.get("happened_on") is None:
            raise RowError(_("The date is missing."), "happened_on")
        key = (plain(found.title), found.values["happened_on"])
        if key in self.seen:
            why = _("The same name and date as in row %(row)s: the same?") % {"row": self.seen[key]}
            raise RowError(why, "title", "doubtful")
        self.seen[key] = found.row
        record = build(self.register, found.values, self.member)
        record.clean_fields(exclude=self.not_read)
        record.clean()
        return found

    def _change(self, record: Record, name: str, value: Any) -> tuple[str, str] | None:
        held: Any = quantity_of(record, name) if isinstance(self.fields[name], QuantityField) else getattr(record, name)
        if held == value or (isinstance(value, str) and plain(held or "") == plain(value)):
            return None
        return _words(held), _words(value)


def _words(value: Any) -> str:
    return as_text(value) if isinstance(value, Quantity) else str(value if value is not None else "")


def _choice(field_: Any, name: str, text: str) -> str | None:
    if not text:
        return None
    choices = [(str(value), plain(label)) for value, label in field_.flatchoices]
    for value, label in choices:
        if text in (value, label) or text.lower() == label.lower():
            return value
    with override("en"):
        for value, label in field_.flatchoices:
            if text.lower() == str(label).lower():
                return str(value)
    offered = "、".join(label for _value, label in choices[:12])
    raise RowError(_("“%(text)s” is none of: %(offered)s.") % {"text": text[:30], "offered": offered}, name)


def _letters(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def build(register: Register, values: Mapping[str, Any], member: Membership) -> Any:
    """An unsaved record of the member's side with these values."""
    record = register.model(pairing=member.pairing, side=member.side, unit=member.unit)
    actions.assign(record, values)
    return record
