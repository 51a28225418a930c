"""What tasks show on others' pages: matters still open before a conference, tasks of a matter, nodes of a project."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.conferences.models import Conference, Matter
from duikou.engines.lights import Light
from duikou.ledger.panel import Panel
from duikou.parties.models import Post
from duikou.projects.models import Project
from duikou.tasks import printed
from duikou.tasks.lights import ORDER, forecast, light_of, lit, months_of
from duikou.tasks.models import Circular, DeadlineChange, Node, Order, Plan, Task, TaskReport, open_matters
from duikou.tasks.project_lights import four_lights

Context = dict[str, Any]


def _tasks_of(matters: list[Any], membership: Membership, today: date) -> dict[Any, list[tuple[Any, Light]]]:
    rows = Task.objects.visible_to(membership).live().filter(from_matter__in=matters).with_progress(today)  # type: ignore[attr-defined]
    found: dict[Any, list[tuple[Any, Light]]] = {matter.pk: [] for matter in matters}
    for task in rows.select_related("under_plan").prefetch_related("pairing").order_by("due_on"):
        found[task.from_matter_id].append((task, light_of(task, today)))
    return found


def _open_before(conference: Conference, membership: Membership, today: date) -> Context | None:
    """What earlier conferences decided and what is still open, or was closed late since the last one."""
    visible = Matter.objects.visible_to(membership).values("pk")
    matters = list(open_matters(conference).filter(pk__in=visible).select_related("decided_at")[:100])
    last = conference.before().first()
    if last:
        closed = Matter.objects.visible_to(membership).live().filter(decided_at=last).exclude(pk__in=matters)
        matters += list(closed.select_related("decided_at"))
    tasks = _tasks_of(matters, membership, today)
    rows = [_what_is_left(matter, tasks[matter.pk]) for matter in matters]
    return {"rows": rows} if matters else None


def _what_is_left(matter: Matter, tasks: list[tuple[Any, Light]]) -> tuple[Matter, list[tuple[Any, Light]], int]:
    """A matter with the tasks that are open or were finished late, and how many were finished in time."""
    left = [(task, light) for task, light in tasks if task.done_on is None or light.colour != "green"]
    return matter, left, len(tasks) - len(left)


def _decide(conference: Conference, membership: Membership, today: date) -> Context | None:
    return {"conference": conference} if membership.may("enter") else None


def _of_matter(matter: Matter, membership: Membership, today: date) -> Context:
    return {"rows": [(matter, _tasks_of([matter], membership, today)[matter.pk], 0)]}


def _course(task: Task, membership: Membership, today: date) -> Context:
    visible: Any = Task.objects.visible_to(membership).with_progress(today)  # type: ignore[attr-defined]
    found = visible.select_related("under_plan").get(pk=task.pk)
    reports = TaskReport.objects.visible_to(membership).live().filter(of_task=task)
    reports = reports.order_by("-happened_on", "-created_at").prefetch_related("evidence")
    return {
        "task": found, "light": light_of(found, today), "forecast": forecast(found, today), "today": today,
        "months": months_of(found, list(reports), today)[-24:], "reports": reports[:24],
        "changes": DeadlineChange.objects.visible_to(membership).live().filter(of_task=task).order_by("happened_on"),
        "orders": Order.objects.visible_to(membership).live().filter(of_task=task).order_by("happened_on", "created_at"),
        "reminders": task.reminders.order_by("sent_on"),
        "may_report": membership.may("enter") and membership.side == task.home, "may_rule": membership.may("approve"),
        "levels": Order.Level.choices if membership.may("supervise") and not task.done_on else [],
        "leads": task.lead_post.holder_on(today) if task.lead_post else "",
        "carries_out": task.in_post.holder_on(today) if task.in_post else "",
    }  # fmt: skip


def _of_plan(plan: Plan, membership: Membership, today: date) -> Context:
    """The plans that carry this one out, and the tasks of all of them with their lights."""
    found = printed.chosen(membership, today, {"plan": str(plan.pk)})
    counts = Counter(one.light.colour for one in found)
    parts = Plan.objects.visible_to(membership).live().filter(under=plan).order_by("happened_on")
    return {
        "plan": plan, "parts": parts, "rows": printed.lines(found[:60], today), "total": len(found),
        "counts": [(colour, counts[colour], printed.COLOURS[colour][0]) for colour in ORDER if counts[colour]],
    }  # fmt: skip


def _of_post(post: Post, membership: Membership, today: date) -> Context | None:
    """Open tasks go with the post: whoever takes it over finds them here."""
    rows: Any = Task.objects.visible_to(membership).live().open().filter(Q(lead_post=post) | Q(in_post=post))  # type: ignore[attr-defined]
    rows = rows.with_progress(today).select_related("under_plan").prefetch_related("pairing")
    found = lit(rows.order_by("due_on")[:100], today)
    return {"rows": found, "holder": post.holder_on(today)} if found else None


def _nodes(record: Any, membership: Membership, today: date) -> Context | None:
    """The backward plan at a glance; a livelihood project under way without nodes says so."""
    nodes = list(Node.objects.visible_to(membership).live().filter(belongs_to_id=record.pk))
    if not nodes:
        livelihood = (
            isinstance(record, Project) and record.category == Project.Category.LIVELIHOOD and not record.produced_on
        )
        if not livelihood and not (isinstance(record, Task) and not record.done_on):
            return None
        return {"record": record, "light": Light("grey", str(_("no nodes reported")))}
    late = [node for node in nodes if not node.done_on and node.due_on and node.due_on < today]  # type: ignore[attr-defined]
    done = sum(1 for node in nodes if node.done_on)  # type: ignore[attr-defined]
    light = (
        Light("red", str(_("%(n)s nodes late") % {"n": len(late)})) if late else Light("green", str(_("nodes in time")))
    )
    return {"record": record, "light": light, "done": done, "total": len(nodes)}


def _of_project(project: Project, membership: Membership, today: date) -> Context | None:
    """Four lights for a project that is signed and not yet complete."""
    if not project.signed_on or project.produced_on or project.stage in (Project.Stage.SUSPENDED, Project.Stage.ENDED):
        return None
    nodes = list(Node.objects.visible_to(membership).live().filter(belongs_to_id=project.pk))
    return {"lights": four_lights(project, nodes, today)}


def _answer(order: Order, membership: Membership, today: date) -> Context:
    follower = order.follower
    is_open = not order.signed_off_on and follower is None
    return {
        "order": order, "follower": follower, "ignored": is_open and order.is_ignored(today),
        "may_reply": is_open and membership.may("enter") and membership.side == order.to_side,
        "may_sign": is_open and membership.may("supervise"),
    }  # fmt: skip


def _standing(circular: Circular, membership: Membership, today: date) -> Context:
    sides = [(circular.pairing.side_name(side), counts) for side, counts in circular.content.get("counts", {}).items()]
    tasks = [
        {**line, "side": circular.pairing.side_name(line["side"]), "word": printed.COLOURS[line["colour"]][0]}
        for line in circular.content.get("tasks", [])
    ]
    owes = {"reply": _("a reply"), "sign_off": _("the sign-off"), "": ""}
    orders = [{**line, "side": circular.pairing.side_name(line["side"]), "owes": owes[line["owes"]], "level": Order.Level(line["level"]).label}
              for line in circular.content.get("orders", [])]  # fmt: skip
    return {"sides": sides, "tasks": tasks, "orders": orders}


panels = [
    Panel(Conference, gettext_lazy("From earlier conferences"), _open_before, "tasks/panels/matters.html", first=True),
    Panel(Conference, gettext_lazy("Decide"), _decide, "tasks/panels/decide.html"),
    Panel(Plan, gettext_lazy("Tasks of the plan"), _of_plan, "tasks/panels/plan.html", first=True),
    Panel(Post, gettext_lazy("Open tasks of the post"), _of_post, "tasks/panels/post.html"),
    Panel(Matter, gettext_lazy("Tasks"), _of_matter, "tasks/panels/matters.html"),
    Panel(Task, gettext_lazy("Course"), _course, "tasks/panels/course.html", first=True),
    Panel(Task, gettext_lazy("Backward plan"), _nodes, "tasks/panels/nodes.html"),
    Panel(Project, gettext_lazy("Backward plan"), _nodes, "tasks/panels/nodes.html"),
    Panel(Project, gettext_lazy("Lights of the month"), _of_project, "tasks/panels/four_lights.html"),
    Panel(Order, gettext_lazy("Reply and sign-off"), _answer, "tasks/panels/order.html"),
    Panel(Circular, gettext_lazy("How the tasks stood"), _standing, "tasks/panels/circular.html"),
]
