"""The log-ins of a demonstration: one account for each role and side, with one documented password."""

from __future__ import annotations

from django.utils import translation

from duikou.accounts.models import Membership, Unit, User
from duikou.accounts.roles import Role
from duikou.regions.models import Pairing

PASSWORD = "duikou-demo-2019"
# User name, role, kind of unit, what the unit is called.
ACCOUNTS = [
    ("clerk", Role.CLERK, Unit.Kind.OFFICE, "合作办"),
    ("liaison", Role.LIAISON, Unit.Kind.DEPARTMENT, "发改部门"),
    ("leader", Role.LEADER, Unit.Kind.OFFICE, "合作办"),
    ("supervisor", Role.SUPERVISOR, Unit.Kind.SUPERVISION, "督查室"),
    ("window", Role.WINDOW, Unit.Kind.WINDOW, "政务服务窗口"),
    ("enterprise", Role.ENTERPRISE, Unit.Kind.ENTERPRISE, "演示企业"),
    ("administrator", Role.ADMINISTRATOR, Unit.Kind.OFFICE, "合作办"),
]


def open_accounts(pairing: Pairing, prefixes: tuple[str, str]) -> dict[str, Membership]:
    """The demo log-ins of a pairing; returns the clerk of each side."""
    with translation.override("zh-hans"):  # accounts are data, whatever language the command speaks
        return _open(pairing, prefixes)


def _open(pairing: Pairing, prefixes: tuple[str, str]) -> dict[str, Membership]:
    clerks = {}
    for side, prefix in zip("ab", prefixes, strict=True):
        city = pairing.side_name(side)
        for word, role, kind, unit_name in ACCOUNTS:
            unit = Unit.objects.get_or_create(
                pairing=pairing, side=side, name=f"{city}{unit_name}", defaults={"kind": kind}
            )[0]
            member = _member(f"{prefix}.{word}", f"演示·{city}{role.label}", pairing, role, side, unit)
            if role is Role.CLERK:
                clerks[side] = member
    for role in (Role.AUDITOR, Role.PROVINCE):
        _member(role.value, f"演示·{role.label}", pairing, role, "", None)
    return clerks


def _member(username: str, name: str, pairing: Pairing, role: Role, side: str, unit: Unit | None) -> Membership:
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, password=PASSWORD, name=name[:40])
    return Membership.objects.create(user=user, pairing=pairing, role=role, side=side, unit=unit)
