"""Papers for the synthetic pairing: a template, a brief that was issued, and the annual summary as a draft."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.ledger.synthetic import Draw
from duikou.regions.models import Pairing
from duikou.reports import actions
from duikou.reports.genres.table import last_period
from duikou.reports.models import Report, ReportTemplate

draws: list[tuple[int, Draw]] = []
TEXT = """# 总体情况
截至目前,双方累计签约项目{{ projects.signed }},其中民生项目{{ projects.signed category=livelihood }}。
# 分领域情况
{% chapter farming %}
{% table projects.signed by=category %}
"""


def closing(pairing: Pairing, clerks: dict[str, Membership], until: datetime) -> None:
    by = Actor(clerks["a"], until)
    with translation.override("zh-hans"):
        actions.save_template(ReportTemplate(), title="领导参阅(演示)", text=TEXT, by=by)
        day = last_period(Report.Genre.QUARTER, by.today)
        brief = actions.draft(actions.ask("quarter", as_of=day, pairing=pairing), by=by)
        actions.issue(actions.check(brief, by=by), by=by)
        actions.draft(actions.ask("annual", as_of=by.today, pairing=pairing), by=by)
