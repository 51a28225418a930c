from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from duikou.engines.calendars import Calendar, Notice, Window, calendar


class PlanError(ValueError):
    """A plan cannot be read; the text says where and how to mend it."""


@dataclass(frozen=True)
class Link:
    """A precedence: `id` comes first. FS: start after its finish; SS, FF, SF likewise; `lag` in working days."""

    id: str
    lag: int = 0
    kind: str = "FS"


@dataclass(frozen=True)
class Activity:
    """Work of `days` working days (0 for a milestone)."""

    id: str
    days: int
    name: str = ""
    after: tuple[Link, ...] = ()
    uses: Mapping[str, int] = field(default_factory=dict)
    outdoors: bool = False
    done_on: date | None = None
    started_on: date | None = None
    not_before: date | None = None
    not_after: date | None = None


@dataclass(frozen=True)
class Plan:
    activities: tuple[Activity, ...]
    calendar: Calendar
    deadline: date | None = None
    start: date | None = None
    resources: Mapping[str, int] = field(default_factory=dict)


KINDS = ("FS", "SS", "FF", "SF")
FIELDS = {
    "plan": {"calendar", "start", "deadline", "resources", "activities"},
    "calendar": {"country", "region", "closed", "extra_workdays", "extra_holidays"},
    "activity": {"id", "name", "days", "after", "uses", "outdoors", "done_on", "started_on", "not_before", "not_after"},
    "link": {"id", "lag", "kind"},
    "resource": {"id", "capacity"},
}


