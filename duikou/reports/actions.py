"""The way of a report: drafted, checked, issued with its number and frozen figures, withdrawn with the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.ledger import actions as ledger
from duikou.ledger.history import keep
from duikou.ledger.models import Record, State
from duikou.ledger.talk import tell_watchers
from duikou.regions.models import Pairing
from duikou.reports.freezing import freeze
from duikou.reports.genres import GENRES, period_for, title_of
from duikou.reports.genres.summaries import known
from duikou.reports.mistakes import mistakes_in
from duikou.reports.models import Report, ReportTemplate
from duikou.reports.writing import Tell, Written, head_now, write

TRIES = 3


def ask(
    genre: str, *, as_of: date, pairing: Pairing, basis: str = "reported", about: Record | None = None,
    template: ReportTemplate | None = None, title: str = "", **fields: Any,
) -> Report:  # fmt: skip
    """A report as asked for, not saved: what previews, commands and drafts are written from. Raises ValidationError."""
    report = Report(
        pairing=pairing, genre=genre, as_of=as_of, basis=basis, about=about, template=template, happened_on=as_of,
        since=period_for(genre, as_of), pattern=template.text if template else "", **fields,
    )  # fmt: skip
    kind = GENRES[genre]
    if kind.needed and about is None:
        name = kind.about._meta.verbose_name if kind.about else ""
        raise ValidationError(_("Choose what the paper is about: %(name)s.") % {"name": name}, "about")
    if genre == Report.Genre.TEMPLATE and template is None:
        raise ValidationError(_("Choose the template that the paper is written from."), "template")
    report.title = title.strip()[:200] or title_of(report)
    return report


def draft(report: Report, *, by: Actor) -> Report:
    """Keep an asked-for report as a draft of the actor's side."""
    by.require("papers")
    if by.unit is None or by.pairing.pk != report.pairing_id:
        raise PermissionDenied(_("Only a member of a unit may enter records."))
    report.side, report.unit, report.happened_on = by.side, by.unit, by.today
    report.full_clean(exclude=["about", "template"])
    keep(report, by=by, verb="enter")
    return report


def check(report: Report, *, by: Actor) -> Report:
    """Somebody of the own side has read the draft. Doing it twice changes nothing."""
    _require_own(report, by)
    if report.stage == Report.Stage.DRAFT:
        report.stage = Report.Stage.CHECKED
        keep(report, by=by, verb="move", reason=_("checked"))
    return report


def back_to_draft(report: Report, *, by: Actor) -> Report:
    _require_own(report, by)
    if report.stage == Report.Stage.CHECKED:
        report.stage = Report.Stage.DRAFT
        keep(report, by=by, verb="move", reason=_("back to the draft"))
    return report


def require_issuable(report: Report, *, by: Actor) -> None:
    """Raise unless the actor may issue the report now; issuing asks again."""
    _require_own(report, by)
    if report.stage == Report.Stage.DRAFT:
        raise ValidationError(_("The draft has to be checked before it is issued."), "stage")


def issue(report: Report, *, by: Actor, tell: Tell = lambda done, total: None) -> Report:
    """Give the next number of the year, freeze every figure, render the files and keep them; all of it or nothing.

    The paper is written before the history is locked, with progress, and kept if nothing was entered meanwhile; where
    something was, it is written again, the last time under the lock. Issuing an issued report again changes nothing.
    """
    for _try in range(TRIES):
        require_issuable(report, by=by)
        if not report.is_open:
            return report
        written = write(report, by=by, tell=tell)
        with transaction.atomic():
            if head_now(lock=True) == written.head:
                return _keep(written, report, by)
    with transaction.atomic():
        head_now(lock=True)
        return _keep(write(report, by=by), report, by)


def _keep(written: Written, report: Report, by: Actor) -> Report:
    """Everything of one issue, in the transaction of its caller."""
    issued = written.desk.report
    report.refresh_from_db(fields=["stage"])
    if not report.is_open:
        return report
    issued.state, issued.reported_by, issued.reported_at = State.REPORTED, by.membership.user, by.at
    keep(issued, by=by, verb="report", reason=issued.number_shown)
    freeze(written.desk, by=by)
    for form, content in written.files.items():
        ledger.attach_file(issued, by=by, name=f"{issued.title[:80]}.{form}", content=content, title=_("as issued"))
    tell_watchers(issued, "report", by=by)
    report.refresh_from_db()
    return report


def withdraw(report: Report, *, by: Actor, reason: str) -> Report:
    """The report no longer holds, and says why; its number and its files stay."""
    _require_own(report, by)
    if report.stage == Report.Stage.WITHDRAWN:
        return report
    if report.is_open:
        raise ValidationError(_("The report is not issued yet; put the draft into the trash instead."), "stage")
    if not reason.strip():
        raise ValidationError(_("Give the reason: readers have to know why the report no longer holds."), "reason")
    report.stage, report.withdrawn_for = Report.Stage.WITHDRAWN, reason.strip()[:300]
    with transaction.atomic():
        keep(report, by=by, verb="move", reason=_("withdrawn") + f": {report.withdrawn_for}")
        tell_watchers(report, "move", by=by, text=report.withdrawn_for)
    return report


def _require_own(report: Report, by: Actor) -> None:
    by.require("papers")
    if by.pairing.pk != report.pairing_id or by.side != report.side:
        raise PermissionDenied(_("The other side wrote this report."))


def save_template(template: ReportTemplate, *, title: str, text: str, by: Actor) -> ReportTemplate:
    """Keep a template of the own side as its next version; refused while it has mistakes."""
    by.require("papers")
    if template._state.adding:
        template.pairing, template.side = by.pairing, by.side
    elif by.pairing.pk != template.pairing_id or by.side != template.side:
        raise PermissionDenied(_("The other side wrote this template; save it under a name of your own."))
    wrong = mistakes_in(text, known())
    if wrong:
        raise ValidationError(wrong)
    if not template._state.adding and (template.title, template.text) == (title.strip(), text):
        return template
    template.title, template.text = title.strip(), text
    template.clean_fields(exclude=["created_at"])
    keep(template, by=by, verb="amend" if template.created_at else "enter")
    return template
