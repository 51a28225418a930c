"""Who still owes what, side by side: results, reports, replies; and whether a side reports in time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from duikou.accounts.models import Membership
from duikou.engines.lights import Light, judge
from duikou.regions.models import Side
from duikou.tasks.models import Declaration, Order, Task, TaskReport

GRACE = timedelta(days=15)  # after the quarter: still in time
LATE_GRACE = timedelta(days=45)  # after the quarter: only with the grace weeks


@dataclass(frozen=True)
class Owed:
    """What one side owes on a day: numbers of tasks and of orders, and its light of the last full quarter."""

    side: str
    open: int
    late: int
    unreported: int
    replies: int
    mends: int
    timeliness: Light


def last_quarter(today: date) -> tuple[date, date]:
    """The first and last day of the last quarter that is over."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last = first - timedelta(days=1)
    return date(last.year, last.month - 2, 1), last


def owed(membership: Membership, today: date) -> list[Owed]:
    """Both sides, from what the member may see."""
    month = today.replace(day=1)
    tasks: Any = Task.objects.visible_to(membership).counted().open()  # type: ignore[attr-defined]
    told = TaskReport.objects.counted().filter(of_task=OuterRef("pk"), happened_on__gte=month)
    silent = tasks.filter(happened_on__lt=month).exclude(Exists(told))
    orders: Any = Order.objects.visible_to(membership).counted().open()  # type: ignore[attr-defined]
    found = {
        "open": _by("home", tasks), "late": _by("home", tasks.filter(due_on__lt=today)), "unreported": _by("home", silent),
        "replies": _by("to_side", orders.unanswered()),
        "mends": _by("to_side", orders.filter(replied_on__isnull=False, mend_by__lt=today)),
    }  # fmt: skip
    lights = timeliness(membership, *last_quarter(today))
    return [
        Owed(side, *(found[name][side] for name in ("open", "late", "unreported", "replies", "mends")), lights[side])
        for side in Side.values
    ]


def _by(name: str, rows: Any) -> Counter[str]:
    return Counter(dict(rows.order_by().values_list(name).annotate(n=Count("pk"))))


def timeliness(membership: Membership, first: date, last: date) -> dict[str, Light]:
    """A light for each side: the share of its tasks under way in the quarter that were reported on in time."""
    moment = timezone.make_aware(datetime.combine(last, time.max))
    about = TaskReport.objects.counted().filter(of_task=OuterRef("pk"), happened_on__range=(first, last))
    under_way = Q(done_on__isnull=True) | Q(done_on__gte=first)
    rows: Any = Task.objects.visible_to(membership).counted().filter(under_way, happened_on__lte=last)  # type: ignore[attr-defined]
    told = rows.annotate(
        in_time=Exists(about.filter(reported_at__lte=moment + GRACE)),
        with_grace=Exists(about.filter(reported_at__lte=moment + LATE_GRACE)),
    )
    every, in_time = _by("home", rows), _by("home", told.filter(in_time=True))
    with_grace = _by("home", told.filter(with_grace=True))
    quiet = Declaration.objects.visible_to(membership).counted().filter(happened_on__range=(first, last))
    declared = set(quiet.values_list("side", flat=True))
    return {
        side: judge("timeliness", "party", {
            "nothing_to_report": side in declared or not every[side],
            "share_in_time": _share(in_time[side], every[side]), "share_with_grace": _share(with_grace[side], every[side]),
        })
        for side in Side.values
    }  # fmt: skip


def _share(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0
