"""Verbs of the accounts: invite, take up an invitation, end a membership, hand an account over."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership, Unit, User
from duikou.accounts.roles import Role

SALT = "duikou.invitation"
VALID = timedelta(days=7)
NOT_INVITED = (Role.AUDITOR, Role.PROVINCE)  # they belong to no side; the operator of the installation makes them


def invite(*, username: str, name: str, role: str, unit: Unit, by: Actor) -> Membership:
    """A membership of the administrator's own side; a new user has no password until the invitation is taken up."""
    by.require("people")
    if (unit.pairing_id, unit.side) != (by.pairing.pk, by.side) or role in NOT_INVITED:
        raise PermissionDenied(_("An administrator invites for the own side only."))
    with transaction.atomic():
        user = User.objects.filter(username=username).first()
        if user and Membership.objects.filter(user=user, pairing=by.pairing, side=by.side, role=role).exists():
            raise ValidationError(_("“%(name)s” already has this role.") % {"name": username}, "known")
        if user is None:
            user = User(username=username, name=name)
            user.set_unusable_password()
            user.full_clean(exclude=["password"])
            user.save()
        member = Membership(
            user=user, pairing=by.pairing, side=by.side, unit=unit, role=role, invited_by=by.membership.user
        )
        member.full_clean()
        member.save()
    return member


def invitation(member: Membership) -> str:
    """The token of the link; it opens once, within seven days, and only while the user has no password."""
    return signing.dumps(member.user_id, salt=SALT)


def invited(token: str) -> User:
    """The user whom a token invites. Raises ValidationError for a token that is forged, too old or used."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature as error:
        raise ValidationError(_("This invitation is not valid or older than seven days; ask for a new one.")) from error
    user = User.objects.filter(pk=pk).first()
    if user is None or user.has_usable_password():
        raise ValidationError(_("This invitation was already used; log in with your password."))
    return user


def take_up(token: str, password: str) -> User:
    user = invited(token)
    user.set_password(password)
    user.save()
    return user


def end(member: Membership, *, by: Actor) -> None:
    """The member acts no longer from today on; what it entered stays, and open sessions lose the role at once."""
    _require_own(member, by)
    if member.pk == by.membership.pk:
        raise ValidationError(_("Ask another administrator to end your own membership."), "own")
    member.ends_on = by.today - timedelta(days=1)
    member.save()


def hand_over(member: Membership, *, username: str, name: str, by: Actor) -> Membership:
    """A successor gets the role and the unit; the former member's ends. Records stay with the unit."""
    _require_own(member, by)
    if member.unit is None:
        raise PermissionDenied(_("An administrator invites for the own side only."))
    with transaction.atomic():
        successor = invite(username=username, name=name, role=member.role, unit=member.unit, by=by)
        end(member, by=by)
    return successor


def _require_own(member: Membership, by: Actor) -> None:
    by.require("people")
    if (member.pairing_id, member.side) != (by.pairing.pk, by.side):
        raise PermissionDenied(_("This member belongs to another side."))
