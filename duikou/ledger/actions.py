"""The verbs of the two keys: enter, amend, report, agree, dispute, settle, attach, trash, restore."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.engines.quantities import Quantity
from duikou.ledger import storage
from duikou.ledger.fields import QuantityField, set_quantity
from duikou.ledger.history import keep, last_known
from duikou.ledger.models import CountingRule, Evidence, File, Objection, Record, State
from duikou.ledger.talk import tell_watchers

R = TypeVar("R", bound=Record)


def enter(model: type[R], values: Mapping[str, Any], *, by: Actor) -> R:
    """A new draft of the actor's side and unit."""
    by.require("enter")
    if by.unit is None:
        raise PermissionDenied(_("Only a member of a unit may enter records."))
    record = model(pairing=by.pairing, side=by.side, unit=by.unit)
    assign(record, values)
    record.full_clean()
    keep(record, by=by, verb="enter")
    return record


def assign(record: Record, values: Mapping[str, Any]) -> None:
    """Set field values; a quantity field takes a `Quantity` or None."""
    model = type(record)
    for name, value in values.items():
        if _is_quantity(model, name):
            set_quantity(record, name, value if value is None or isinstance(value, Quantity) else Quantity(value))
        else:
            setattr(record, name, value)


@cache
def _is_quantity(model: type[Record], name: str) -> bool:
    return isinstance(model._meta.get_field(name), QuantityField)


def amend(record: Record, values: Mapping[str, Any], *, by: Actor, reason: str = "") -> Record:
    """Change what the own side entered. An agreed record goes back to reported: the other side confirms anew."""
    _require_own(record, by)
    _refuse_fast(record)
    with transaction.atomic():
        assign(record, values)
        record.full_clean()
        if record.state == State.AGREED:
            record.state, record.agreed_by, record.agreed_at = State.REPORTED, None, None
        keep(record, by=by, verb="amend", reason=reason)
        tell_watchers(record, "amend", by=by, text=reason)
    return record


def report(record: Record, *, by: Actor) -> Record:
    """Turn the first key: the entering side vouches for the record. Doing it twice changes nothing."""
    _require_own(record, by)
    if record.state == State.DRAFT:
        with transaction.atomic():
            record.state, record.reported_by, record.reported_at = State.REPORTED, by.membership.user, by.at
            keep(record, by=by, verb="report")
            record.on_reported(by)
            tell_watchers(record, "report", by=by)
    return record


def agree(record: Record, *, by: Actor, reason: str = "") -> Record:
    """Turn the second key: the other side confirms; open objections are settled. Doing it twice changes nothing."""
    _require_other(record, by)
    if record.state == State.AGREED:
        return record
    if record.state == State.DRAFT:
        raise ValidationError(_("“%(title)s” is still a draft of the other side."), "draft", {"title": record.title})
    with transaction.atomic():
        _settle_all(record, _("agreed as entered"), by)
        record.state, record.agreed_by, record.agreed_at = State.AGREED, by.membership.user, by.at
        keep(record, by=by, verb="agree", reason=reason)
        tell_watchers(record, "agree", by=by)
    return record


def agree_all(records: Iterable[Record], *, by: Actor) -> int:
    """Agree to many at once, all or none; returns how many changed state."""
    with transaction.atomic():
        waiting = [record for record in records if record.state != State.AGREED]
        for record in waiting:
            agree(record, by=by)
    return len(waiting)


def dispute(
    record: Record, *, by: Actor, reason: str, field: str = "", value: str = "", next_step: str = ""
) -> Objection:
    """Say why the other side's record is not agreed; the value held right is kept beside the entered one."""
    _require_other(record, by)
    if record.state == State.DRAFT:
        raise ValidationError(_("“%(title)s” is still a draft of the other side."), "draft", {"title": record.title})
    if not reason.strip():
        raise ValidationError(_("Give the reason: the other side has to know what to look at."), "reason")
    with transaction.atomic():
        objection = Objection(
            record=record, side=by.side, field=field, value=value, reason=reason.strip(), next_step=next_step
        )
        keep(objection, by=by, verb="dispute", reason=reason)
        record.state, record.agreed_by, record.agreed_at = State.DISPUTED, None, None
        keep(record, by=by, verb="dispute", reason=reason)
        tell_watchers(record, "dispute", by=by, text=reason)
    return objection


def accept(objection: Objection, *, by: Actor) -> Record:
    """The entering side takes over the other side's value; the record then waits for the second key again."""
    record = specific(objection.record)
    _require_own(record, by)
    with transaction.atomic():
        if objection.field and objection.value:
            assign(record, {objection.field: cleaned(record, objection.field, objection.value)})
            record.full_clean()
        _settle_all(record, _("accepted by the entering side"), by, only=objection)
        if not record.objections.filter(settled_at__isnull=True).exists():
            record.state = State.REPORTED
        keep(record, by=by, verb="accept", reason=objection.reason)
    return record


def cleaned(record: Record, field: str, text: str) -> Any:
    """A value as the form of the field would clean it; raises ValidationError."""
    form_field = record._meta.get_field(field).formfield()  # type: ignore[union-attr]
    return form_field.clean(text)  # type: ignore[union-attr]


