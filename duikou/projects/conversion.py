"""After the contact: from where a lead was found to jobs, with what was lost and how long each step took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.engines.funnel import Journey, Step, funnel
from duikou.ledger.discovery import register_of
from duikou.projects.models import Lead, Project

STEPS = (
    gettext_lazy("Lead found"),
    gettext_lazy("Reserve"),
    gettext_lazy("Signed"),
    gettext_lazy("Money paid in"),
    gettext_lazy("Started"),
    gettext_lazy("In production"),
    gettext_lazy("Jobs made"),
)
BY = {
    "": gettext_lazy("all together"),
    "source": gettext_lazy("by where the lead was found"),
    "side": gettext_lazy("by side"),
    "category": gettext_lazy("by category"),
}


@dataclass(frozen=True)
class Group:
    label: str
    steps: list[tuple[str, Step]]


def groups(member: Membership, by: str, as_of: date) -> list[Group]:
    """The funnel of what the member may see, whole or split by one of BY; the largest group first."""
    journeys = [*_projects(member, by, as_of), *_leads(member, by, as_of)]
    names = sorted(
        {journey.group for journey in journeys}, key=lambda name: (-sum(j.group == name for j in journeys), name)
    )
    labels = [str(label) for label in STEPS]
    found = []
    for name in names:
        steps = funnel([journey for journey in journeys if journey.group == name], len(STEPS))
        found.append(Group(name, list(zip(labels, steps, strict=True))))
    return found


def _leads(member: Membership, by: str, as_of: date) -> list[Journey]:
    """Leads that became no project yet."""
    rows = Lead.objects.visible_to(member).live().filter(projects__isnull=True, happened_on__lte=as_of)
    rows = rows.select_related("found_at").prefetch_related("pairing")
    nothing = (None,) * (len(STEPS) - 1)
    return [
        Journey((lead.happened_on, *nothing), 0, lead.status == Lead.Status.DROPPED, _group(by, lead, lead))  # type: ignore[attr-defined]
        for lead in rows
    ]


def _projects(member: Membership, by: str, as_of: date) -> list[Journey]:
    rows = Project.objects.visible_to(member).live().filter(same_as__isnull=True, happened_on__lte=as_of)
    paid = Q(payments__counts=True, payments__trashed_at__isnull=True, payments__happened_on__lte=as_of)
    reports = "progress_reports__"
    jobs = Q(**{reports + "jobs__gt": 0, reports + "trashed_at__isnull": True, reports + "happened_on__lte": as_of})
    rows = rows.annotate(
        first_paid_on=Min("payments__happened_on", filter=paid), jobs_on=Min(reports + "happened_on", filter=jobs)
    )
    return [
        _journey(project, by, as_of)
        for project in rows.select_related("lead_from__found_at").prefetch_related("pairing")
    ]


def _journey(project: Project, by: str, as_of: date) -> Journey:
    lead = project.lead_from
    days = (
        lead.happened_on if lead else None, project.happened_on, project.signed_on, project.first_paid_on,  # type: ignore[attr-defined]
        project.started_on, project.produced_on, project.jobs_on,  # type: ignore[attr-defined]
    )  # fmt: skip
    known = tuple(day if day and day <= as_of else None for day in days)
    furthest = max([1, *(number for number, day in enumerate(known) if day)])
    return Journey(known, furthest, project.stage == Project.Stage.ENDED, _group(by, project, lead))


def _group(by: str, record: Project | Lead, lead: Lead | None) -> str:
    if by == "side":
        return record.pairing.short_a if record.side == "a" else record.pairing.short_b
    if by == "category":
        return record.get_category_display() if isinstance(record, Project) else str(_("not yet a project"))
    if by == "source":
        return _source(lead)
    return str(_("all"))


def _source(lead: Lead | None) -> str:
    """The kind of the record a lead was found at, else what its clerk wrote, else that nobody knows."""
    if lead and lead.found_at:
        register = register_of(lead.found_at.kind)
        return str(register.label) if register else lead.found_at.kind
    return (lead.source if lead else "") or str(_("no contact recorded"))
