"""What waits in a round: self-assessments, opinions on the other side's units, reviews, objections to rule on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.assessment.models import Round, ScoreSheet
from duikou.ledger.work import Text, Work


def _at(membership: Membership, stage: str) -> QuerySet[Any]:
    rows: Any = ScoreSheet.objects.visible_to(membership).live()
    return rows.filter(of_round__stage=stage, of_round__trashed_at=None).select_related("of_round", "doer")


def _to_assess(membership: Membership, today: date) -> QuerySet[Any]:
    return _at(membership, Round.Stage.SELF).filter(own_words="").of(membership)  # type: ignore[attr-defined]


def _to_comment(membership: Membership, today: date) -> QuerySet[Any]:
    if not membership.side:
        return ScoreSheet.objects.none()
    return _at(membership, Round.Stage.OPINION).filter(opinion="").exclude(doer__side=membership.side)


def _to_review(membership: Membership, today: date) -> QuerySet[Any]:
    return _at(membership, Round.Stage.REVIEW).filter(review="")


def _to_rule(membership: Membership, today: date) -> QuerySet[Any]:
    return _at(membership, Round.Stage.OBJECTION).filter(ruling="").exclude(complaint="")


def _to_check(membership: Membership, today: date) -> QuerySet[Any]:
    """Scores of the own unit that are open to objections."""
    rows = _at(membership, Round.Stage.OBJECTION).filter(complaint="")
    return rows.exclude(of_round__objections_until__lt=today).of(membership)  # type: ignore[attr-defined]


def _until(sheet: ScoreSheet, today: date) -> Text:
    until = sheet.of_round.objections_until
    return _("objections until %(day)s") % {"day": until} if until else ""


work = [
    Work("self-assessment", gettext_lazy("Self-assessments to write"), "enter", _to_assess, urgent=True),
    Work("opinions", gettext_lazy("Opinions to give on the other side's units"), "confirm", _to_comment, urgent=True),
    Work("reviews", gettext_lazy("Score sheets to review"), "supervise", _to_review, urgent=True),
    Work("objections", gettext_lazy("Objections to rule on"), "supervise", _to_rule, urgent=True),
    Work("scores", gettext_lazy("Scores open to your objection"), "enter", _to_check, _until),
]
