"""A plan as a picture: plan, actual, first plan, the closed winter and today, as numbers that a template draws in SVG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from duikou.engines.scheduling.path import Placed
from duikou.tasks.models import Node
from duikou.tasks.plans import WINTER, Worked

LEFT, WIDTH, ROW, HEAD = 200, 860, 24, 40


@dataclass(frozen=True)
class Bar:
    """One node: pixels of its plan, what was done, its first plan, where it stood before a slip, and its words."""

    node: Node
    placed: Placed
    y: int
    x: float
    width: float
    done_x: float
    done_width: float
    baseline_x: float | None
    was_x: float | None
    moved: int
    cause: bool

    @property
    def text_y(self) -> int:
        return self.y + 12

    @property
    def begin_by(self) -> bool:
        """Whether a latest start still says something."""
        return not (self.node.started_on or self.node.done_on)


@dataclass(frozen=True)
class Gantt:
    bars: list[Bar]
    months: list[tuple[float, str]]
    winters: list[tuple[float, float]]
    today_x: float | None
    due_x: float | None
    height: int
    width: int = LEFT + WIDTH + 20
    left: int = LEFT


def draw(worked: Worked, *, today: date, due_on: date | None) -> Gantt:
    """Raises nothing: a day outside the picture has no mark."""
    rows = worked.result.activities
    first = min(one.start for one in rows).replace(day=1)
    last = max([one.finish for one in rows] + ([due_on] if due_on else [])) + timedelta(days=10)
    scale = WIDTH / max(1, (last - first).days)

    def x(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    def inside(day: date | None) -> float | None:
        return x(day) if day and first <= day <= last else None

    stood = {one.id: one for one in worked.stands.activities} if worked.stands else {}
    bars = []
    for number, one in enumerate(sorted(rows, key=lambda row: (row.start, row.finish))):
        node, before = worked.nodes[one.id], stood.get(one.id, one)
        width = max(3.0, round((one.finish - one.start).days * scale + scale, 1))
        moved = (one.finish - before.finish).days
        done_x, done_width = _actual(node, today, x)
        bars.append(
            Bar(node, one, HEAD + number * ROW, x(one.start), width, done_x, done_width, inside(node.baseline_on),
                inside(before.start) if moved else None, moved, one.id in worked.result.conflicts)
        )  # fmt: skip
    return Gantt(
        bars, [(x(day), f"{day:%Y-%m}") for day in _months(first, last)], _winters(first, last, x), inside(today),
        inside(due_on), HEAD + len(bars) * ROW + 8,
    )  # fmt: skip


def _actual(node: Node, today: date, x: Callable[[date], float]) -> tuple[float, float]:
    """Where the stripe of what was done begins and how long it is: up to the end, or to today where it goes on."""
    begun, until = node.started_on or node.done_on, node.done_on or today
    if not begun:
        return 0.0, 0.0
    left = max(float(LEFT), x(begun))
    return left, max(3.0, round(x(until + timedelta(days=1)) - left, 1))


def _months(first: date, last: date) -> list[date]:
    """The first of each month, or of every third where there are many."""
    found, day = [], first
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found if len(found) <= 14 else found[:: -(-len(found) // 12)]


def _winters(first: date, last: date, x: Callable[[date], float]) -> list[tuple[float, float]]:
    (month, day), (end_month, end_day) = WINTER
    found = []
    for year in range(first.year - 1, last.year + 1):
        begin, end = max(first, date(year, month, day)), min(last, date(year + 1, end_month, end_day))
        if begin < end:
            left, right = x(begin), x(end)
            found.append((left, round(right - left, 1)))
    return found
