"""The way of an assessment: open, self-assess, ask the paired side, review, object and rule, publish frozen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.accounts.models import Unit
from duikou.assessment.models import Round, ScoreSheet
from duikou.assessment.scoring import frozen, worked_out
from duikou.engines.scoring import SchemeError
from duikou.ledger.history import keep
from duikou.ledger.models import State
from duikou.ledger.talk import tell_side

STAGES = list(Round.Stage)


def take_part(round_: Round, units: Iterable[Unit], *, by: Actor, group: str = "") -> int:
    """Give units a score sheet in a round, in a group of their own where one is named; those that have one keep it."""
    by.require("supervise")
    _same_pairing(round_, by)
    if round_.stage == Round.Stage.PUBLISHED:
        raise ValidationError(_("The result is published; it does not change any more."), "published")
    known = set(ScoreSheet.objects.filter(of_round=round_).values_list("doer_id", flat=True))
    new = [unit for unit in units if unit.pk not in known and unit.pairing_id == round_.pairing_id]
    with transaction.atomic():
        for unit in new:
            sheet = ScoreSheet(
                pairing=by.pairing, side=by.side, unit=by.unit, title=f"{unit.name} · {round_.title}"[:200],
                happened_on=round_.happened_on, of_round=round_, doer=unit, group=group.strip()[:40], state=State.REPORTED,
                reported_by=by.membership.user, reported_at=by.at,
            )  # fmt: skip
            keep(sheet, by=by, verb="report")
            tell_side(sheet, unit.side, text=_("A score sheet waits for the self-assessment."), by=by)
    return len(new)


def say(sheet: ScoreSheet, words: str, *, by: Actor, own_score: Decimal | None = None) -> ScoreSheet:
    """What it is somebody's turn to say at the round's stage: the unit's own score, the other side's opinion, and so on."""
    _same_pairing(sheet, by)
    stage, own = sheet.of_round.stage, sheet.is_of(by.membership)
    if not words.strip():
        raise ValidationError(_("Write something first."), "empty")
    if stage == Round.Stage.SELF and own:
        by.require("enter")
        sheet.own_score, sheet.own_words = own_score, words.strip()
    elif stage == Round.Stage.OPINION and by.side not in ("", sheet.doer.side):
        by.require("confirm")
        sheet.opinion = words.strip()
    elif stage == Round.Stage.REVIEW:
        by.require("supervise")
        sheet.review = words.strip()
    elif stage == Round.Stage.OBJECTION and by.membership.may("supervise") and sheet.complaint:
        sheet.ruling = words.strip()
    elif stage == Round.Stage.OBJECTION and own:
        by.require("enter")
        _in_time(sheet.of_round, by)
        sheet.complaint, sheet.ruling = words.strip(), ""
    else:
        raise PermissionDenied(_("It is not your turn at this stage of the assessment."))
    keep(sheet, by=by, verb="comment", reason=str(Round.Stage(stage).label))
    return sheet


def _in_time(round_: Round, by: Actor) -> None:
    if round_.objections_until and by.today > round_.objections_until:
        raise ValidationError(_("Objections were open until %(day)s.") % {"day": round_.objections_until}, "late")


def give(sheet: ScoreSheet, given: dict[str, object], *, by: Actor) -> ScoreSheet:
    """Figures that the ledger does not hold, entered by the supervisors until the round is published."""
    by.require("supervise")
    _same_pairing(sheet, by)
    if sheet.of_round.stage == Round.Stage.PUBLISHED:
        raise ValidationError(_("The result is published; it does not change any more."), "published")
    sheet.given = given
    sheet.clean()
    keep(sheet, by=by, verb="amend", reason=_("figures from elsewhere"))
    return sheet


def advance(round_: Round, *, by: Actor) -> Round:
    """To the next stage; publishing computes the scores once more and freezes them with their working."""
    by.require("supervise")
    _same_pairing(round_, by)
    if round_.stage == Round.Stage.PUBLISHED:
        return round_
    following = STAGES[STAGES.index(Round.Stage(round_.stage)) + 1]
    if following == Round.Stage.PUBLISHED:
        _publish(round_, by.today)
    round_.stage = following
    with transaction.atomic():
        keep(round_, by=by, verb="move", reason=str(following.label))
        for side in ("a", "b"):
            tell_side(round_, side, text=str(following.label), by=by)
    return round_


def _publish(round_: Round, today: date) -> None:
    if round_.objections_until and today <= round_.objections_until:
        raise ValidationError(_("Objections are open until %(day)s.") % {"day": round_.objections_until}, "early")
    waiting = ScoreSheet.objects.live().filter(of_round=round_, ruling="").exclude(complaint="")
    if waiting.exists():
        names = "、".join(sheet.doer.name for sheet in waiting.select_related("doer"))  # type: ignore[attr-defined]
        raise ValidationError(_("Objections wait for a ruling: %(names)s") % {"names": names}, "objections")
    try:
        round_.result = frozen(worked_out(round_))
    except SchemeError as error:
        raise ValidationError(str(error), "scheme") from error


def _same_pairing(record: Round | ScoreSheet, by: Actor) -> None:
    if by.pairing.pk != record.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))
