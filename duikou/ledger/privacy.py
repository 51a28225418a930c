"""Personal data: masked wherever a record is shown, listed or exported; shown in full to one who says why."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.ledger.history import keep
from duikou.ledger.models import Record


def masked(text: str) -> str:
    """Personal data with its middle hidden: 138****1234, z***@x.cn, 张*."""
    name, at, host = text.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    if len(text) > 7:
        return f"{text[:3]}****{text[-4:]}"
    return text[:1] + "*" * (len(text) - 1)


def reveal(record: Record, *, by: Actor, reason: str) -> dict[str, str]:
    """The personal fields of a record in full; the history keeps who looked and what for."""
    by.require("enter")
    if by.pairing.pk != record.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))
    if not reason.strip():
        raise ValidationError(_("Say what you need the personal data for; the history keeps it."), "reason")
    keep(record, by=by, verb="reveal", reason=reason.strip()[:200])
    return {name: str(getattr(record, name)) for name in record.PERSONAL}
