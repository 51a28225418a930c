from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse

from duikou.accounts.models import Membership
from duikou.ledger.card import Stated
from duikou.reports.freezing import difference
from duikou.reports.models import FrozenFigure, Report


def stated(issue: str, key: str, where: Mapping[str, str], membership: Membership) -> Stated | None:
    try:
        papers = Report.objects.visible_to(membership).filter(pk=UUID(issue))
    except ValueError:
        return None
    rows = FrozenFigure.objects.filter(report__in=papers, key=key).select_related("report__pairing")
    found = next((row for row in rows if row.where == dict(where)), None)
    if found is None:
        return None
    now, report = difference(found, membership), found.report
    return Stated(
        f"{report.title} {report.number_shown}".strip(), report.get_absolute_url(),
        reverse("report-differences", args=[report.pk]), found.quantity, found.rule_version, found.records,
        report.known_at, not (now.value_differs or now.added or now.went or now.changed),
    )  # fmt: skip
