from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership, Unit
from duikou.assessment import actions as assessment
from duikou.assessment.examples import EXAMPLE
from duikou.assessment.models import Round, Scheme, ScoreSheet
from duikou.ledger import actions
from duikou.regions.models import Pairing, Side

draws: list[tuple[int, object]] = []


def closing(pairing: Pairing, clerks: dict[str, Membership], until: datetime) -> None:
    """A scored half year, published, and one that has just begun."""
    supervisor = Actor(
        Membership.objects.select_related("pairing", "user", "unit").get(pairing=pairing, role="supervisor", side="a"),
        until,
    )
    clerk, today = Actor(clerks["a"], until), until.date()
    since = today - timedelta(days=365)
    values = {"title": EXAMPLE["label"], "happened_on": since, "year": since.year, "rules": EXAMPLE}
    scheme = actions.report(actions.enter(Scheme, values, by=clerk), by=clerk)
    for title, cut_off in (("上半年考核(演示)", today - timedelta(days=150)), ("年度考核(演示)", today)):
        given = {"title": title, "happened_on": cut_off, "by_scheme": scheme, "since": since}
        round_ = actions.report(actions.enter(Round, given, by=clerk), by=clerk)
        units = Unit.objects.filter(pairing=pairing, kind__in=[Unit.Kind.OFFICE, Unit.Kind.DEPARTMENT])
        assessment.take_part(round_, units, by=supervisor)  # type: ignore[arg-type]
        for number, sheet in enumerate(ScoreSheet.objects.filter(of_round=round_).order_by("pk")):
            assessment.give(sheet, {"对方满意度": 86 + number * 2}, by=supervisor)  # type: ignore[arg-type]
    first = Round.objects.filter(pairing=pairing).order_by("happened_on").first()
    by = {side: Actor(clerks[side], until) for side in "ab"}
    while first.stage != Round.Stage.PUBLISHED:  # type: ignore[union-attr]
        for sheet in ScoreSheet.objects.filter(of_round=first).select_related("of_round", "doer").order_by("pk"):
            _say(sheet, by, supervisor)  # type: ignore[arg-type]
        assessment.advance(first, by=supervisor)  # type: ignore[arg-type]


def _say(sheet: ScoreSheet, by: dict[str, Actor], supervisor: Actor) -> None:
    """What it is somebody's turn to say at the round's stage."""
    own, other = by[sheet.doer.side], by[Side(sheet.doer.side).other]
    turns = {
        Round.Stage.SELF: (own, "任务总体按期推进(演示)"), Round.Stage.OPINION: (other, "配合及时(演示)"),
        Round.Stage.REVIEW: (supervisor, "与台账相符(演示)"),
    }  # fmt: skip
    if sheet.of_round.stage in turns:
        speaker, words = turns[Round.Stage(sheet.of_round.stage)]
        score = Decimal(85) if sheet.of_round.stage == Round.Stage.SELF else None
        assessment.say(sheet, words, own_score=score, by=speaker)
