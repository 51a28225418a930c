"""The two sides' lists of one register, linked record by record; what people decide becomes one record with two keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.engines.linkage import Item, Linked, link
from duikou.engines.sheets import CellError, Table, find_table, read_date, read_quantity, read_sheets
from duikou.engines.sheets.cells import plain
from duikou.ledger import actions, sameness
from duikou.ledger.fields import QuantityField, quantity_of
from duikou.ledger.history import keep
from duikou.ledger.import_rows import words_of
from duikou.ledger.models import Entry, Judgement, Record, State
from duikou.ledger.register import Register
from duikou.regions.models import Side

DECIDED = 100  # earlier decisions listed


def item_of(register: Register, record: Any) -> Item:
    """A record as the linkage compares it."""
    amounts, names, others = {}, {}, {}
    for name in register.form:
        field: Any = record._meta.get_field(name)
        value = quantity_of(record, name) if isinstance(field, QuantityField) else getattr(record, name)
        if value in (None, "") or isinstance(value, bool):
            continue
        if isinstance(field, QuantityField):
            amounts[name] = value
        elif field.is_relation:
            names[name] = str(value)
        elif field.choices:
            others[name] = getattr(record, f"get_{name}_display")()
    return Item(str(record.pk), record.title, record.happened_on, amounts, names, others)


@dataclass(frozen=True)
class Found:
    """Both sides' records of a register, linked; `same` pairs agree in every compared field."""

    linked: Linked
    records: dict[str, Any]

    @property
    def same(self) -> list[Any]:
        return [pair for pair in self.linked.pairs if not pair.differences]

    @property
    def different(self) -> list[Any]:
        return [pair for pair in self.linked.pairs if pair.differences]


def compare(register: Register, member: Membership) -> Found:
    """The reported, not yet agreed records of both sides; pairs that people judged apart are left apart."""
    rows = register.rows(member).filter(state__in=[State.REPORTED, State.DISPUTED]).exclude(state=State.DRAFT)
    records = {str(record.pk): record for record in rows}
    sides: dict[str, list[Item]] = {"a": [], "b": []}
    for record in records.values():
        sides[record.side].append(item_of(register, record))
    linked = link(sides["a"], sides["b"])
    apart = _apart(records)
    kept = tuple(pair for pair in linked.pairs if frozenset((pair.left.id, pair.right.id)) not in apart)
    dropped = [pair for pair in linked.pairs if pair not in kept]
    return Found(
        Linked(
            kept,
            linked.left_only + tuple(pair.left for pair in dropped),
            linked.right_only + tuple(pair.right for pair in dropped),
        ),
        records,
    )


def own_rows(register: Register, member: Membership) -> models.QuerySet[Any]:
    """What the member's side has in the register; both sides' for a member of neither."""
    rows = register.rows(member).filter(same_as__isnull=True)
    return rows.filter(side=member.side) if member.side else rows


def _apart(records: Iterable[str]) -> set[frozenset[str]]:
    judged = Judgement.objects.filter(record__in=list(records), same=False, trashed_at__isnull=True)
    return {frozenset((str(one), str(two))) for one, two in judged.values_list("record_id", "other_id")}


def unite(mine: Record, theirs: Record, *, by: Actor) -> Record:
    """Two reports of one thing become one record with two keys: theirs stays and is agreed, mine is joined to it.

    My record keeps its values and evidence, and parting takes all of it back.
    """
    if mine.side == theirs.side or Side(by.side).other == mine.side:
        raise ValidationError(_("Choose one record of your side and one of the other."), "sides")
    with transaction.atomic():
        sameness.join(mine, theirs, by=by, reason=_("reported by both sides"))
        actions.agree(theirs, by=by, reason=_("reported by both sides"))
    return theirs


def unite_all(pairs: Iterable[tuple[Record, Record]], *, by: Actor) -> int:
    """Unite many pairs, all or none."""
    with transaction.atomic():
        return len([unite(mine, theirs, by=by) for mine, theirs in pairs])


def undo(mine: Record, *, by: Actor) -> Record:
    """Part a united pair again and take the agreement back that came with the decision."""
    theirs = actions.specific(mine.same_as) if mine.same_as else None
    if theirs is None:
        return mine
    joined = Entry.objects.filter(object_id=mine.pk, verb="join").order_by("-number").first()
    with transaction.atomic():
        sameness.part(mine, by=by, reason=_("decision taken back"))
        if joined and theirs.state == State.AGREED and theirs.agreed_at == joined.at:
            theirs.state, theirs.agreed_by, theirs.agreed_at = State.REPORTED, None, None
            keep(theirs, by=by, verb="part", reason=_("decision taken back"))
    return mine


def decided(register: Register, member: Membership) -> tuple[list[Record], list[Judgement]]:
    """What was united and what was kept apart, latest first, so that it can be taken back."""
    rows = register.model._default_manager.visible_to(member)  # type: ignore[attr-defined]
    united = rows.filter(kind=register.kind, side=member.side, same_as__isnull=False).exclude(same_as__side=member.side)
    apart = Judgement.objects.filter(record__in=rows.values("pk"), same=False, trashed_at__isnull=True)
    shown = apart.filter(record__kind=register.kind).exclude(record__side=F("other__side"))
    return (
        list(united.select_related("same_as").order_by("-happened_on")[:DECIDED]),
        list(shown.select_related("record", "other").order_by("-created_at")[:DECIDED]),
    )


def items_of_sheet(register: Register, content: bytes, name: str, prefix: str) -> list[Item]:
    """The rows of a sheet as the linkage compares them. Raises ValidationError where no table is found."""
    words = words_of(register)
    tables = [table for sheet in read_sheets(content, name) if (table := find_table(sheet.rows, words))]
    if not tables:
        raise ValidationError(_("No table found in %(file)s.") % {"file": name})
    table = max(tables, key=lambda found: len(found.rows))
    return [_row_item(register, table, number, row, prefix) for number, row in table.rows]


def _row_item(register: Register, table: Table, number: int, row: Any, prefix: str) -> Item:
    amounts: dict[str, Any] = {}
    names: dict[str, str] = {}
    others: dict[str, str] = {}
    cells = {name: row[index] if index < len(row) else "" for name, index in table.columns.items()}
    for name in register.form:
        if name not in cells or plain(cells[name]) == "":
            continue
        field: Any = register.model._meta.get_field(name)
        try:
            if isinstance(field, QuantityField):
                quantity = read_quantity(cells[name], table.heads[table.columns[name]].scale)
                amounts |= {name: quantity} if quantity else {}
            elif isinstance(field, models.ForeignKey):
                names[name] = plain(cells[name])
            elif field.choices:
                others[name] = plain(cells[name])
        except CellError:
            others[name] = plain(cells[name])
    try:
        day = read_date(cells.get("happened_on", ""), table.year)
    except CellError:
        day = None
    return Item(f"{prefix}{number}", plain(cells.get("title", "")), day, amounts, names, others)
