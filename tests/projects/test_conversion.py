"""From the contact to jobs: the page's numbers are those of the records."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from duikou.exchanges.models import Talk
from duikou.ledger import actions
from duikou.projects.actions import promote
from duikou.projects.conversion import groups
from duikou.projects.models import Lead

DAY = date(2026, 11, 25)


def told(cast, title, found_at=None, **values):
    given = {"title": title, "happened_on": date(2026, 11, 1), "found_at": found_at, **values}
    lead = actions.enter(Lead, given, by=cast.by(cast.north))
    actions.report(lead, by=cast.by(cast.north))
    return lead


def test_the_funnel_by_source_tells_leads_lost_and_leads_that_went_on(cast):
    talk = actions.enter(
        Talk, {"title": "对接会", "happened_on": date(2026, 10, 30), "mode": "one_to_one"}, by=cast.by(cast.north)
    )
    promote(told(cast, "甲", talk), category="industry", by=cast.by(cast.north))
    told(cast, "乙", talk, status="dropped", dropped_because="无意向")
    told(cast, "丙", source="老乡介绍")
    cast.project()
    found = {group.label: [step.reached for _label, step in group.steps] for group in groups(cast.north, "source", DAY)}
    assert found == {
        "对接洽谈": [2, 1, 0, 0, 0, 0, 0],
        "老乡介绍": [1, 0, 0, 0, 0, 0, 0],
        "未记录来源": [1, 1, 1, 0, 0, 0, 0],
    }
    first = next(group for group in groups(cast.north, "source", DAY) if group.label == "对接洽谈").steps[0][1]
    assert (first.lost, first.waiting) == (1, 0)


def test_the_page_counts_queries_that_do_not_grow(cast, client, django_assert_max_num_queries):
    for number in range(5):
        told(cast, f"线索{number}")
        cast.project(f"项目{number}")
    client.force_login(cast.user("n.clerk"))
    with django_assert_max_num_queries(14):
        page = client.get("/projects/conversion/?by=side")
    assert "北市" in page.content.decode()


def test_the_partners_sheet_beside_our_records(cast, client):
    cast.project("钢管项目")
    cast.project("只在我方的项目")
    sheet = "项目名称,日期,计划总投资(万元)\n钢管项目,2026-11-20,15863\n对方独有的食品厂,2026-11-02,800\n".encode()
    client.force_login(cast.user("n.clerk"))
    page = client.post("/reconcile/projects/sheets/", {"right": SimpleUploadedFile("对方.csv", sheet)})
    assert page.context["counts"] == (0, 1, 1, 1)
    assert "只在我方的项目" in page.content.decode()
    assert "对方独有的食品厂" in page.content.decode()
    bad = client.post("/reconcile/projects/sheets/", {"right": SimpleUploadedFile("x.csv", b"\x00\x01")})
    assert "counts" not in bad.context
