"""Sheets into a register: one verdict for every row, then all rows, the good ones, or none; and back again.

A row is known by the record's number, which our export writes, else by its title and date within the own side. Nothing
is skipped in silence: rows in = new + changed + same + doubtful + refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from uuid6 import uuid7

from duikou.accounts.actor import Actor
from duikou.ledger import actions, storage
from duikou.ledger.columns import like, undisturbed
from duikou.ledger.discovery import registers
from duikou.ledger.history import insert_all, keep
from duikou.ledger.import_rows import KINDS, Names, Plan, Tell, Verdict, blank, plan
from duikou.ledger.models import Entry, ImportRun, Record, State
from duikou.ledger.register import Register

AT_ONCE = 5000  # new records written together


def receive(
    register: Register, content: bytes, name: str, *, by: Actor, columns: Mapping[str, str] | None = None,
    names: Names | None = None,
) -> ImportRun:  # fmt: skip
    """Keep the file; its rows are not judged yet."""
    by.require("enter")
    with transaction.atomic():
        file = actions.keep_file(by=by, name=name, content=content)
        run = ImportRun(
            pairing=by.pairing, side=by.side, unit=by.membership.unit, register=register.name, file=file,
            columns=dict(columns or {}), names=dict(names or {}),
        )  # fmt: skip
        keep(run, by=by, verb="import")
    return run


def plan_of(run: ImportRun, *, by: Actor, tell: Tell = lambda done, total: None) -> Plan:
    """The rows of the kept file judged against the ledger as it is now."""
    content = storage.path_of(run.file.sha256).read_bytes()
    register = registers()[run.register]
    return plan(register, content, run.file.name, member=by.membership, columns=run.columns, names=run.names, tell=tell)


def judge(run: ImportRun, *, by: Actor, tell: Tell = lambda done, total: None) -> Plan:
    """Note what the rows would become: the counts, the worst rows, and which column was taken for which field."""
    by.require("enter")
    found = plan_of(run, by=by, tell=tell)
    if not run.committed_at:
        run.counts, run.verdicts = found.counts, shown(found)
        keep(run, by=by, verb="import")
    return found


def prepare(
    register: Register, content: bytes, name: str, *, by: Actor, columns: Mapping[str, str] | None = None,
    names: Names | None = None,
) -> tuple[ImportRun, Plan]:  # fmt: skip
    """Keep the file and note what its rows would become; nothing of it counts yet. A file without a table is not kept."""
    with transaction.atomic():
        run = receive(register, content, name, by=by, columns=columns, names=names)
        return run, judge(run, by=by)


def shown(found: Plan, size: int = 200) -> dict[str, Any]:
    """What the page shows of a plan: its sheet, each head with its field, the worst rows, and the names not known."""
    chosen = {index: name for name, index in found.table.columns.items()}
    worst = sorted(found.verdicts, key=lambda verdict: -KINDS.index(verdict.kind))[:size]
    unknown = Counter(verdict.unknown for verdict in found.verdicts if verdict.unknown)
    return {
        "sheet": found.sheet,
        "heads": [[head.text, chosen.get(index, "")] for index, head in enumerate(found.table.heads) if head.text],
        "rows": [[verdict.row, verdict.kind, verdict.title, verdict.cell, explained(verdict)] for verdict in worst],
        "names": [
            [name.field, name.text, count, [list(pair) for pair in name.alike]]
            for name, count in unknown.most_common(size)
        ],
    }


def explained(verdict: Verdict) -> str:
    """Why a row is not taken in, or what it would change."""
    return verdict.why or "; ".join(
        f"{name}: {was or '–'} → {now or '–'}" for name, (was, now) in verdict.changes.items()
    )


def choose_columns(run: ImportRun, columns: Mapping[str, str], *, by: Actor) -> None:
    """Say which column of the sheet is which field; remembered for the unit's next sheet of this register."""
    by.require("enter")
    run.columns = {head: name for head, name in columns.items() if name}
    keep(run, by=by, verb="import")


