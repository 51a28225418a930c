"""Sheets into a register: one verdict for every row, then all rows, the good ones, or none; and back again.

A row is known by the record's number, which our export writes, else by its title and date within the own side. Nothing
is skipped in silence: rows in = new + changed + same + doubtful + refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.ledger import actions, storage
from duikou.ledger.discovery import registers
from duikou.ledger.history import insert_all, keep
from duikou.ledger.import_rows import KINDS, Plan, Verdict, build, plan
from duikou.ledger.models import Entry, ImportRun, Record, State
from duikou.ledger.register import Register

Tell = Callable[[int, int], None]


def receive(
    register: Register, content: bytes, name: str, *, by: Actor, columns: Mapping[str, str] | None = None
) -> ImportRun:
    """Keep the file; its rows are not judged yet."""
    by.require("enter")
    with transaction.atomic():
        file = actions.keep_file(by=by, name=name, content=content)
        run = ImportRun(
            pairing=by.pairing, side=by.side, unit=by.membership.unit, register=register.name, file=file,
            columns=dict(columns or {}),
        )  # fmt: skip
        keep(run, by=by, verb="import")
    return run


def plan_of(run: ImportRun, *, by: Actor, tell: Tell = lambda done, total: None) -> Plan:
    """The rows of the kept file judged against the ledger as it is now."""
    content = storage.path_of(run.file.sha256).read_bytes()
    register = registers()[run.register]
    return plan(register, content, run.file.name, member=by.membership, columns=run.columns, tell=tell)


def judge(run: ImportRun, *, by: Actor, tell: Tell = lambda done, total: None) -> Plan:
    """Note what the rows would become: the counts, the worst rows, and which column was taken for which field."""
    by.require("enter")
    found = plan_of(run, by=by, tell=tell)
    if not run.committed_at:
        run.counts, run.verdicts = found.counts, shown(found)
        keep(run, by=by, verb="import")
    return found


def prepare(
    register: Register, content: bytes, name: str, *, by: Actor, columns: Mapping[str, str] | None = None
) -> tuple[ImportRun, Plan]:
    """Keep the file and note what its rows would become; nothing of it counts yet. A file without a table is not kept."""
    with transaction.atomic():
        run = receive(register, content, name, by=by, columns=columns)
        return run, judge(run, by=by)


def shown(found: Plan, size: int = 200) -> dict[str, Any]:
    """What the page shows of a plan: its sheet, each head with the field it is taken for, and the worst rows."""
    chosen = {index: name for name, index in found.table.columns.items()}
    worst = sorted(found.verdicts, key=lambda verdict: -KINDS.index(verdict.kind))[:size]
    return {
        "sheet": found.sheet,
        "heads": [[head.text, chosen.get(index, "")] for index, head in enumerate(found.table.heads) if head.text],
        "rows": [[verdict.row, verdict.kind, verdict.title, verdict.cell, explained(verdict)] for verdict in worst],
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
    with transaction.atomic():
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
    new = [verdict for verdict in found.verdicts if verdict.kind == "new"]
    for start in range(0, len(new), 5000):
        records = [_reported(found.register, verdict, by) for verdict in new[start : start + 5000]]
        insert_all(records, by=by, verb="import", reason=reason_of(run))
        for record in records:
            record.on_reported(by)


def _reported(register: Register, verdict: Verdict, by: Actor) -> Any:
    record = build(register, verdict.values, by.membership)
    record.kind, record.area = record.kind_name(), record.AREA or record._meta.app_label
    record.clean()
    record.state, record.reported_by, record.reported_at = State.REPORTED, by.membership.user, by.at
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
