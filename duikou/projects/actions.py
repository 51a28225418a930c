"""Verbs of the projects: take a lead into the reserve, pass a gate, solve a problem, withdraw a payment."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.ledger import actions
from duikou.projects.gates import GATES
from duikou.projects.models import Lead, Project, Signing


def follow_up(lead: Lead, *, by: Actor, note: str = "") -> Lead:
    """Note that somebody has followed up the lead today; it no longer counts as untouched."""
    values: dict[str, Any] = {"followed_on": by.today}
    if note.strip():
        values["note"] = "\n".join(filter(None, [lead.note, f"{by.today}: {note.strip()}"]))
    actions.amend(lead, values, by=by, reason=note.strip())
    return lead


def promote(lead: Lead, *, category: str, by: Actor) -> Project:
    """Take a lead into the reserve: a project with what is known; the lead stays as where it came from."""
    if lead.status != Lead.Status.OPEN:
        raise ValidationError(_("Only a lead that is being followed can be taken into the reserve."), "status")
    with transaction.atomic():
        values = {
            "title": lead.title, "category": category, "stage": Project.Stage.RESERVE, "happened_on": by.today,
            "lead_from": lead, "investor": lead.prospect, "note": lead.note,
        }  # fmt: skip
        project = actions.enter(Project, values, by=by)
        actions.report(project, by=by)
        actions.amend(lead, {"status": Lead.Status.PROMOTED, "followed_on": by.today}, by=by, reason=_("promoted"))
    return project


def move(project: Project, to: str, *, on: date, by: Actor, reason: str = "") -> Project:
    """Pass the gate into stage `to` on a day. Raises ValidationError that names everything that is missing."""
    gate = GATES.get(to)
    if project.stage == to:
        return project
    if gate is None or project.stage not in gate.after:
        words = {"from": project.get_stage_display(), "to": Project.Stage(to).label if to in Project.Stage else to}
        raise ValidationError(_("No gate leads from “%(from)s” to “%(to)s”.") % words, "way")
    values: dict[str, Any] = {"stage": to} | ({gate.dated: on} if gate.dated else {})
    if reason:
        values["stopped_because"] = reason
        project.stopped_because = reason
    missing = gate.missing(project)
    if missing:
        lines = [_("Missing: %(what)s. %(mend)s") % {"what": need.label, "mend": need.mend} for need in missing]
        raise ValidationError([ValidationError(line, need.key) for line, need in zip(lines, missing, strict=True)])
    with transaction.atomic():
        _amend_dates(project, values, gate.dated, by=by, reason=reason)
        if to == Project.Stage.SIGNED:
            _announce(project, on, by)
    return project


def _amend_dates(project: Project, values: dict[str, Any], dated: str, *, by: Actor, reason: str) -> None:
    precision = dated.replace("_on", "_precision")
    if dated and hasattr(project, precision):
        values[precision] = Project.Precision.DAY
    actions.amend(project, values, by=by, reason=reason or str(Project.Stage(values["stage"]).label))


def _announce(project: Project, on: date, by: Actor) -> None:
    """The signing event beside the net project."""
    values = {
        "title": project.title, "happened_on": on, "belongs_to": project,
        "investor_name": project.investor.title if project.investor else "",
    }  # fmt: skip
    signing = actions.enter(Signing, values, by=by)
    actions.report(signing, by=by)
