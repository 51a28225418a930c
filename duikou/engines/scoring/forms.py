"""The forms of arithmetic that assessment schemes use. Each takes the item and the unit's figures and shows its working.

| form | arithmetic |
|---|---|
| `ratio` | min(actual ÷ target, limit) × points; `limit` 1 caps at the target, more pays for over-performance; `nothing_due` is given for a target of 0 |
| `blend` | (Σ actual ÷ target × share) × points: count and amount mixed |
| `basket` | points − missing × penalty, for minimum numbers in several bands |
| `credits` | Σ number × credit |
| `faults` | points − Σ number × penalty |
| `time_progress` | min(actual ÷ (target × share of the time that has passed), limit) × points |
| `steps` | the points of the first step whose every least value is reached, less a penalty per fault, bounded |
| `rate` | at or above target: points + extra per point above; below: proportional |
| `given` | scores of other units: weighted by kind of giver, or their mean |
| `sum` | Σ figure × factor |
| `mean` | figure ÷ divisor, to `places`, × points: a derived mean with its stated divisor |
| `at_least` | points when the figure reaches the least value, else 0 (as a veto, 0 is the veto; as a notice, 0 is named) |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from duikou.engines.scoring.model import Item
from duikou.engines.scoring.numbers import SchemeError, is_number, number

ONE = Decimal(1)
Worked = tuple[Decimal, str, tuple[str, ...]]


@dataclass(frozen=True)
class Form:
    """How an item is worked out, and the settings it knows."""

    work: Callable[[Item, Mapping[str, Any]], Worked]
    settings: tuple[str, ...]
    figures: str = "one"  # how many of the item's own figures it reads: one at least, any, none


class Figures:
    """A unit's figures as numbers; what is not reported is noted and counts as nothing, not as zero reached."""

    def __init__(self, item: Item, given: Mapping[str, Any]) -> None:
        self.item, self.given, self.missing = item, given, []  # type: tuple[Item, Mapping[str, Any], list[str]]

    def __call__(self, name: str) -> Decimal | None:
        value = self.given.get(name)
        if value is None:
            self.missing.append(name)
            return None
        return number(value, f"figures.{name}")

    def setting(self, name: str, default: Any = None) -> Decimal:
        value = self.item.settings.get(name, default)
        if value is None:
            raise SchemeError(f"item “{self.item.key}”: the setting “{name}” is missing")
        return number(value, f"item “{self.item.key}”.settings.{name}")

    def target(self, name: str = "target") -> Decimal | None:
        """A setting that is a number or the name of a figure."""
        value = self.item.settings.get(name)
        return self(value) if isinstance(value, str) and not is_number(value) else self.setting(name)


def text(value: Decimal) -> str:
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def divided(above: Decimal, below: Decimal, key: str) -> Decimal:
    if not below:
        raise SchemeError(f"item “{key}”: the target is 0; give one above 0 or leave the item out")
    with localcontext() as context:
        context.prec = 28
        return above / below


def ratio(item: Item, given: Mapping[str, Any]) -> Worked:
    figures = Figures(item, given)
    actual, target = figures(item.figures[0]), figures.target()
    limit, points = figures.setting("limit", 1), figures.setting("points", 1)
    if actual is None or target is None:
        return Decimal(0), "未填报", tuple(figures.missing)
    if not target and "nothing_due" in item.settings:
        given_points = figures.setting("nothing_due")
        return given_points, f"无到期事项,计{text(given_points)}", ()
    reached = divided(actual, target, item.key)
    return min(reached, limit) * points, f"min({text(actual)} ÷ {text(target)}, {text(limit)}) × {text(points)}", ()


