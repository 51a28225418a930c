"""A report's page: the draft as it would be now, or the figures as issued with what they are now."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Membership
from duikou.assessment.models import Round
from duikou.conferences.models import Conference
from duikou.ledger.models import Record
from duikou.ledger.panel import Panel
from duikou.projects.models import Project
from duikou.reports.models import Report
from duikou.reports.views import preview_of
from duikou.tasks.models import Circular, Order

Context = dict[str, Any]


def _draft(report: Report, membership: Membership, today: date) -> Context | None:
    return preview_of(report, membership) if report.is_open else None


def _frozen(report: Report, membership: Membership, today: date) -> Context | None:
    if report.is_open:
        return None
    rows = [
        (one, f"{reverse('figure', args=[one.key])}?{urlencode({**one.words(), 'issue': report.pk})}")
        for one in report.figures.all()
    ]
    return {"report": report, "rows": rows}


def _facts(report: Report, membership: Membership, today: date) -> Context:
    held = report.evidence.filter(trashed_at__isnull=True, file__isnull=False).select_related("file")
    files = [(item.file.name.rpartition(".")[2].upper(), item.pk) for item in held if item.file]
    return {"report": report, "files": files, "own": membership.may("papers") and membership.side == report.side}


def _papers_on(*genres: Report.Genre) -> Any:
    """Papers about a record, and the links that begin one."""

    def context(record: Record, membership: Membership, today: date) -> Context | None:
        papers = Report.objects.visible_to(membership).live().filter(about_id=record.pk).order_by("-happened_on")[:20]
        links = [
            (genre.label, f"{reverse('report-write')}?{urlencode({'genre': genre.value, 'about': record.pk})}")
            for genre in genres if membership.may("papers")
        ]  # fmt: skip
        return {"papers": papers, "links": links} if papers or links else None

    return context


G = Report.Genre
panels = [
    Panel(Report, _("The paper"), _facts, "reports/panels/facts.html", first=True),
    Panel(Report, _("As it would be issued now"), _draft, "reports/panels/draft.html", first=True),
    Panel(Report, _("Figures as issued"), _frozen, "reports/panels/frozen.html"),
    Panel(Conference, _("Papers"), _papers_on(G.AGENDA, G.MINUTES), "reports/panels/papers.html"),
    Panel(Project, _("Papers"), _papers_on(G.PROJECT), "reports/panels/papers.html"),
    Panel(Order, _("Papers"), _papers_on(G.ORDER), "reports/panels/papers.html"),
    Panel(Circular, _("Papers"), _papers_on(G.NOTICE), "reports/panels/papers.html"),
    Panel(Round, _("Papers"), _papers_on(G.RESULT), "reports/panels/papers.html"),
]
