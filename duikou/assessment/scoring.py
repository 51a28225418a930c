"""A round worked out: the figures of each unit as the ledger has them at the cut-off, and the score they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from duikou.assessment.models import Round, ScoreSheet
from duikou.engines.scoring import Assessed, Item, Scheme, SchemeError, UnitScore, UnitValues, assess
from duikou.engines.scoring.forms import text
from duikou.engines.scoring.numbers import is_number
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Scope


@dataclass(frozen=True)
class Source:
    """Where a figure of a unit comes from: the ledger, split as `where` says, or the sheet."""

    name: str
    value: Any
    where: Mapping[str, str]
    from_ledger: bool


def sources_of(scheme: Scheme, sheet: ScoreSheet, since: date, cut_off: date) -> dict[str, Source]:
    """What the scheme reads of a unit: from the ledger where it declares the figure, else from the sheet."""
    found = {}
    for item in scheme.items:
        for name in item.reads():
            if name in figures() and name not in sheet.given:
                found[name] = _read(name, item, sheet, since, cut_off)
            else:
                found[name] = Source(name, sheet.given.get(name), {}, from_ledger=False)
    found.setdefault("time_share", Source("time_share", _time_share(since, cut_off), {}, from_ledger=False))
    return found


def _read(name: str, item: Item, sheet: ScoreSheet, since: date, cut_off: date) -> Source:
    """A figure of the unit; of its side, or of the pairing, where the figure is not split so far.

    Where the item leaves kinds out and the figure knows kinds, it comes by kind.
    """
    figure = figures()[name]
    where: dict[str, str] = {}
    if "unit" in figure.dimensions:
        where = {"unit": sheet.doer.name}
    elif "side" in figure.dimensions:
        where = {"side": sheet.doer.side}
    scope = Scope(sheet.pairing, cut_off, start=since, end=cut_off, where=where)
    if item.not_counted and "category" in figure.dimensions:
        kinds = {
            part.label: text(part.reading.value.low) for part in figure.split(scope, "category") if part.reading.value
        }
        return Source(name, kinds, where, from_ledger=True)
    reading = figure.read(scope)
    return Source(name, text(reading.value.low) if reading.value else "0", where, from_ledger=True)


def _time_share(since: date, cut_off: date) -> str:
    return text((Decimal((cut_off - since).days + 1) / Decimal(365)).quantize(Decimal("0.0001")))


def sheets_of(round_: Round) -> list[ScoreSheet]:
    rows = ScoreSheet.objects.live().filter(of_round=round_).select_related("doer").prefetch_related("pairing")
    return list(rows.order_by("group", "doer__side", "doer__name"))  # type: ignore[arg-type]


def values_of(scheme: Scheme, sheets: Iterable[ScoreSheet], since: date, cut_off: date) -> list[UnitValues]:
    return [
        UnitValues(
            sheet.doer.name,
            {name: source.value for name, source in sources_of(scheme, sheet, since, cut_off).items()},
            sheet.group,
            tuple(sheet.given.get("missing_proof", ())),
        )
        for sheet in sheets
    ]


def worked_out(round_: Round, *, scheme: Scheme | None = None) -> Assessed:
    """The round by its own scheme, or by another one as a trial. Raises SchemeError."""
    used = scheme or round_.by_scheme.read()
    return assess(used, values_of(used, sheets_of(round_), round_.since, round_.happened_on))


@dataclass(frozen=True)
class Change:
    """What one more of a figure would do to a unit's score."""

    figure: str
    now: Decimal
    then: Decimal
    gain: Decimal


def changes(scheme: Scheme, values: UnitValues) -> list[Change]:
    """For each figure of a unit: the score with one more (or a tenth more, where that is larger); the best gain first."""
    base = assess(scheme, [values]).units[0].score
    found = []
    for name, value in values.figures.items():
        if value is None or isinstance(value, list | dict) or not is_number(str(value)) or name == "time_share":
            continue
        now = Decimal(str(value))
        then = now + max(Decimal(1), (abs(now) / 10).quantize(Decimal(1)))
        try:
            score = assess(scheme, [replace(values, figures={**values.figures, name: text(then)})]).units[0].score
        except SchemeError:
            continue
        if score != base:
            found.append(Change(name, now, then, score - base))
    return sorted(found, key=lambda change: -change.gain)


def frozen(result: Assessed) -> dict[str, Any]:
    """A result as it is published: every score with its working."""
    return {"scheme": result.scheme, "units": [_unit(unit) for unit in result.units]}


def _unit(unit: UnitScore) -> dict[str, Any]:
    items = [
        {
            "key": one.key,
            "label": one.label,
            "kind": one.kind,
            "score": text(one.score),
            "working": one.working,
            "missing": list(one.missing),
            "numbers": plain_numbers(one.numbers),
        }
        for one in unit.items
    ]
    return {"unit": unit.unit, "group": unit.group, "score": text(unit.score), "working": unit.working, "rank": unit.rank,
            "grade": unit.grade, "vetoes": list(unit.vetoes), "named": list(unit.named), "items": items}  # fmt: skip


def plain_numbers(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of a working as JSON keeps them exactly."""
    return {name: text(value) if isinstance(value, Decimal) else value for name, value in numbers.items()}


def not_in_ledger(sheet: ScoreSheet) -> list[str]:
    """The figures of the scheme that the ledger does not declare: they are entered on the sheet."""
    scheme = sheet.of_round.by_scheme.read()
    names = dict.fromkeys(name for item in scheme.items for name in item.reads())
    return [name for name in names if name not in figures() and name != "time_share"]


def as_values(round_: Round) -> dict[str, Any]:
    """The figures of a round's units in the form in which schemes are tried. Raises SchemeError."""
    found = values_of(round_.by_scheme.read(), sheets_of(round_), round_.since, round_.happened_on)
    return {"units": [{"unit": one.unit, "group": one.group, "figures": dict(one.figures)} for one in found]}