def _settle_all(record: Record, how: str, by: Actor, only: Objection | None = None) -> None:
    for objection in record.objections.filter(settled_at__isnull=True):
        if only is None or objection.pk == only.pk:
            objection.settled_at, objection.settlement = by.at, how
            keep(objection, by=by, verb="settle", reason=how)


def attach_file(record: Record, *, by: Actor, name: str, content: bytes, title: str = "", proves: str = "") -> Evidence:
    """Keep a file once and point the record at it."""
    _require_member(record, by)
    file = keep_file(by=by, name=name, content=content)
    return _attach(Evidence(record_id=record.pk, file=file, title=title, proves=proves), by)


def keep_file(*, by: Actor, name: str, content: bytes) -> File:
    """The file with this content: the known one, or a new one. Raises ValidationError for a type not allowed."""
    media_type = storage.media_type_of(name, content)
    sha256 = storage.store(content)
    known = File.objects.filter(sha256=sha256).first()
    if known:
        return known
    file = File(sha256=sha256, name=name[-200:], size=len(content), media_type=media_type)
    keep(file, by=by, verb="keep")
    return file


def attach_link(record: Record, *, by: Actor, url: str, title: str = "", proves: str = "") -> Evidence:
    _require_member(record, by)
    return _attach(Evidence(record_id=record.pk, url=url, title=title, proves=proves), by)


def attach_span(
    record: Record, *, by: Actor, start: int, end: int, quote: str, file: File | None = None, source: str = ""
) -> Evidence:
    """Point the record at a marked span of a text: a kept file, or a document that is only cited."""
    _require_member(record, by)
    span = Evidence(record_id=record.pk, file=file, source=source, char_start=start, char_end=end, quote=quote)
    return _attach(span, by)


def _attach(evidence: Evidence, by: Actor) -> Evidence:
    evidence.side = by.side
    if evidence.proves and evidence.proves not in specific(evidence.record).PROOFS:
        raise ValidationError(
            _("Evidence of this record cannot prove “%(what)s”."), "proves", {"what": evidence.proves}
        )
    evidence.clean_fields(exclude=["file"])
    keep(evidence, by=by, verb="attach")
    return evidence


def detach(evidence: Evidence, *, by: Actor) -> None:
    """Take evidence away again; it stays in the history and can be restored."""
    if evidence.side != by.side:
        raise PermissionDenied(_("The other side gave this evidence."))
    evidence.trashed_at = by.at
    keep(evidence, by=by, verb="detach")


def trash(record: Record, *, by: Actor, reason: str = "") -> Record:
    """Put a record of the own side into the trash: no list or figure counts it, and it can be restored."""
    _require_own(record, by)
    _refuse_fast(record)
    if record.trashed_at is None:
        record.trashed_at = by.at
        keep(record, by=by, verb="trash", reason=reason)
    return record


def restore(record: Record, *, by: Actor) -> Record:
    _require_own(record, by)
    if record.trashed_at is not None:
        record.trashed_at = None
        keep(record, by=by, verb="restore")
    return record


def set_rule(rule: CountingRule, *, by: Actor) -> CountingRule:
    """A new version of a figure's counting rule, in force from its date on; earlier versions stay as they are."""
    by.require("rules")
    rule.full_clean()
    keep(rule, by=by, verb="rule", reason=rule.text)
    return rule


def specific(record: Record) -> Record:
    """The record as its own kind (a `Record` row of kind projects.project as a `Project`)."""
    from django.apps import apps

    model = apps.get_model(record.kind)
    return record if isinstance(record, model) else model._base_manager.get(pk=record.pk)


def changed_since_agreed(record: Record) -> dict[str, tuple[Any, Any]]:
    """What changed since the other side last agreed: field → (agreed value, value now); empty if it never agreed."""
    from duikou.ledger.models import Entry

    agreed = Entry.objects.filter(object_id=record.pk, verb="agree").order_by("-number").first()
    if agreed is None:
        return {}
    now = last_known(record)
    fields = {field.attname for field in record._meta.concrete_fields if field.editable}
    return {name: (agreed.after.get(name), now.get(name)) for name in fields if agreed.after.get(name) != now.get(name)}


def _refuse_fast(record: Record) -> None:
    if record.stands_fast:
        raise ValidationError(record.stands_fast, "fast")


def _require_member(record: Record, by: Actor) -> None:
    if by.pairing.pk != record.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))


def _require_own(record: Record, by: Actor) -> None:
    by.require("enter")
    _require_member(record, by)
    if record.side != by.side:
        raise PermissionDenied(_("The other side entered this record; only it may change it."))
    if by.membership.grants.records == "unit" and by.unit and record.unit_id != by.unit.pk:
        raise PermissionDenied(_("Another unit of your side entered this record; ask the office to change it."))


def _require_other(record: Record, by: Actor) -> None:
    by.require("confirm")
    _require_member(record, by)
    if not by.side or record.side == by.side:
        raise PermissionDenied(_("Your own side entered this record; the other side confirms it."))