def _known(data: Any, of: str, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise PlanError(f"{where}: an object is needed")
    unknown = sorted(set(data) - FIELDS[of])
    if unknown:
        raise PlanError(f"{where}: unknown field “{unknown[0]}”; known are {', '.join(sorted(FIELDS[of]))}")
    return data


def _many(data: Mapping[str, Any], name: str, where: str) -> list[Any]:
    found = data.get(name) or []
    if not isinstance(found, list):
        raise PlanError(f"{where}.{name}: a list is needed")
    return found


def _day(data: Mapping[str, Any], name: str, where: str) -> date | None:
    if data.get(name) is None:
        return None
    return _date(data[name], f"{where}.{name}")


def _date(value: Any, where: str) -> date:
    try:
        found = date.fromisoformat(str(value))
    except ValueError:
        raise PlanError(f"{where}: “{value}” is no date; write it as 2026-06-30") from None
    if not 2000 <= found.year <= 2055:
        raise PlanError(f"{where}: “{value}” lies outside 2000–2055")
    return found


def _whole(value: Any, where: str, least: int | None = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or (least is not None and value < least):
        raise PlanError(f"{where}: “{value}” is no whole number{f' of at least {least}' if least is not None else ''}")
    return value


def read_plan(data: Any, notices: Collection[Notice] = ()) -> Plan:
    """A plan from parsed JSON, with the days of the years announced since. Raises PlanError that names the place; circles and unknown names are refused."""
    given = _known(data, "plan", "plan")
    if not isinstance(given.get("activities"), list) or not given["activities"]:
        raise PlanError("plan.activities: a list of at least one activity is needed")
    activities = tuple(_activity(one, f"plan.activities[{place}]") for place, one in enumerate(given["activities"]))
    resources = {}
    for place, one in enumerate(_many(given, "resources", "plan")):
        where = f"plan.resources[{place}]"
        resource = _known(one, "resource", where)
        resources[str(resource.get("id"))] = _whole(resource.get("capacity"), f"{where}.capacity")
    plan = Plan(
        activities,
        _calendar(given.get("calendar") or {}, notices),
        _day(given, "deadline", "plan"),
        _day(given, "start", "plan"),
        resources,
    )
    _check_names(plan)
    order(plan)
    return plan


def _calendar(data: Any, notices: Collection[Notice]) -> Calendar:
    given = _known(data, "calendar", "plan.calendar")
    closed: list[Window] = []
    for place, pair in enumerate(_many(given, "closed", "plan.calendar")):
        try:
            first, last = ((int(text[:2]), int(text[3:])) for text in pair)
            date(2000, *first), date(2000, *last)
        except (TypeError, ValueError):
            raise PlanError(f'plan.calendar.closed[{place}]: a pair such as ["11-01", "04-10"] is needed') from None
        closed.append((first, last))
    extra = {
        name: [
            _date(value, f"plan.calendar.{name}[{place}]")
            for place, value in enumerate(_many(given, name, "plan.calendar"))
        ]
        for name in ("extra_workdays", "extra_holidays")
    }
    country = given.get("country") or "CN"
    if country != "CN":
        raise PlanError(f"plan.calendar.country: the working days of “{country}” are not known; CN is")
    return calendar(country, closed, extra["extra_workdays"], extra["extra_holidays"], notices)


def _activity(data: Any, where: str) -> Activity:
    given = _known(data, "activity", where)
    if not given.get("id"):
        raise PlanError(f"{where}: “id” is missing")
    links = []
    for place, one in enumerate(_many(given, "after", where)):
        link = _known({"id": one} if isinstance(one, str) else one, "link", f"{where}.after[{place}]")
        kind = link.get("kind", "FS")
        if kind not in KINDS:
            raise PlanError(f"{where}.after[{place}].kind: “{kind}” is none of {', '.join(KINDS)}")
        links.append(Link(str(link.get("id")), _whole(link.get("lag", 0), f"{where}.after[{place}].lag", None), kind))
    if not isinstance(given.get("uses") or {}, dict):
        raise PlanError(f"{where}.uses: an object of resources and amounts is needed")
    uses = {str(name): _whole(amount, f"{where}.uses.{name}") for name, amount in (given.get("uses") or {}).items()}
    dates = {name: _day(given, name, where) for name in ("done_on", "started_on", "not_before", "not_after")}
    return Activity(
        str(given["id"]), _whole(given.get("days"), f"{where}.days"), str(given.get("name") or ""), tuple(links), uses,
        bool(given.get("outdoors", False)), **dates,
    )  # fmt: skip


def _check_names(plan: Plan) -> None:
    names = [activity.id for activity in plan.activities]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise PlanError(f"plan.activities: the id “{twice}” stands twice")
    for activity in plan.activities:
        for link in activity.after:
            if link.id not in names:
                raise PlanError(f"activity “{activity.id}”: comes after “{link.id}”, which is not in the plan")
        for name, amount in activity.uses.items():
            if name not in plan.resources:
                raise PlanError(f"activity “{activity.id}”: uses “{name}”, which is no resource of the plan")
            if amount > plan.resources[name]:
                raise PlanError(
                    f"activity “{activity.id}”: uses {amount} of “{name}”, of which there are {plan.resources[name]}"
                )


def order(plan: Plan) -> list[Activity]:
    """The activities so that each stands after those it comes after. Raises PlanError for a circle."""
    by_id = {activity.id: activity for activity in plan.activities}
    waiting = {activity.id: {link.id for link in activity.after} for activity in plan.activities}
    followers: dict[str, list[str]] = {}
    for key, before in waiting.items():
        for link_id in sorted(before):
            followers.setdefault(link_id, []).append(key)
    found = [key for key, before in waiting.items() if not before]
    for key in found:
        for follower in followers.get(key, []):
            waiting[follower].discard(key)
            if not waiting[follower]:
                found.append(follower)
    if len(found) < len(by_id):
        circle = " → ".join(_circle({key: before for key, before in waiting.items() if before}))
        raise PlanError(f"the activities {circle} wait for each other in a circle; take one link out")
    return [by_id[key] for key in found]


def _circle(waiting: Mapping[str, Collection[str]]) -> list[str]:
    """One circle among activities that all wait for another of them, in the order of the work."""
    walked = [min(waiting)]
    while walked.count(walked[-1]) < 2:
        walked.append(min(waiting[walked[-1]]))
    return walked[walked.index(walked[-1]) :][::-1]
