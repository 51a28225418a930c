"""Roles and what each may do: one table, read by views, verbs, menus and the permission tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    CLERK = "clerk", _("office clerk")
    LIAISON = "liaison", _("department or county liaison")
    LEADER = "leader", _("leader")
    SUPERVISOR = "supervisor", _("supervisor")
    WINDOW = "window", _("window clerk")
    ENTERPRISE = "enterprise", _("enterprise user")
    AUDITOR = "auditor", _("auditor")
    PROVINCE = "province", _("province reader")
    ADMINISTRATOR = "administrator", _("administrator")


Reach = Literal["all", "side", "unit", "own", ""]


@dataclass(frozen=True)
class Grants:
    """What a role may do.

    `records` says how far it sees: "all" of the pairing with both sides' drafts; "side": what was reported by either
    side and the drafts of its own; "unit": the same with the drafts of its own unit only; "own": only what its own
    unit entered; "": no record at all, only figures.
    """

    records: Reach = ""
    figures: bool = False
    enter: bool = False
    confirm: bool = False
    rules: bool = False
    approve: bool = False
    supervise: bool = False
    papers: bool = False
    people: bool = False

    @property
    def see(self) -> bool:
        return self.records != ""

    @property
    def survey(self) -> bool:
        """Sees the pairing's registers, not only its own unit's entries."""
        return self.records not in ("", "own")


GRANTS: dict[Role, Grants] = {
    Role.CLERK: Grants(records="side", figures=True, enter=True, confirm=True, papers=True),
    Role.LIAISON: Grants(records="unit", figures=True, enter=True),
    Role.LEADER: Grants(records="side", figures=True, confirm=True, approve=True, papers=True),
    Role.SUPERVISOR: Grants(records="side", figures=True, supervise=True, papers=True),
    Role.WINDOW: Grants(records="unit", figures=True),
    Role.ENTERPRISE: Grants(records="own"),
    Role.AUDITOR: Grants(records="all", figures=True),
    Role.PROVINCE: Grants(figures=True),
    Role.ADMINISTRATOR: Grants(records="side", figures=True, rules=True, people=True),
}