def blend(item: Item, given: Mapping[str, Any]) -> Worked:
    figures, total, parts = Figures(item, given), Decimal(0), []
    for part in item.settings.get("parts", []):
        actual, share = figures(part["figure"]), number(part["share"], f"item “{item.key}”.parts.share")
        target = number(part["target"], f"item “{item.key}”.parts.target")
        if actual is not None:
            total += divided(actual, target, item.key) * share
            parts.append(f"{text(actual)} ÷ {text(target)} × {text(share)}")
    points = figures.setting("points", 1)
    return total * points, f"({' + '.join(parts) or '未填报'}) × {text(points)}", tuple(figures.missing)


def basket(item: Item, given: Mapping[str, Any]) -> Worked:
    figures, missing, parts = Figures(item, given), Decimal(0), []
    for band in item.settings.get("bands", []):
        actual, least = figures(band["figure"]), number(band["least"], f"item “{item.key}”.bands.least")
        lacking = max(least - (actual or 0), Decimal(0))
        missing += lacking
        parts.append(f"{text(least)} − {text(actual) if actual is not None else '–'}")
    points, penalty = figures.setting("points"), figures.setting("penalty")
    return (
        points - missing * penalty,
        f"{text(points)} − {text(missing)} 缺额({'、'.join(parts)}) × {text(penalty)}",
        tuple(figures.missing),
    )


def credits(item: Item, given: Mapping[str, Any]) -> Worked:
    figures, total, parts = Figures(item, given), figures_base(item), []
    for name, credit in item.settings.get("credits", {}).items():
        actual, worth = figures(name), number(credit, f"item “{item.key}”.credits.{name}")
        total += (actual or 0) * worth
        parts.append(f"{text(actual) if actual is not None else '–'} × {text(worth)}")
    return total, " + ".join(parts), tuple(figures.missing)


def figures_base(item: Item) -> Decimal:
    return number(item.settings.get("base", 0), f"item “{item.key}”.settings.base")


def faults(item: Item, given: Mapping[str, Any]) -> Worked:
    figures = Figures(item, given)
    points = figures.setting("points")
    total, parts = points, [text(points)]
    for name, penalty in item.settings.get("penalties", {}).items():
        count, worth = figures(name) or Decimal(0), number(penalty, f"item “{item.key}”.penalties.{name}")
        total -= count * worth
        parts.append(f"{text(count)} × {text(worth)}")
    return total, " − ".join(parts), ()


def time_progress(item: Item, given: Mapping[str, Any]) -> Worked:
    figures = Figures(item, given)
    actual, target, passed = figures(item.figures[0]), figures.target(), figures("time_share")
    limit, points = figures.setting("limit", 1), figures.setting("points", 1)
    if actual is None or target is None or passed is None:
        return Decimal(0), "未填报", tuple(figures.missing)
    due = target * passed
    reached = divided(actual, due, item.key)
    working = f"min({text(actual)} ÷ ({text(target)} × {text(passed)}), {text(limit)}) × {text(points)}"
    return min(reached, limit) * points, working, ()


def steps(item: Item, given: Mapping[str, Any]) -> Worked:
    figures, reached, why = Figures(item, given), Decimal(0), "未达任何一档"
    for step in item.settings.get("steps", []):
        least = {name: number(value, f"item “{item.key}”.steps.{name}") for name, value in step["least"].items()}
        if all((value := figures(name)) is not None and value >= wanted for name, wanted in least.items()):
            reached = number(step["points"], f"item “{item.key}”.steps.points")
            why = "且".join(f"{name} ≥ {text(wanted)}" for name, wanted in least.items()) + f" → {text(reached)}"
            break
    penalty = min(
        (figures(item.settings.get("fault", "")) or Decimal(0)) * figures.setting("penalty", 0)
        if item.settings.get("fault")
        else Decimal(0),
        figures.setting("penalty_cap", 10**9),
    )
    return reached - penalty, why + (f" − {text(penalty)}" if penalty else ""), tuple(dict.fromkeys(figures.missing))


