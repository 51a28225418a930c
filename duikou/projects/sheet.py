"""The project on one page, as PDF: what a leader takes into a meeting."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from duikou.accounts.models import Membership
from duikou.ledger.fields import quantity_of
from duikou.ledger.templatetags.duikou import cell
from duikou.projects.gates import next_gate
from duikou.projects.models import Project

TEMPLATE = Path(__file__).with_name("sheet.typ")


def project_pdf(project: Project, membership: Membership, *, today: date, address: str) -> bytes:
    """One A4 page; `address` is where the project stands in the app. The same day and data give the same bytes."""
    import typst

    facts = json.dumps(_facts(project, membership, today, address), ensure_ascii=False)
    return typst.compile(TEMPLATE.read_bytes(), sys_inputs={"facts": facts})


def _facts(project: Project, membership: Membership, today: date, address: str) -> dict[str, Any]:
    gate = next_gate(project)
    posts = [(side, post) for side, post in (("a", project.post_a), ("b", project.post_b)) if post]
    return {
        "title": project.title,
        "kind": _("Project sheet"),
        "state": f"{project.get_stage_display()} · {project.get_state_display()}",
        "facts": _basics(project),
        "steps": [[str(name), day.isoformat() if day else "–"] for name, day, _precision in project.milestones],
        "missing_label": _("Missing for the next gate"),
        "missing": [str(need.label) for need in gate.missing(project)] if gate else [],
        "problems_label": _("Problems not yet solved"),
        "problems": [row.title for row in project.problems.visible_to(membership).live().unsolved()[:5]],
        "objections_label": _("Objections"),
        "objections": [
            f"{row.field_label}: {row.entered_value} / {row.value_shown} — {row.reason}"
            for row in project.objections.filter(settled_at__isnull=True)[:4]
        ],
        "who_label": _("Who answers"),
        "who": [f"{project.pairing.side_name(side)}: {post.title} {post.holder_on(today)}" for side, post in posts],
        "outputs_label": _("Phases and outputs"),
        "outputs": _outputs(project, membership),
        "source": f"{_('Duikou')} · {today.isoformat()} · {address}",
    }


def _basics(project: Project) -> list[list[str]]:
    names = ("investor", "site", "county", "product", "category")
    rows = [[str(project._meta.get_field(name).verbose_name), _shown(project, name)] for name in names]
    for name in ("investment_planned", "capacity", "jobs_expected"):
        field: Any = project._meta.get_field(name)
        rows.append([str(field.verbose_name), str(cell(quantity_of(project, name), field.unit))])
    return [row for row in rows if row[1] not in ("", "–", "None")]


def _shown(project: Project, name: str) -> str:
    return project.get_category_display() if name == "category" else str(getattr(project, name) or "")


def _outputs(project: Project, membership: Membership) -> list[str]:
    phases = project.phases.visible_to(membership).live()
    outputs = project.outputs.visible_to(membership).live()
    return [f"{row.title}: {cell(row.capacity_quantity, 't/year')}" for row in phases[:4]] + [
        f"{row.product}: {cell(row.produced, 't')} ({row.happened_on})" for row in outputs[:6]
    ]
