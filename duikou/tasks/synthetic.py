from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership, Unit
from duikou.conferences.models import Matter
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World
from duikou.parties.models import Post
from duikou.regions.models import Pairing
from duikou.tasks import orders, plans, supervising
from duikou.tasks.actions import ask_for_day, report_progress, rule_on
from duikou.tasks.models import Order, Plan, Task

Act = Callable[[datetime], None]
Drawn = tuple[type[Record], dict[str, Any]]
SOURCES = (Task.Source.PLAN, Task.Source.PLAN, Task.Source.DIRECTIVE, Task.Source.APPEAL)
SUPPORT = ("商务局、财政局", "农业农村局", "文旅局、交通局", "教育局", "")
PACES = (0.0, 1.3, 0.8, 1.0, 0.5, 1.0, 0.9, 1.1)  # of the work against the time given
WORK = (
    "推进园区共建",
    "开展产业对接",
    "建设展示中心",
    "组织人才交流",
    "落实学校结对",
    "办理企业诉求",
    "举办农产品展销",
)


def plan(world: World, day: date) -> Drawn:
    level = Plan.Level.LIST if world.made.get(Plan) else Plan.Level.THREE_YEARS
    title = f"{day.year}年重点任务清单(演示{next(world.number)})" if level == Plan.Level.LIST else "三年合作方案(演示)"
    under = world.one_of(Plan, lambda made: made.level == Plan.Level.THREE_YEARS)
    return Plan, {
        "title": title,
        "happened_on": day,
        "level": level,
        "under": under,
        "ends_on": day + timedelta(days=365),
    }


def task(world: World, day: date) -> Drawn:
    home = world.random.choice("ab")
    matter = world.one_of(Matter) if world.random.random() < 0.5 else None
    units = Unit.objects.filter(pairing=world.pairing, side=home, kind__in=[Unit.Kind.OFFICE, Unit.Kind.DEPARTMENT])
    number = next(world.number)
    values = {
        "title": f"{world.random.choice(WORK)}(演示{number})", "number": str(number), "happened_on": day,
        "due_on": day + timedelta(days=world.random.randrange(30, 200)), "home": home, "from_matter": matter,
        "source": Task.Source.RESOLUTION if matter else world.random.choice(SOURCES), "under_plan": world.one_of(Plan),
        "key_task": world.random.random() < 0.4 or not world.made.get(Task), "doer": world.random.choice(list(units)),
        "in_post": world.one_of(Post, lambda post: post.home == home), "measures": "逐月推进,按季会商(演示)", "supporting": world.random.choice(SUPPORT),
        "lead_post": world.one_of(Post, lambda post: post.home == home),
    }  # fmt: skip
    return Task, values


draws = [(1, plan), (12, task)]


def closing(pairing: Pairing, clerks: dict[str, Membership], until: datetime) -> None:
    """A year of work on the tasks, in the order of time: reports, supervision with its answers, other days, a notice."""
    random, today = Random(5), until.date()
    members = Membership.objects.filter(pairing=pairing).select_related("pairing", "user", "unit")
    leader, supervisor = members.get(role="leader", side="a"), members.get(role="supervisor", side="a")
    tasks: list[Any] = list(Task.objects.counted().filter(pairing=pairing).order_by("happened_on", "pk"))
    paces = [
        *PACES,
        *random.choices(PACES, (1, 4, 2, 4, 1, 4, 2, 4), k=len(tasks)),
    ]  # so that few tasks too have one of each kind
    story = [
        event
        for task, pace in zip(tasks, paces, strict=False)
        for event in _reports(task, pace, clerks[task.home], today)
    ]
    for days in range(240, -1, -10):
        story.append((today - timedelta(days=days), partial(_supervised, random, clerks, supervisor)))
    for _day, act in sorted(story, key=lambda event: event[0]):
        act(until - timedelta(days=(today - _day).days))
    _put_off(tasks, clerks, leader, until)
    own = [task for task in tasks if task.side == "a" and task.due_on > today + timedelta(days=60)]
    for task, name in zip(own[:2], plans.templates(), strict=False):
        plans.lay_out(task, name, by=Actor(clerks["a"], until))
    last = today.replace(day=1) - timedelta(days=1)
    orders.issue_circular(since=last.replace(day=1), until=last, by=Actor(supervisor, until))


def _reports(task: Any, pace: float, clerk: Membership, today: date) -> Iterator[tuple[date, Act]]:
    """Some finish in time, some late, some nobody reports on."""
    span = (task.due_on - task.happened_on).days
    for share in (0.2, 0.4, 0.6, 0.8, 1.0, 1.2):
        day, percent = task.happened_on + timedelta(days=int(span * share)), min(100, int(100 * share * pace))
        if pace and day <= today:
            yield day, partial(_report, task, percent, clerk)
        if percent == 100:
            return


def _report(task: Any, percent: int, clerk: Membership, at: datetime) -> None:
    report_progress(task, percent=percent, works="按计划推进(演示)", by=Actor(clerk, at))


def _supervised(random: Random, clerks: dict[str, Membership], supervisor: Membership, at: datetime) -> None:
    """A day of supervision, and answers to what lies there."""
    by = Actor(supervisor, at)
    supervising.supervise(by=by, today=by.today)
    for order in Order.objects.open().filter(pairing=by.pairing).select_related("of_task"):  # type: ignore[attr-defined]
        if order.replied_on is None and random.random() < 0.5:
            answer = {"mend_plan": "增派人员,逐周调度(演示)", "mend_by": by.today + timedelta(days=25)}
            orders.reply(order, "前期手续推进较慢(演示)", by=Actor(clerks[order.to_side], at), **answer)
        elif order.replied_on and (order.of_task.done_on or random.random() < 0.2):
            orders.sign_off(order, by=by)


def _put_off(tasks: list[Any], clerks: dict[str, Membership], leader: Membership, until: datetime) -> None:
    """The open tasks with the latest days are put off with approval; of several the last waits for the leader."""
    for task in tasks:
        task.refresh_from_db()
    late = sorted((task for task in tasks if task.done_on is None), key=lambda task: task.due_on)[
        -2 - len(tasks) // 9 :
    ]
    for task in late:
        day = task.due_on + timedelta(days=30)
        asked = ask_for_day(task, day, reason="前期手续未完成(演示)", by=Actor(clerks[task.home], until))
        if len(late) == 1 or task is not late[-1]:
            rule_on(asked, approve=True, by=Actor(leader, until))
