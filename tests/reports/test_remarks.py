"""What the checker remarks on our own papers: nothing on sentences composed from figures, all that a template gets wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from duikou.accounts.models import Membership
from duikou.engines.quantities import parse
from duikou.ledger import synthetic
from duikou.ledger.proof import remarks_on
from duikou.reports import actions
from duikou.reports.desk import desk_of
from duikou.reports.genres import compose
from duikou.reports.models import ReportTemplate
from duikou.reports.plain import prose_of

DAY = date(2026, 11, 24)
TRUE = "# 总体\n累计签约项目{{ projects.signed }},计划总投资{{ projects.investment_planned }}。"
WRONG = "# 总体\n累计签约项目{{ projects.signed }}。\n# 项目\n两市累计签约项目7个。"


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


def remarks(cast, text):
    by = cast.by(cast.north)
    for title in ("甲", "乙", "丙"):
        cast.project(title, happened_on=DAY, signed_on=DAY, investment_planned=parse("1.5亿元")[0])
    template = actions.save_template(ReportTemplate(), title="季报", text=text, by=by)
    asked = actions.ask("template", as_of=DAY, pairing=cast.pairing, template=template)
    return remarks_on(prose_of(compose(desk_of(actions.draft(asked, by=by), cast.north))), cast.pairing, DAY)


def test_a_paper_composed_from_figures_has_no_remark(cast):
    assert remarks(cast, TRUE) == []


def test_a_template_that_contradicts_the_ledger_has_one(cast):
    assert [one.severity for one in remarks(cast, WRONG)].count("error") >= 1
    assert "7个" in "".join(one.quote for one in remarks(cast, WRONG))


@pytest.mark.slow
def test_the_annual_summary_of_the_synthetic_pairing_has_no_remark(db):
    pairing = synthetic.generate(until=datetime(2026, 11, 24, tzinfo=UTC), size=300)
    member = Membership.objects.filter(pairing=pairing).exclude(side="").first()
    paper = compose(desk_of(actions.ask("annual", as_of=DAY, pairing=pairing), member))
    assert len(prose_of(paper)) > 1000
    assert remarks_on(prose_of(paper), pairing, DAY) == []
