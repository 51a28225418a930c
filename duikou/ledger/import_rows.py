"""The rows of a sheet judged one by one against what the side has in the register."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from duikou.accounts.models import Membership
from duikou.engines.quantities import Quantity
from duikou.engines.sheets import CellError, SheetError, Table, find_table, read_sheets
from duikou.engines.sheets.cells import plain
from duikou.ledger import actions
from duikou.ledger.columns import like, undisturbed
from duikou.ledger.fields import QuantityField, as_text, quantity_of
from duikou.ledger.import_cells import RowError, Several, Unknown, reading_of
from duikou.ledger.models import Record
from duikou.ledger.privacy import masked
from duikou.ledger.register import Register

KINDS = ("new", "changed", "same", "doubtful", "refused")
AT_ONCE = 1000  # rows judged together
Tell = Callable[[int, int], None]
Names = Mapping[str, Mapping[str, str]]


def _tell_nobody(done: int, total: int) -> None:
    pass


@dataclass(slots=True)
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
    unknown: Unknown | None = None


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
    names: Names | None = None,
    tell: Tell = _tell_nobody,
) -> Plan:
    """Read a sheet and judge each row, writing nothing. Raises ValidationError where no table is found.

    `columns` (head → field, "" for none) overrides what the heads say, `names` (field → name → number) says what names
    mean that nothing has; `tell` hears how many rows are judged.
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
    with undisturbed():
        return Plan(register, title, table, list(judged(register, table, member, names or {}, tell)))


def judged(
    register: Register, table: Table, member: Membership, names: Names, tell: Tell = _tell_nobody
) -> Iterator[Verdict]:
    judge = _Judge(register, table, member, names)
    for start in range(0, len(table.rows), AT_ONCE):
        tell(start, len(table.rows))
        yield from judge.verdicts(table.rows[start : start + AT_ONCE])