def explain_names(run: ImportRun, names: Names, *, by: Actor) -> None:
    """Say what names in the sheet mean that nothing has (field → name → number); remembered as the columns are."""
    by.require("enter")
    run.names = {name: {**run.names.get(name, {}), **names.get(name, {})} for name in {*run.names, *names}}
    keep(run, by=by, verb="import")


def commit(run: ImportRun, found: Plan, *, by: Actor, good_rows_only: bool = False) -> ImportRun:
    """Take the rows in: all, or the good ones where asked for; reported at once. Doing it twice changes nothing."""
    by.require("enter")
    if run.committed_at:
        return run
    bad = [verdict for verdict in found.verdicts if verdict.kind in ("doubtful", "refused")]
    if bad and not good_rows_only:
        where = f"{bad[0].cell}: {bad[0].why}"
        raise ValidationError(
            _("%(n)s rows cannot be taken in; nothing was. The first: %(where)s") % {"n": len(bad), "where": where}
        )
    with undisturbed(), transaction.atomic():
        if ImportRun.objects.select_for_update().get(pk=run.pk).committed_at:
            return run  # another worker was quicker
        _insert(run, found, by)
        _amend(run, found, by)
        run.counts, run.committed_at = found.counts, by.at
        keep(run, by=by, verb="import")
    return run


def reason_of(run: ImportRun) -> str:
    return f"import {run.pk}"


def _insert(run: ImportRun, found: Plan, by: Actor) -> None:
    pattern = blank(found.register, by.membership)
    pattern.state, pattern.reported_by, pattern.reported_at = State.REPORTED, by.membership.user, by.at
    new = [verdict.values for verdict in found.verdicts if verdict.kind == "new"]
    for start in range(0, len(new), AT_ONCE):
        records = [_filled(pattern, values) for values in new[start : start + AT_ONCE]]
        insert_all(records, by=by, verb="import", reason=reason_of(run))
        for record in records:
            record.on_reported(by)


def _filled(pattern: Record, values: Mapping[str, Any]) -> Record:
    record = like(pattern)
    record.id = uuid7()
    actions.assign(record, values)
    record.clean()
    return record


def _amend(run: ImportRun, found: Plan, by: Actor) -> None:
    for verdict in found.verdicts:
        if verdict.kind == "changed":
            record = found.register.model._default_manager.get(pk=str(verdict.record_id))
            actions.amend(
                record, {name: verdict.values[name] for name in verdict.changes}, by=by, reason=reason_of(run)
            )


def undo(run: ImportRun, *, by: Actor) -> int:
    """Take an import back: its new records go to the trash, its changes are reverted; what was changed since is kept.

    Returns how many records were taken back. Raises ValidationError that names what was touched since.
    """
    by.require("enter")
    if run.side != by.side or run.pairing_id != by.pairing.pk:
        raise ValidationError(_("The other side took this sheet in."))
    if run.undone_at or not run.committed_at:
        return 0
    entries = list(Entry.objects.filter(reason=reason_of(run)).order_by("number"))
    touched = _touched_since(entries)
    if touched:
        raise ValidationError(
            _("Changed since the import, so nothing was undone: %(names)s") % {"names": "、".join(touched[:5])}
        )
    with transaction.atomic():
        for entry in entries:
            _revert(entry, by)
        run.undone_at = by.at
        keep(run, by=by, verb="import")
    return len(entries)


def _touched_since(entries: list[Entry]) -> list[str]:
    last = {entry.object_id: entry.number for entry in entries}
    later = Entry.objects.filter(object_id__in=list(last)).values_list("object_id", "number", "after")
    return [str(after.get("title", "")) for object_id, number, after in later if number > last[object_id]]


def _revert(entry: Entry, by: Actor) -> None:
    record = actions.specific(Record.objects.get(pk=entry.object_id))
    if entry.verb == "import":
        actions.trash(record, by=by, reason=_("import undone"))
        return
    for name, value in entry.before.items():
        model_field = next(f for f in record._meta.concrete_fields if f.attname == name)
        setattr(record, name, model_field.to_python(value) if not model_field.is_relation else value)
    keep(record, by=by, verb="amend", reason=_("import undone"))
