from __future__ import annotations

from datetime import date, datetime, timedelta
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

Drawn = tuple[type[Record], dict[str, Any]]
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
        "source": Task.Source.RESOLUTION if matter else Task.Source.PLAN, "under_plan": world.one_of(Plan),
        "key_task": world.random.random() < 0.4 or not world.made.get(Task), "doer": world.random.choice(list(units)),
        "in_post": world.one_of(Post, lambda post: post.home == home), "measures": "逐月推进,按季会商(演示)",
    }  # fmt: skip
    return Task, values


draws = [(1, plan), (8, task)]


def closing(pairing: Pairing, clerks: dict[str, Membership], until: datetime) -> None:
    """A year of work on the tasks: reports, other days, nodes, supervision by month, replies and a notice."""
    random, today = Random(5), until.date()
    members = Membership.objects.filter(pairing=pairing).select_related("pairing", "user", "unit")
    leader = Actor(members.get(role="leader", side="a"), until)
    supervisor = Actor(members.get(role="supervisor", side="a"), until)
    tasks = list(Task.objects.counted().filter(pairing=pairing).order_by("happened_on", "pk"))
    for one in sorted(tasks, key=lambda task: task.due_on)[-1 - len(tasks) // 7 :]:  # type: ignore[attr-defined]
        asked = ask_for_day(
            one, one.due_on + timedelta(days=30), reason="前期手续未完成(演示)", by=Actor(clerks[one.home], until)
        )  # type: ignore[arg-type,attr-defined]
        rule_on(asked, approve=True, by=leader)
        one.refresh_from_db()
    for one in tasks:
        _worked_on(one, random, Actor(clerks[one.home], until), today)  # type: ignore[attr-defined]
    own = [one for one in tasks if one.side == "a" and one.due_on > today + timedelta(days=60)]  # type: ignore[attr-defined]
    for one, name in zip(own[:2], plans.templates(), strict=False):
        plans.lay_out(one, name, by=Actor(clerks["a"], until))
    for days in range(150, -1, -10):
        supervising.supervise(by=supervisor, today=today - timedelta(days=days))
        _answered(random, clerks, supervisor, until)
    last = today.replace(day=1) - timedelta(days=1)
    orders.issue_circular(since=last.replace(day=1), until=last, by=supervisor)


def _worked_on(one: Any, random: Random, by: Actor, today: date) -> None:
    """Some finish in time, some late, some nobody reports on."""
    pace, span = random.choice((0.0, 0.5, 0.8, 1.0, 1.0, 1.1, 1.3)), (one.due_on - one.happened_on).days
    for share in (0.3, 0.6, 1.0):
        day = one.happened_on + timedelta(days=int(span * share))
        if pace and day <= today:
            report_progress(one, percent=min(100, int(100 * share * pace)), works="按计划推进(演示)", on=day, by=by)


def _answered(random: Random, clerks: dict[str, Membership], supervisor: Actor, until: datetime) -> None:
    for order in Order.objects.unanswered().filter(pairing=supervisor.pairing):  # type: ignore[attr-defined]
        if random.random() < 0.6:
            by = Actor(clerks[order.to_side], until)
            orders.reply(
                order, "正在整改(演示)", mend_plan="增派人员(演示)", mend_by=until.date() + timedelta(days=30), by=by
            )
            if random.random() < 0.5:
                orders.sign_off(order, by=supervisor)