class _Judge:
    """Judges the rows of one table against what the register holds for the member."""

    def __init__(self, register: Register, table: Table, member: Membership, meant: Names) -> None:
        self.register, self.table, self.member = register, table, member
        names = [name for name in table.columns if name != "id"]
        fields = {name: cast(Any, register.model._meta.get_field(name)) for name in importable(register)}
        self.fields = {name: fields[name] for name in names}
        self.readings = [
            (name, table.columns[name], reading_of(fields[name], table, member, meant.get(name, {}))) for name in names
        ]
        self.unfilled = {name: error for name, field in fields.items() if (error := _unfilled(field))}
        self.pattern = blank(register, member)
        self.by_title: dict[str, list[tuple[date, UUID]]] = {}
        for pk, title, day in register.rows(member).filter(side=member.side).values_list("pk", "title", "happened_on"):
            self.by_title.setdefault(plain(title), []).append((day, pk))
        self.seen: dict[object, int] = {}

    def verdicts(self, rows: Sequence[tuple[int, Any]]) -> Iterator[Verdict]:
        """Read the rows, fetch the records they speak of at once, and say what becomes of each."""
        found = [self._guarded(self._read, Verdict(number, "new"), row) for number, row in rows]
        known = self.register.rows(self.member).in_bulk([verdict.record_id for verdict in found if verdict.record_id])
        for verdict, (_number, row) in zip(found, rows, strict=True):
            yield verdict if verdict.why else self._guarded(self._place, verdict, row, known)

    def _guarded(self, step: Callable[..., None], verdict: Verdict, row: Any, *given: Any) -> Verdict:
        """The verdict after a step; what the step finds wrong makes the row doubtful or refused."""
        try:
            step(verdict, row, *given)
        except RowError as error:
            self._refuse(verdict, row, error.name, str(error), error.kind)
            verdict.unknown = error.unknown
        except ValidationError as error:
            name = next(iter(getattr(error, "error_dict", {})), "")
            self._refuse(verdict, row, name, "; ".join(error.messages))
        return verdict

    def _refuse(self, verdict: Verdict, row: Any, name: str, why: str, kind: str = "refused") -> None:
        index = self.table.columns.get(name)
        verdict.kind, verdict.why = kind, why
        verdict.title, verdict.values, verdict.changes = self._cell("title", row)[:200], {}, {}
        verdict.cell = f"{_letters(index)}{verdict.row}" if index is not None else f"{verdict.row}"

    def _cell(self, name: str, row: Any) -> str:
        index = self.table.columns.get(name)
        return plain(row[index]) if index is not None and index < len(row) else ""

    def _read(self, verdict: Verdict, row: Any) -> None:
        values = verdict.values
        for name, index, reading in self.readings:
            try:
                value = reading(row[index]) if index < len(row) else None
            except CellError as error:
                raise RowError(str(error), name) from error
            except ValidationError as error:
                raise RowError("; ".join(error.messages), name) from error
            if value is not None:
                values[name] = value
        verdict.title = values.get("title", "")
        verdict.record_id = self._record_meant(verdict, self._cell("id", row))

    def _record_meant(self, verdict: Verdict, number: str) -> UUID | None:
        """The key of the record that the row speaks of: by its number, else by title and date."""
        if number:
            try:
                return UUID(number)
            except ValueError:
                raise _no_such_record(number) from None
        alike = self.by_title.get(plain(verdict.title), [])
        same_day = [pk for day, pk in alike if day == verdict.values.get("happened_on")]
        if len(same_day) == 1:
            return same_day[0]
        if alike:
            days = "、".join(str(day) for day, _pk in alike[:3])
            why = _("A record of this name stands on another date (%(days)s): the same?") % {"days": days}
            raise RowError(why, "title", "doubtful")
        return None

    def _place(self, verdict: Verdict, row: Any, known: Mapping[UUID, Record]) -> None:
        """Whether the row is a new record, or changes the one it speaks of."""
        if verdict.record_id is None:
            self._check_new(verdict)
            return
        record = known.get(verdict.record_id)
        if record is None:
            raise _no_such_record(self._cell("id", row))
        self._see(verdict.record_id, verdict.row)
        verdict.changes = self._changes(record, verdict.values)
        verdict.kind = "changed" if verdict.changes else "same"
        if verdict.changes:
            self._check_changed(record, verdict)

    def _see(self, key: object, row: int) -> None:
        if key in self.seen:
            why = _("The same record as in row %(row)s: which is right?") % {"row": self.seen[key]}
            raise RowError(why, "title", "doubtful")
        self.seen[key] = row

    def _check_new(self, verdict: Verdict) -> None:
        values = verdict.values
        for name, why in self.unfilled.items():
            if name not in values:
                raise RowError(why, name)
        _certain(values.values())
        self._see((plain(verdict.title), values["happened_on"]), verdict.row)
        record = like(self.pattern)
        actions.assign(record, values)
        record.clean()

    def _check_changed(self, record: Record, verdict: Verdict) -> None:
        name = next(iter(verdict.changes))
        if record.side != self.member.side:
            raise RowError(_("The other side entered this record; raise an objection on its page instead."), name)
        if self.member.grants.records == "unit" and record.unit_id != self.member.unit_id:
            raise RowError(_("Another unit of your side entered this record; ask the office to change it."), name)
        step = next((name for name in record.SET_AT_ENTRY if name in verdict.changes), "")
        if step:
            raise RowError(_("This is moved on step by step on the record's page, not by a sheet."), step)
        actions.assign(record, {name: verdict.values[name] for name in verdict.changes})
        record.clean()

    def _changes(self, record: Record, values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
        """What the row would change: field → (value held, value given)."""
        found = {}
        for name, value in values.items():
            quantity = isinstance(self.fields[name], QuantityField)
            held: Any = quantity_of(record, name) if quantity else getattr(record, name)
            if not _says(value, held, personal=name in record.PERSONAL):
                _certain([value])
                found[name] = (_words(held), _words(value))
        return found


def _says(value: Any, held: Any, *, personal: bool) -> bool:
    """Whether a cell says what the record holds: texts up to width and spaces, personal ones also masked."""
    if isinstance(value, Several):
        return held in value.rows
    if isinstance(value, str) and isinstance(held, str):
        return plain(value).split() in (plain(held).split(), plain(masked(held)).split() if personal else [])
    return bool(held == value)


def _certain(values: Iterable[Any]) -> None:
    for value in values:
        if isinstance(value, Several):
            raise value.why


def _unfilled(field: Any) -> str:
    """Why a new record cannot do without this field, in words; "" where it can."""
    if field.blank:
        return ""
    if field.name == "title":
        return _("The name is missing.")
    if field.name == "happened_on":
        return _("The date is missing.")
    try:
        field.clean(field.get_default(), None)
    except ValidationError as error:
        return "; ".join(error.messages)
    return ""


def _no_such_record(number: str) -> RowError:
    return RowError(_("No record has the number “%(n)s”.") % {"n": number[:40]}, "id")


def _words(value: Any) -> str:
    return as_text(value) if isinstance(value, Quantity) else str(value if value is not None else "")


def _letters(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def blank(register: Register, member: Membership) -> Record:
    """An unsaved record of the member's side with nothing in it: the pattern of the new ones."""
    record = register.model(pairing=member.pairing, side=member.side, unit=member.unit)
    record.kind, record.area = record.kind_name(), record.AREA or record._meta.app_label
    return record
