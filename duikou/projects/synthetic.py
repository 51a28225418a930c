from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duikou.engines.quantities import Quantity
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World, amount
from duikou.parties.models import Organisation, Post
from duikou.projects.models import Lead, Milestone, Output, Payment, Phase, Problem, Progress, Project, Signing

Drawn = tuple[type[Record], dict[str, Any]]
PRODUCTS = (
    "高效钾肥",
    "不锈钢管材",
    "有机大米",
    "木质家具",
    "中药饮片",
    "包装材料",
    "智能仪表",
    "建筑陶瓷",
    "冷链物流",
    "饲料",
)
STAGES = {"reserve": 3, "signed": 4, "started": 3, "construction": 4, "production": 4, "suspended": 1, "ended": 1}


def lead(world: World, day: date) -> Drawn:
    values = {"happened_on": day, "source": "互访对接"}
    followed = day + timedelta(days=world.random.randrange(60)) if world.random.random() < 0.5 else None
    values["title"] = f"{world.brand()}{world.random.choice(PRODUCTS)}投资线索(演示{next(world.number)})"
    return Lead, {**values, "prospect": world.one_of(Organisation), "followed_on": followed}


def project(world: World, day: date) -> Drawn:
    stage = world.random.choices(list(STAGES), list(STAGES.values()))[0]
    product = world.random.choice(PRODUCTS)
    values = {
        "title": f"{world.brand()}{product}项目(演示{next(world.number)})",
        "product": product,
        "happened_on": day,
        "stage": stage,
        "category": world.random.choice(Project.Category.values),
        "investor": world.one_of(Organisation),
        "investment_planned": amount(world, 2_000_000, 500_000_000),
        "capacity": Quantity(Decimal(world.random.randrange(1, 90) * 1000)),
        "post_a": world.one_of(Post, lambda post: post.home == "a"),
        "post_b": world.one_of(Post, lambda post: post.home == "b"),
        "stopped_because": "市场变化(演示)" if stage in ("suspended", "ended") else "",
        "jobs_expected": Quantity(Decimal(world.random.randrange(10, 600))),
    }
    return Project, values | _dates(world, stage, day)


def _dates(world: World, stage: str, day: date) -> dict[str, date]:
    """The dates that a stage implies, one after another, none after the day of entry."""
    steps = {"signed": 1, "started": 2, "construction": 2, "production": 3, "suspended": 2, "ended": 1}.get(stage, 0)
    names = ("signed_on", "started_on", "produced_on")[:steps]
    first = day - timedelta(days=30 * steps)
    return {name: first + timedelta(days=30 * number + world.random.randrange(25)) for number, name in enumerate(names)}


def output(world: World, day: date) -> Drawn:
    plant = world.one_of(Project, lambda project: project.produced_on)
    if plant is None:
        return project(world, day)
    values = {
        "title": f"{plant.title}产量{next(world.number)}",
        "happened_on": day,
        "belongs_to": plant,
        "product": plant.product,
    }
    return Output, {**values, "quantity": Quantity(Decimal(world.random.randrange(50, 9000)))}


def _under_way(world: World) -> Project | None:
    return world.one_of(Project, lambda project: project.started_on)


def phase(world: World, day: date) -> Drawn:
    whole = world.one_of(Project, lambda project: project.produced_on)
    if whole is None:
        return project(world, day)
    values = {"title": f"{whole.title}一期", "belongs_to": whole, "happened_on": whole.produced_on}
    return Phase, {**values, "capacity": Quantity(Decimal(world.random.randrange(1, 40) * 1000))}


def progress(world: World, day: date) -> Drawn:
    """The next month of a project that has not been reported yet."""
    under_way = _under_way(world)
    if under_way is None:
        return project(world, day)
    last = max(
        (row.happened_on for row in world.made.get(Progress, []) if row.belongs_to_id == under_way.pk), default=None
    )
    month = (last + timedelta(days=31) if last else under_way.started_on).replace(day=20)
    if month > day:
        return problem(world, day)
    values = {"title": f"{under_way.title} {month:%Y-%m}", "belongs_to": under_way, "happened_on": month}
    jobs = Quantity(Decimal(world.random.randrange(0, 40)))
    return Progress, {
        **values,
        "invested": amount(world, 100_000, 30_000_000),
        "jobs": jobs,
        "works": "按计划推进(演示)",
    }


def payment(world: World, day: date) -> Drawn:
    signed = world.one_of(Project, lambda project: project.signed_on)
    if signed is None:
        return project(world, day)
    withdrawn = day if world.random.random() < 0.05 else None
    values = {"title": f"{signed.title}到位资金{next(world.number)}", "belongs_to": signed, "withdrawn_on": withdrawn}
    on = max(signed.signed_on, day - timedelta(days=20))
    proof = world.random.choice(Payment.Proof.values)
    return Payment, {
        **values,
        "happened_on": min(on, day),
        "amount": Quantity(amount(world, 1_000_000, 60_000_000).low),
        "proof": proof,
    }


def milestone(world: World, day: date) -> Drawn:
    whole = world.one_of(Project)
    if whole is None:
        return project(world, day)
    due = day + timedelta(days=world.random.randrange(-40, 90))
    done = due + timedelta(days=world.random.randrange(-15, 25))
    values = {"title": f"{whole.title}节点{next(world.number)}", "belongs_to": whole, "happened_on": day, "due_on": due}
    return Milestone, {**values, "done_on": done if done <= day else None}


def problem(world: World, day: date) -> Drawn:
    whole = world.one_of(Project)
    if whole is None:
        return project(world, day)
    solved = day if world.random.random() < 0.7 else None
    values = {
        "title": f"{whole.title}待协调事项{next(world.number)}",
        "belongs_to": whole,
        "due_on": day + timedelta(days=10),
    }
    on = day - timedelta(days=world.random.randrange(1, 30)) if solved else day
    return Problem, {
        **values,
        "happened_on": on,
        "solved_on": solved,
        "solution": "现场协调解决(演示)" if solved else "",
    }


def signing(world: World, day: date) -> Drawn:
    signed = world.one_of(Project, lambda project: project.signed_on)
    if signed is None:
        return project(world, day)
    values = {"title": f"{signed.title}签约", "belongs_to": signed, "happened_on": signed.signed_on}
    return Signing, {**values, "investor_name": signed.investor.title[:120] if signed.investor else ""}


draws = [
    (20, lead), (30, project), (10, output), (4, phase), (30, progress), (14, payment), (14, milestone), (8, problem),
    (14, signing),
]  # fmt: skip
