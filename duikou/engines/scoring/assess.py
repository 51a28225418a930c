from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from duikou.engines.scoring.forms import FORMS, text
from duikou.engines.scoring.model import Item, Scheme, SchemeError, UnitValues
from duikou.engines.scoring.result import Assessed, ItemScore, UnitScore


def assess(scheme: Scheme, values: Sequence[UnitValues]) -> Assessed:
    """Score every unit, then rank and grade inside its group."""
    units = [score_unit(scheme, unit) for unit in values]
    names = [unit.unit for unit in units]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise SchemeError(f"values.units: the unit “{twice}” stands twice")
    groups = sorted({unit.group for unit in units})
    ranked = [one for group in groups for one in _ranked(scheme, [unit for unit in units if unit.group == group])]
    by_name = {unit.unit: unit for unit in ranked}
    return Assessed(scheme.key, tuple(by_name[name] for name in names))


def score_unit(scheme: Scheme, values: UnitValues) -> UnitScore:
    """One unit's items, and their sum: blocks weighted, bonuses capped, deductions taken off, bounds kept."""
    scored = [score_item(item, values) for item in scheme.items]
    scored = _once(scheme, scored, values)
    vetoes = tuple(
        score.label or score.key
        for item, score in zip(scheme.items, scored, strict=True)
        if item.kind == "veto" and not score.score
    )
    total, working = _total(scheme, scored)
    if scheme.places is not None:
        total = total.quantize(Decimal(1).scaleb(-scheme.places), ROUND_HALF_UP)
    return UnitScore(values.unit, values.group, total, tuple(scored), working, vetoes, values.missing_proof)


def score_item(item: Item, values: UnitValues) -> ItemScore:
    raw, working, missing = FORMS[item.form].work(item, values.figures)
    score = raw * item.weight
    if item.weight != 1:
        working = f"({working}) × {text(item.weight)}"
    if item.cap is not None and score > item.cap:
        score, working = item.cap, f"{working}, at most {text(item.cap)}"
    if item.floor is not None and score < item.floor:
        score, working = item.floor, f"{working}, at least {text(item.floor)}"
    if item.key in values.missing_proof:
        score, working = Decimal(0), f"{working}; proof is missing, so 0"
    return ItemScore(item.key, item.label, item.kind, score, f"{working} = {text(score)}", missing)


def _once(scheme: Scheme, scored: list[ItemScore], values: UnitValues) -> list[ItemScore]:
    """A project gives a bonus once: of the bonuses with one `once`, the largest stays."""
    best: dict[str, ItemScore] = {}
    for item, score in zip(scheme.items, scored, strict=True):
        if item.kind == "bonus" and item.once and (item.once not in best or score.score > best[item.once].score):
            best[item.once] = score
    return [
        score
        if not (item.kind == "bonus" and item.once) or best[item.once] is score
        else replace(score, score=Decimal(0), working=f"{score.working}; counted once already, so 0")
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
            total, working = bound, f"{working}, bounded to {text(bound)}"
    return total, f"{working} = {text(total)}"


def _ranked(scheme: Scheme, units: list[UnitScore]) -> list[UnitScore]:
    """Rank in the group (equal scores share a rank) and grade; a veto gives the lowest grade, a jump one grade up."""
    order = sorted(units, key=lambda unit: (-unit.score, unit.unit))
    ranked = []
    for place, unit in enumerate(order):
        rank = next(other for other, one in enumerate(order, 1) if one.score == unit.score)
        ranked.append(replace(unit, rank=rank, grade=_grade(scheme, unit, place, len(order))))
    return ranked


def _grade(scheme: Scheme, unit: UnitScore, place: int, size: int) -> str:
    names = [name for name, _least in scheme.grades] or list(scheme.quotas)
    if not names:
        return ""
    if unit.vetoes:
        return names[-1]
    index = _by_score(scheme, unit) if scheme.grades else _by_quota(scheme, place, size)
    return names[max(index - _jump(scheme, unit), 0)]


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


def _jump(scheme: Scheme, unit: UnitScore) -> int:
    """One grade up when a jump's item reaches its least score."""
    scores = {score.key: score.score for score in unit.items}
    return int(any(scores.get(key, Decimal(0)) >= least for key, least in scheme.jumps))
