"""Papers that wait: drafts of the own side, and what the calendar asks for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.ledger.work import Duty, Text, Work
from duikou.reports.genres.table import last_period, period_for
from duikou.reports.models import Report

# How many days after its period a paper is asked for, and until when.
DUE = {Report.Genre.NOTICE: 25, Report.Genre.QUARTER: 45, Report.Genre.HALF_YEAR: 60, Report.Genre.ANNUAL: 90}


def _open(membership: Membership, today: date) -> QuerySet[Any]:
    stages = [Report.Stage.DRAFT, Report.Stage.CHECKED]
    rows = Report.objects.visible_to(membership).live().filter(side=membership.side, stage__in=stages)
    return rows.prefetch_related("pairing")


def _next_step(report: Report, today: date) -> Text:
    return _("to be issued") if report.stage == Report.Stage.CHECKED else _("to be checked")


def duties(membership: Membership, today: date) -> list[Duty]:
    """Periodic papers whose period is over and which the own side has not begun."""
    if not membership.may("papers"):
        return []
    own = (
        Report.objects.visible_to(membership).live().filter(side=membership.side).exclude(stage=Report.Stage.WITHDRAWN)
    )
    begun = set(own.filter(as_of__gte=today - timedelta(days=400)).values_list("genre", "as_of"))
    wanted = [(genre, last_period(genre, today)) for genre, days in DUE.items() if _is_due(genre, today, days)]
    return [_duty(genre, day) for genre, day in wanted if (genre.value, day) not in begun]


def _is_due(genre: Report.Genre, today: date, days: int) -> bool:
    day = last_period(genre, today)
    half_year_of_december = genre == Report.Genre.HALF_YEAR and day.month == 12  # the annual summary covers it
    return (today - day).days <= days and not half_year_of_december


def _duty(genre: Report.Genre, day: date) -> Duty:
    url = f"{reverse('report-write')}?{urlencode({'genre': genre.value, 'as_of': day.isoformat()})}"
    period = {"since": period_for(genre, day), "until": day}
    return Duty(str(genre.label), _("for %(since)s – %(until)s") % period, url)


work = [Work("papers", gettext_lazy("Reports not yet issued"), "papers", _open, _next_step)]
