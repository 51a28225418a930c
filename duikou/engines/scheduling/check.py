from __future__ import annotations

from datetime import date, timedelta

from duikou.engines.scheduling.model import Activity, Link, Plan
from duikou.engines.scheduling.path import Placed, Scheduled


def broken_rules(plan: Plan, result: Scheduled) -> list[str]:
    """What a plan breaks, day by day and independent of how it was made; empty when all holds."""
    at = {one.id: one for one in result.activities}
    found = [f"{one.id} is not placed" for one in plan.activities if one.id not in at]
    for one in plan.activities:
        if one.id in at and not (one.done_on or one.started_on):
            found += _works(plan, one, at[one.id]) + _own_dates(one, at[one.id])
            found += [broken for link in one.after if (broken := _link(plan, one, link, at))]
    return found + _capacity(plan, at)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def _works(plan: Plan, one: Activity, placed: Placed) -> list[str]:
    worked = [day for day in _days(placed.start, placed.finish) if plan.calendar.works_on(day, outdoors=one.outdoors)]
    wrong = one.days and (len(worked) != one.days or placed.start != worked[0] or placed.finish != worked[-1])
    return [f"{one.id} has {len(worked)} working days instead of {one.days}"] if wrong else []


def _own_dates(one: Activity, placed: Placed) -> list[str]:
    found = []
    if one.not_before and placed.start < one.not_before:
        found.append(f"{one.id} starts before {one.not_before}")
    return found


def _number(plan: Plan, day: date) -> int:
    return plan.calendar.between(date(2000, 1, 3), day)


def _moments(plan: Plan, one: Activity, placed: Placed) -> tuple[int, int]:
    """Start as the number of its working day, end as the number after the last one; a milestone is one moment."""
    if one.days:
        return _number(plan, placed.start), _number(plan, placed.finish) + 1
    moment = _number(plan, placed.start) + int(bool(one.after))
    return moment, moment


def _link(plan: Plan, one: Activity, link: Link, at: dict[str, Placed]) -> str:
    before = next(other for other in plan.activities if other.id == link.id)
    start, end = _moments(plan, before, at[link.id])
    own_start, own_end = _moments(plan, one, at[one.id])
    reference = (end if link.kind[0] == "F" else start) + link.lag
    own = own_start if link.kind[1] == "S" else own_end
    return f"{one.id} breaks {link.kind} {link.lag:+d} after {link.id}" if own < reference else ""


def _capacity(plan: Plan, at: dict[str, Placed]) -> list[str]:
    used: dict[tuple[str, date], int] = {}
    for one in plan.activities:
        if one.id in at and one.days and not one.done_on:
            for day in _days(at[one.id].start, at[one.id].finish):
                for name, amount in one.uses.items():
                    used[name, day] = used.get((name, day), 0) + amount
    over = [(name, day) for (name, day), amount in used.items() if amount > plan.resources[name]]
    return [f"{name} is over its capacity on {day}" for name, day in sorted(over)[:5]]
