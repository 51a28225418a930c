from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from duikou.engines.scoring.forms import FORMS, text
from duikou.engines.scoring.model import Item, Scheme, UnitValues
from duikou.engines.scoring.numbers import SchemeError, number
from duikou.engines.scoring.result import Assessed, ItemScore, UnitScore


def assess(scheme: Scheme, values: Sequence[UnitValues]) -> Assessed:
    """Score every unit, then rank and grade inside its group."""
    units = [score_unit(scheme, unit) for unit in values]
    names = [unit.unit for unit in units]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise SchemeError(f"values.units: the unit “{twice}” stands twice")
    groups = sorted({unit.group for unit in units})
    given = {unit.unit: unit for unit in values}
    ranked = [
        one for group in groups for one in _ranked(scheme, [unit for unit in units if unit.group == group], given)
    ]
    by_name = {unit.unit: unit for unit in ranked}
    return Assessed(scheme.key, tuple(by_name[name] for name in names))


def score_unit(scheme: Scheme, values: UnitValues) -> UnitScore:
    """One unit's items, and their sum: blocks weighted, bonuses capped, deductions taken off, bounds kept."""
    scored = [score_item(item, values) for item in scheme.items]
    scored = _once(scheme, scored, values)
    missed = {
        kind: tuple(score.label or score.key for score in scored if score.kind == kind and not score.score)
        for kind in ("veto", "notice")
    }
    total, working = _total(scheme, scored)
    if scheme.places is not None:
        total = total.quantize(Decimal(1).scaleb(-scheme.places), ROUND_HALF_UP)
    return UnitScore(
        values.unit, values.group, total, tuple(scored), working, missed["veto"], missed["notice"], values.missing_proof
    )


def score_item(item: Item, values: UnitValues) -> ItemScore:
    given, left_out = _counted(item, values)
    raw, working, missing = FORMS[item.form].work(item, given)
    working += left_out
    score = raw * item.weight
    if item.weight != 1:
        working = f"({working}) × {text(item.weight)}"
    if item.cap is not None and score > item.cap:
        score, working = item.cap, f"{working},至多{text(item.cap)}"
    if item.floor is not None and score < item.floor:
        score, working = item.floor, f"{working},至少{text(item.floor)}"
    if item.key in values.missing_proof:
        score, working = Decimal(0), f"{working}；缺佐证,计0分"
    numbers = {name: given.get(name) for name in item.reads()}
    return ItemScore(item.key, item.label, item.kind, score, f"{working} = {text(score)}", missing, numbers)


def _counted(item: Item, values: UnitValues) -> tuple[dict[str, Any], str]:
    """The unit's figures with those given by kind added up, without the kinds that do not count; and what was left out."""
    given, notes = dict(values.figures), []
    for name in item.reads():
        if isinstance(given.get(name), Mapping):
            kinds = {kind: number(value, f"figures.{name}.{kind}") for kind, value in given[name].items()}
            out = {kind: value for kind, value in kinds.items() if kind in item.not_counted and value}
            given[name] = sum((value for kind, value in kinds.items() if kind not in item.not_counted), Decimal(0))
            notes += [f"{kind}{text(value)}" for kind, value in out.items()]
    return given, f"(不计:{'、'.join(notes)})" if notes else ""


def _once(scheme: Scheme, scored: list[ItemScore], values: UnitValues) -> list[ItemScore]:
    """A project gives a bonus once: of the bonuses with one `once`, the largest stays."""
    best: dict[str, ItemScore] = {}
    for item, score in zip(scheme.items, scored, strict=True):
        if item.kind == "bonus" and item.once and (item.once not in best or score.score > best[item.once].score):
            best[item.once] = score
    return [
        score
        if not (item.kind == "bonus" and item.once) or best[item.once] is score
        else replace(score, score=Decimal(0), working=f"{score.working}；同一项目已计一次,计0分")
        for item, score in zip(scheme.items, scored, strict=True)
    ]


def _total(scheme: Scheme, scored: list[ItemScore]) -> tuple[Decimal, str]:
    """The sum as shown: items (inside blocks times the block's weight) + bonuses − deductions, within the bounds."""
    total, parts = Decimal(0), []
    for item, score in zip(scheme.items, scored, strict=True):
        if score.kind == "item":
            factor = scheme.blocks.get(item.block, Decimal(1)) if item.block else Decimal(1)
            total += score.score * factor
            parts.append(text(score.score) if factor == 1 else f"{text(score.score)} × {text(factor)}")
    bonus = sum((score.score for score in scored if score.kind == "bonus"), Decimal(0))
    if scheme.bonus_cap is not None:
        bonus = min(bonus, scheme.bonus_cap)
    deduction = sum((score.score for score in scored if score.kind == "deduction"), Decimal(0))
    total += bonus - deduction
    working = (
        " + ".join(parts) + (f" + {text(bonus)}" if bonus else "") + (f" − {text(deduction)}" if deduction else "")
    )
    for bound, pick in ((scheme.cap, min), (scheme.floor, max)):
        if bound is not None and pick(total, bound) != total:
            total, working = bound, f"{working},以{text(bound)}为限"
    return total, f"{working} = {text(total)}"


def _ranked(scheme: Scheme, units: list[UnitScore], given: Mapping[str, UnitValues]) -> list[UnitScore]:
    """Rank in the group (equal scores share a rank) and grade; a veto gives the lowest grade, a jump one grade up."""
    order = sorted(units, key=lambda unit: (-unit.score, unit.unit))
    ranked = []
    for place, unit in enumerate(order):
        rank = next(other for other, one in enumerate(order, 1) if one.score == unit.score)
        ranked.append(replace(unit, rank=rank, grade=_grade(scheme, unit, given[unit.unit], place, len(order))))
    return ranked


def _grade(scheme: Scheme, unit: UnitScore, given: UnitValues, place: int, size: int) -> str:
    names = [name for name, _least in scheme.grades] or list(scheme.quotas)
    if not names:
        return ""
    if unit.vetoes:
        return names[-1]
    index = _by_score(scheme, unit) if scheme.grades else _by_quota(scheme, place, size)
    return names[max(index - _jump(scheme, unit, given), 0)]


def _by_score(scheme: Scheme, unit: UnitScore) -> int:
    return next(
        (place for place, (_name, least) in enumerate(scheme.grades) if unit.score >= least), len(scheme.grades) - 1
    )


def _by_quota(scheme: Scheme, place: int, size: int) -> int:
    """The grade whose share of the group the place falls into."""
    reached = Decimal(0)
    for index, share in enumerate(scheme.quotas.values()):
        reached += share * size
        if place < reached:
            return index
    return len(scheme.quotas) - 1


def _jump(scheme: Scheme, unit: UnitScore, given: UnitValues) -> int:
    """One grade up when any of the jumps is reached: an item's score, or a figure of the unit, at its least value."""
    held = {score.key: score.score for score in unit.items}
    for name, _least in scheme.jumps:
        value = given.figures.get(name)
        if name not in held and value is not None:
            held[name] = number(value, f"figures.{name}")
    return int(any(held.get(name, Decimal(0)) >= least for name, least in scheme.jumps))