def rate(item: Item, given: Mapping[str, Any]) -> Worked:
    figures = Figures(item, given)
    actual, target, points = figures(item.figures[0]), figures.target(), figures.setting("points")
    if actual is None or target is None:
        return Decimal(0), "未填报", tuple(figures.missing)
    if actual < target:
        return divided(actual, target, item.key) * points, f"{text(actual)} ÷ {text(target)} × {text(points)}", ()
    extra = figures.setting("extra", 0)
    above = actual - target
    return points + above * extra, f"{text(points)} + ({text(actual)} − {text(target)}) × {text(extra)}", ()


def given_scores(item: Item, given: Mapping[str, Any]) -> Worked:
    figures, shares = Figures(item, given), item.settings.get("shares", {})
    total, parts, means = Decimal(0), [], []
    for name in item.figures:
        values = given.get(name)
        if values is None:
            figures.missing.append(name)
            continue
        marks = [number(value, f"figures.{name}") for value in (values if isinstance(values, list) else [values])]
        mean = sum(marks, Decimal(0)) / len(marks) if marks else Decimal(0)
        means.append(mean)
        share = number(shares[name], f"item “{item.key}”.shares.{name}") if name in shares else None
        total += mean * share if share is not None else 0
        parts.append(f"{text(mean)}" + (f" × {text(share)}" if share is not None else ""))
    if not shares and means:
        return sum(means, Decimal(0)) / len(means), f"({' + '.join(parts)}) ÷ {len(parts)}", tuple(figures.missing)
    return total, " + ".join(parts) or "未填报", tuple(figures.missing)


def summed(item: Item, given: Mapping[str, Any]) -> Worked:
    figures = Figures(item, given)
    factor, values = figures.setting("factor", 1), [(name, figures(name)) for name in item.figures]
    total = sum((value for _name, value in values if value is not None), Decimal(0)) * factor
    shown = " + ".join(text(value) if value is not None else "–" for _name, value in values)
    return total, f"({shown}) × {text(factor)}", tuple(figures.missing)


def at_least(item: Item, given: Mapping[str, Any]) -> Worked:
    figures = Figures(item, given)
    actual, least, points = figures(item.figures[0]), figures.setting("least"), figures.setting("points", 1)
    reached = actual is not None and actual >= least
    shown = text(actual) if actual is not None else "–"
    return points if reached else Decimal(0), f"{shown} {'≥' if reached else '<'} {text(least)}", tuple(figures.missing)


def mean(item: Item, given: Mapping[str, Any]) -> Worked:
    figures = Figures(item, given)
    actual, divisor, points = figures(item.figures[0]), figures.target("divisor"), figures.setting("points", 1)
    if actual is None or divisor is None:
        return Decimal(0), "未填报", tuple(figures.missing)
    found = divided(actual, divisor, item.key)
    if "places" in item.settings:
        found = found.quantize(Decimal(1).scaleb(-int(figures.setting("places"))), ROUND_HALF_UP)
    return found * points, f"{text(actual)} ÷ {text(divisor)}" + (f" × {text(points)}" if points != 1 else ""), ()


FORMS: Mapping[str, Form] = {
    "ratio": Form(ratio, ("target", "limit", "points", "nothing_due")),
    "blend": Form(blend, ("parts", "points"), figures="none"),
    "basket": Form(basket, ("bands", "points", "penalty"), figures="none"),
    "credits": Form(credits, ("credits", "base"), figures="none"),
    "faults": Form(faults, ("points", "penalties"), figures="none"),
    "time_progress": Form(time_progress, ("target", "limit", "points")),
    "steps": Form(steps, ("steps", "fault", "penalty", "penalty_cap"), figures="none"),
    "rate": Form(rate, ("target", "points", "extra")),
    "given": Form(given_scores, ("shares",), figures="any"),
    "sum": Form(summed, ("factor",), figures="any"),
    "mean": Form(mean, ("divisor", "points", "places")),
    "at_least": Form(at_least, ("least", "points")),
}
