"""A round's table of scores, a sheet's arithmetic with its records, and what would change the score."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Membership, Unit
from duikou.assessment import bench
from duikou.assessment.models import Round, Scheme, ScoreSheet
from duikou.assessment.scoring import (
    Source,
    changes,
    frozen,
    not_in_ledger,
    sheets_of,
    sources_of,
    values_of,
    worked_out,
)
from duikou.engines.scoring import SchemeError, UnitScore, assess
from duikou.ledger.discovery import figures
from duikou.ledger.panel import Panel

Context = dict[str, Any]


def _table(round_: Round, membership: Membership, today: date) -> Context:
    """The scores as published, or as the ledger has them now."""
    context: Context = {
        "round": round_,
        "may": membership.may("supervise"),
        "published": round_.stage == Round.Stage.PUBLISHED,
        "stages": _stages(round_),
    }
    sheets = sheets_of(round_)
    context["units"] = Unit.objects.filter(pairing=round_.pairing).exclude(pk__in=[sheet.doer_id for sheet in sheets])  # type: ignore[attr-defined]
    try:
        result = round_.result if context["published"] else frozen(worked_out(round_))
    except SchemeError as error:
        return context | {"wrong": str(error)}
    by_unit = {sheet.doer.name: sheet for sheet in sheets}
    rows = sorted(result["units"], key=lambda unit: (unit["group"], unit["rank"]))
    return context | {
        "rows": [(by_unit.get(row["unit"]), row) for row in rows],
        "heads": result["units"][0]["items"] if rows else [],
    }


def _stages(round_: Round) -> list[tuple[str, bool, bool]]:
    """Each stage with whether it is over and whether it is the present one."""
    every = list(Round.Stage)
    at = every.index(Round.Stage(round_.stage))
    return [(str(stage.label), place < at, place == at) for place, stage in enumerate(every)]


def _simulated(round_: Round, membership: Membership, today: date) -> Context | None:
    """The same figures under other schemes of the pairing: how scores and ranks would move."""
    others: QuerySet[Any] = Scheme.objects.visible_to(membership).live().exclude(pk=round_.by_scheme_id)  # type: ignore[attr-defined]
    found = []
    for scheme in others.order_by("-happened_on")[:3]:
        try:
            then = worked_out(round_, scheme=scheme.read())
            now = worked_out(round_)
        except SchemeError:
            continue
        ranks = {unit.unit: unit for unit in now.units}
        found.append((scheme, [(unit, ranks[unit.unit]) for unit in sorted(then.units, key=lambda one: one.rank)]))
    return {"schemes": found} if found else None


def _arithmetic(sheet: ScoreSheet, membership: Membership, today: date) -> Context:
    round_ = sheet.of_round
    scheme = round_.by_scheme.read()
    context: Context = {
        "sheet": sheet,
        "round": round_,
        **_turn(sheet, membership),
    }
    lacking = sheet.given.get("missing_proof", ())
    context["given"] = [(name, bench.figure_text(sheet.given.get(name))) for name in not_in_ledger(sheet)]
    context["proofs"] = [(item.key, item.label or item.key, item.key in lacking) for item in scheme.items]
    try:
        sources = sources_of(scheme, sheet, round_.since, round_.happened_on)
        score = assess(scheme, values_of(scheme, [sheet], round_.since, round_.happened_on)).units[0]
    except SchemeError as error:
        return context | {"wrong": str(error)}
    return context | {
        "score": score,
        "items": _items(scheme, score, sources, round_),
        "as_published": _published(sheet),
    }


def _published(sheet: ScoreSheet) -> Any:
    """The unit's line of the frozen result, None before the publication."""
    return next((unit for unit in sheet.of_round.result.get("units", []) if unit["unit"] == sheet.doer.name), None)


def _items(
    scheme: Any, score: UnitScore, sources: dict[str, Source], round_: Round
) -> list[tuple[Any, list[tuple[Source, str, str]]]]:
    return [
        (one, [(sources[name], _label(name), _records(sources[name], round_)) for name in item.reads()])
        for item, one in zip(scheme.items, score.items, strict=True)
    ]


def _label(name: str) -> str:
    return str(figures()[name].label) if name in figures() else name


def _records(source: Source, round_: Round) -> str:
    """The address of the records that a figure counts here."""
    if not source.from_ledger:
        return ""
    asked = {"as_of": round_.happened_on, "from": round_.since, "to": round_.happened_on, **source.where}
    return f"{reverse('figure-records', args=[source.name])}?{urlencode(asked)}"


def _turn(sheet: ScoreSheet, membership: Membership) -> Context:
    """Whether it is this member's turn; a ruling goes before an objection of one's own."""
    stage, own = Round.Stage(sheet.of_round.stage), membership.may("enter") and sheet.is_of(membership)
    rules = membership.may("supervise") and bool(sheet.complaint)
    turns = {
        Round.Stage.SELF: own,
        Round.Stage.OPINION: membership.may("confirm") and membership.side not in ("", sheet.doer.side),
        Round.Stage.REVIEW: membership.may("supervise"),
        Round.Stage.OBJECTION: own or rules,
    }
    asks = _("ruling") if rules else _("objection") if stage == Round.Stage.OBJECTION else stage.label
    return {"turn": turns.get(stage, False), "asks": asks,
            "may_give": membership.may("supervise") and stage != Round.Stage.PUBLISHED}  # fmt: skip


def _changes(sheet: ScoreSheet, membership: Membership, today: date) -> Context | None:
    round_ = sheet.of_round
    scheme = round_.by_scheme.read()
    try:
        found = changes(scheme, values_of(scheme, [sheet], round_.since, round_.happened_on)[0])
    except SchemeError:
        return None
    return {"rows": [(change, _label(change.figure)) for change in found[:8]]} if found else None


panels = [
    Panel(Round, _("Scores"), _table, "assessment/panels/round.html", first=True),
    Panel(Round, _("Under other rules"), _simulated, "assessment/panels/simulated.html"),
    Panel(ScoreSheet, _("Score and working"), _arithmetic, "assessment/panels/sheet.html", first=True),
    Panel(ScoreSheet, _("What would change the score"), _changes, "assessment/panels/changes.html"),
]
