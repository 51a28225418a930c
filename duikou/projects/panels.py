"""What the project page tells a leader: the next gate, money, course, problems, who; and projects on others' pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.agreements.models import Agreement
from duikou.engines.quantities import Quantity
from duikou.ledger.fields import quantity_of
from duikou.ledger.models import Record, State
from duikou.ledger.panel import Panel, rows_of
from duikou.parties.models import Organisation
from duikou.projects.gates import next_gate, unproven, ways_from
from duikou.projects.models import Lead, Milestone, Problem, Project

Context = dict[str, Any]


def _gate(project: Project, membership: Membership, today: date) -> Context:
    gate = next_gate(project)
    own = membership.may("enter") and membership.side == project.side
    return {
        "project": project,
        "stage": Project.Stage(gate.stage).label if gate else "",
        "gate": gate,
        "checklist": gate.checklist(project) if gate else [],
        "unproven": unproven(project),
        "ways": [(way.stage, Project.Stage(way.stage).label) for way in ways_from(project)] if own else [],
    }


def _sum(quantities: Iterable[Quantity | None]) -> Quantity | None:
    found = [quantity for quantity in quantities if quantity]
    return Quantity(sum((quantity.low for quantity in found), Decimal(0))) if found else None


def _money(project: Project, membership: Membership, today: date) -> Context:
    """Planned, paid in and done, with the share of the plan; payments that count and those that no longer do."""
    counted = {"trashed_at": None, "same_as": None}
    payments = list(project.payments.filter(**counted).exclude(state=State.DRAFT).order_by("happened_on"))
    progress = project.progress_reports.filter(**counted).exclude(state=State.DRAFT).order_by("happened_on")
    planned = quantity_of(project, "investment_planned")
    paid = _sum(p.amount_quantity for p in payments if p.counts)
    done = _sum(row.invested_quantity for row in progress)
    rows = [
        (_("planned"), planned, None),
        (_("paid in"), paid, _share(paid, planned)),
        (_("done"), done, _share(done, planned)),
    ]
    return {
        "rows": rows,
        "payments": payments,
        "jobs": _sum(row.jobs_quantity for row in progress),
        "chart": _course(progress),
    }


def _share(part: Quantity | None, whole: Quantity | None) -> Decimal | None:
    return (part.low * 100 / whole.low).quantize(Decimal("0.1")) if part and whole and whole.low else None


def _course(progress: Iterable[Any]) -> Context | None:
    """Investment done, month by month and in sum, as an ECharts option; with fewer than two months there is no picture."""
    months = [(row.happened_on.strftime("%Y-%m"), row.invested_quantity) for row in progress if row.invested_quantity]
    if len(months) < 2:
        return None
    total, sums = Decimal(0), []
    for _month, quantity in months:
        total += quantity.low
        sums.append(float(total / 10_000))
    return {
        "tooltip": {"trigger": "axis"},
        "grid": {"left": 8, "right": 16, "top": 28, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [month for month, _quantity in months]},
        "yAxis": {"type": "value", "name": _("10,000 yuan")},
        "series": [
            {"type": "bar", "name": _("of the month"), "data": [float(q.low / 10_000) for _m, q in months]},
            {"type": "line", "name": _("in sum"), "data": sums},
        ],
    }


def _steps(project: Project, membership: Membership, today: date) -> Context | None:
    rows = [(row, _step(row, today)) for row in project.steps.visible_to(membership).live().order_by("due_on")]
    return {"rows": rows} if rows else None


def _step(row: Milestone, today: date) -> str:
    late = row.days_late(today)
    words = _("done on %(day)s") % {"day": row.done_on} if row.done_on else _("due on %(day)s") % {"day": row.due_on}
    return f"{words}, {_('%(n)s days late') % {'n': late}}" if late else words


def _problem(row: Problem) -> str:
    return _("solved on %(day)s") % {"day": row.solved_on} if row.solved_on else _("open")


def _who(project: Project, membership: Membership, today: date) -> Context | None:
    """Who answers on each side today, through the posts."""
    posts = [(side, post) for side, post in (("a", project.post_a), ("b", project.post_b)) if post]
    rows = [(project.pairing.side_name(side), post, post.holder_on(today)) for side, post in posts]
    return {"rows": rows} if rows else None


def _at_occasion(record: Record, membership: Membership, today: date) -> Context | None:
    leads = [(row, row.get_status_display()) for row in record.leads_found.visible_to(membership).live()]  # type: ignore[attr-defined]
    signed = [(row, _("signed")) for row in record.signed_there.visible_to(membership).live()]  # type: ignore[attr-defined]
    return {"rows": leads + signed} if leads or signed else None


def _lead(lead: Lead, membership: Membership, today: date) -> Context:
    own = membership.may("enter") and membership.side == lead.side and lead.status == Lead.Status.OPEN
    return {
        "lead": lead, "own": own, "categories": Project.Category.choices,
        "days": (today - lead.last_touched_on).days, "projects": lead.projects.visible_to(membership).live(),  # type: ignore[attr-defined]
    }  # fmt: skip


def _stage(row: Project) -> str:
    return row.get_stage_display()


panels = [
    Panel(Project, gettext_lazy("Where it stands"), _gate, "projects/panels/gate.html"),
    Panel(Project, gettext_lazy("Money"), _money, "projects/panels/money.html"),
    Panel(Project, gettext_lazy("Milestones"), _steps),
    Panel(Project, gettext_lazy("Problems"), rows_of("problems", _problem)),
    Panel(Project, gettext_lazy("Who answers"), _who, "projects/panels/who.html"),
    Panel(Project, gettext_lazy("Signings"), rows_of("signings", lambda row: row.investor_name)),
    Panel(Lead, gettext_lazy("What next"), _lead, "projects/panels/lead.html"),
    Panel(Organisation, gettext_lazy("Projects"), rows_of("projects", _stage)),
    Panel(Agreement, gettext_lazy("Projects"), rows_of("projects", _stage)),
    Panel(Record, gettext_lazy("What came of it"), _at_occasion),
]
