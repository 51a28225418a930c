"""Comments with mentions, watching, and the notices that come of both. Nothing here counts or ranks people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership, User
from duikou.ledger.history import keep
from duikou.ledger.models import VERBS, Comment, Notice, Record, Watch
from duikou.regions.models import Pairing

MENTION = re.compile(r"@([\w.·\-]+)")


def comment(record: Record, text: str, *, by: Actor) -> Comment:
    """Say something about a record; those mentioned and those who watch it are told."""
    if not by.membership.grants.see or by.pairing.pk != record.pairing_id:
        raise PermissionDenied(_("Your role may not do this."))
    if not text.strip():
        raise ValidationError(_("Write something first."), "empty")
    with transaction.atomic():
        said = Comment(record_id=record.pk, author=by.membership.user, side=by.side, text=text.strip()[:2000])
        keep(said, by=by, verb="comment")
        mentioned = [member.user for member in mentioned_in(text, record)]
        watch(record, user=by.membership.user)
        _tell(mentioned, record, Notice.Reason.MENTION, said.text, by)
        tell_watchers(record, "comment", by=by, text=said.text, but=mentioned)
    return said


def mentioned_in(text: str, record: Record) -> list[Membership]:
    """The members that `@user-name` or `@name` calls, among those who may see the record."""
    names = set(MENTION.findall(text))
    if not names:
        return []
    members = Membership.objects.filter(pairing_id=record.pairing_id).select_related("user")
    called = [member for member in members if {member.user.username, member.user.name} & names]
    return [member for member in called if Record.objects.visible_to(member).filter(pk=record.pk).exists()]


def watch(record: Record, *, user: User) -> None:
    Watch.objects.get_or_create(user=user, record_id=record.pk)


def unwatch(record: Record, *, user: User) -> None:
    Watch.objects.filter(user=user, record_id=record.pk).delete()


def tell_watchers(record: Record, verb: str, *, by: Actor, text: str = "", but: Iterable[User] = ()) -> None:
    """Notices to everyone who watches the record and may still see it, except the one who acts."""
    left_out = {user.pk for user in but}
    watching = User.objects.filter(watches__record_id=record.pk).exclude(pk__in=left_out)
    allowed = [
        user
        for user in watching
        if any(
            Record.objects.visible_to(member).filter(pk=record.pk).exists()
            for member in Membership.objects.filter(user=user, pairing_id=record.pairing_id)
        )
    ]
    _tell(allowed, record, Notice.Reason.WATCH, text or str(VERBS.get(verb, verb)), by)


def tell_side(record: Record, side: str, *, text: str, by: Actor) -> None:
    """Notices to those of a side who enter or decide."""
    tell_sides([(record, side, text)], reason=Notice.Reason.DUTY, by=by)


def tell_sides(lines: Sequence[tuple[Record, str, str]], *, reason: str, by: Actor) -> None:
    """Many (record, side, text) at once, to those of each side who enter or decide; a few queries however many."""
    members = Membership.objects.in_force(by.today).filter(pairing=by.pairing).select_related("user")
    told = [(member.side, member.user) for member in members if member.may("enter") or member.may("approve")]
    actor = by.membership.user
    Notice.objects.bulk_create(
        [
            Notice(user=user, record_id=record.pk, reason=reason, text=text[:200], actor=actor.name, at=by.at)
            for record, side, text in lines
            for user in {user.pk: user for home, user in told if home == side}.values()
            if user.pk != actor.pk
        ],
        batch_size=500,
    )


def _tell(users: Iterable[User], record: Record, reason: str, text: str, by: Actor) -> None:
    actor = by.membership.user
    Notice.objects.bulk_create(
        Notice(user=user, record_id=record.pk, reason=reason, text=text[:200], actor=actor.name, at=by.at)
        for user in {user.pk: user for user in users}.values()
        if user.pk != actor.pk
    )


def send_digests(*, at: datetime, pairing: Pairing | None = None) -> int:
    """One mail to each user with an address about the notices (of one pairing) not yet read or mailed; how many mails."""
    waiting = Notice.objects.filter(read_at__isnull=True, mailed_at__isnull=True).exclude(user__email="")
    if pairing:
        waiting = waiting.filter(record__pairing=pairing)
    by_user: dict[User, list[Notice]] = {}
    for notice in waiting.select_related("user", "record").order_by("user_id", "at"):
        by_user.setdefault(notice.user, []).append(notice)
    for user, notices in by_user.items():
        with transaction.atomic(), override("zh-hans"):
            Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)
            lines = [
                f"{n.at:%m-%d %H:%M} {n.record.title}: {n.actor} {n.get_reason_display()} {n.text}" for n in notices
            ]
            send_mail(_("Duikou: %(n)s notices") % {"n": len(notices)}, "\n".join(lines), None, [user.email])
    return len(by_user)
