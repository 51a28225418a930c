"""What is done with a text: take it in, check it, decide about its findings, enter what it says, undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.briefs import marking, statement
from duikou.briefs.models import Decision, Finding, Text
from duikou.ledger import actions as ledger
from duikou.ledger import storage
from duikou.ledger.command import WrongInputError
from duikou.ledger.history import keep
from duikou.ledger.models import Record, State
from duikou.ledger.register import Register

MAX_CHARS = 5_000_000
SUFFIXES = (".txt", ".docx", ".pdf")


def take_in(
    content: bytes, name: str, *, title: str, published: date, source: str = "", as_of: date | None = None, by: Actor
) -> Text:
    """Keep a document and the text in it; it is a draft of the actor's side and not checked yet."""
    by.require("enter")
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix not in SUFFIXES:
        raise ValidationError(_("“%(name)s” is no .txt, .docx or .pdf file.") % {"name": name})
    with transaction.atomic():
        file = ledger.keep_file(by=by, name=name, content=content)
        words = _words(file.sha256, suffix, name)
        plain = (
            file
            if words.encode() == content
            else ledger.keep_file(by=by, name=f"{title[:80]}.txt", content=words.encode())
        )
        text = Text(
            pairing=by.pairing, side=by.side, unit=by.unit, title=title, happened_on=published, source=source,
            as_of=as_of or published, file=file, plain=plain, characters=len(words),
        )  # fmt: skip
        text.full_clean()
        keep(text, by=by, verb="enter")
    return text


def _words(sha256: str, suffix: str, name: str) -> str:
    try:
        words = statement.read_file(storage.path_of(sha256), suffix, name)
    except WrongInputError as error:
        raise ValidationError(str(error)) from error
    words = "".join(sign for sign in words if sign >= " " or sign in "\n\t")
    if not words.strip():
        raise ValidationError(
            _("“%(name)s” holds no text; a scanned page has to be recognised first.") % {"name": name}
        )
    if len(words) > MAX_CHARS:
        raise ValidationError(_("The text is longer than five million characters; split it."))
    return words


def judge(text: Text, *, by: Actor, tell: marking.Tell = lambda done, total: None) -> Text:
    """Check the text against itself and the ledger; what was decided stays decided."""
    _require(text, by)
    said = marking.said_of(text, tell)
    with transaction.atomic():
        marking.write(text, said)
        text.quantities = sum(one.kind != Finding.Kind.CONFLICT for one in said)
        text.confirmed = sum(one.kind == Finding.Kind.CONFIRMED for one in said)
        text.judged_at = by.at
        _recount(text, by)
    return text


def _recount(text: Text, by: Actor) -> None:
    text.open = Finding.objects.filter(text=text).pending().count()
    keep(text, by=by, verb="judge")


def decide(
    text: Text, numbers: Iterable[int], choice: str, *, by: Actor, reason: str = "", made: Record | None = None
) -> int:
    """Decide about findings, all or none; returns how many. Deciding alike again changes nothing."""
    _require(text, by)
    if choice not in Decision.Choice.values:
        raise ValidationError(_("Choose what to decide."))
    if choice == Decision.Choice.DISMISSED and not reason.strip():
        raise ValidationError(_("Give the reason: whoever opens the text later has to see why."))
    rows = list(Finding.objects.filter(text=text, number__in=list(numbers)).select_related("decision"))
    new = [
        row
        for row in rows
        if not row.decision or (row.decision.choice, row.decision.reason) != (choice, reason.strip())
    ]
    with transaction.atomic():
        _withdraw([row.decision for row in new if row.decision], by)
        decided: dict[str, Decision | None] = {
            place: _decided(text, place, choice, reason.strip(), by, made) for place in {row.place for row in new}
        }
        marking.note(text, list(decided), decided)
        if new:
            _recount(text, by)
    return len(new)


def _decided(text: Text, place: str, choice: str, reason: str, by: Actor, made: Record | None) -> Decision:
    decision = Decision(text=text, place=place, choice=choice, reason=reason, side=by.side,
                        who=str(by.membership.user), made_id=made.pk if made else None)  # fmt: skip
    keep(decision, by=by, verb="judge", reason=reason, record_id=text.pk)
    return decision


def _withdraw(decisions: Iterable[Decision], by: Actor) -> None:
    for decision in {one.pk: one for one in decisions}.values():
        decision.trashed_at = by.at
        keep(decision, by=by, verb="restore", record_id=decision.text_id)


def undo(text: Text, numbers: Iterable[int], *, by: Actor) -> int:
    """Take decisions back; a draft that one of them made goes to the trash, unless it was reported since."""
    _require(text, by)
    rows = Finding.objects.filter(text=text, number__in=list(numbers), decision__isnull=False)
    decisions = {row.place: row.decision for row in rows.select_related("decision__made")}
    with transaction.atomic():
        for decision in decisions.values():
            if decision and decision.made and decision.made.state == State.DRAFT:
                ledger.trash(ledger.specific(decision.made), by=by, reason=_("decision undone"))
        _withdraw([one for one in decisions.values() if one], by)
        marking.note(text, list(decisions), dict.fromkeys(decisions))
        if decisions:
            _recount(text, by)
    return len(decisions)


def enter_from(text: Text, finding: Finding, register: Register, values: Mapping[str, Any], *, by: Actor) -> Record:
    """A draft record of what the text says, with the place in the text as its evidence."""
    _require(text, by)
    choice = Decision.Choice.BALANCE if register.name == "balances" else Decision.Choice.DRAFT
    with transaction.atomic():
        record = ledger.enter(register.model, values, by=by)
        for start, end, quote in finding.spans:
            ledger.attach_span(record, by=by, start=start, end=end, quote=quote, file=text.plain)
        decide(text, [finding.number], choice, by=by, made=record)
    return record


def _require(text: Text, by: Actor) -> None:
    by.require("enter")
    if by.pairing.pk != text.pairing_id or by.side != text.side:
        raise PermissionDenied(_("The other side put this text in; only it may decide about it."))
    if by.membership.grants.records == "unit" and by.unit and text.unit_id != by.unit.pk:
        raise PermissionDenied(_("Another unit of your side put this text in; ask the office."))
