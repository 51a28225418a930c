"""Registers: keyset pages hold every row once, filters stay in the address, sheets run nothing."""

from datetime import date, timedelta

import pytest

from duikou.engines.sheets import marked
from duikou.ledger import paging
from duikou.ledger.discovery import registers
from duikou.projects.models import Project


@pytest.mark.parametrize("sort", ["happened_on", "title", "signed_on", "investment_planned"])
@pytest.mark.parametrize("down", [True, False])
def test_pages_forwards_and_back_hold_every_row_once(cast, sort, down):
    for number in range(11):
        values = {} if number % 3 else {"signed_on": None, "stage": "reserve", "investment_planned": None}
        cast.project(f"项目{number % 4}", happened_on=date(2026, 11, 1) + timedelta(days=number // 3), **values)
    rows = Project.objects.all()
    seen, page = [], paging.page(rows, sort=sort, down=down, size=4)
    seen += page.rows
    while page.after:
        last = page
        page = paging.page(rows, sort=sort, down=down, after=page.after, size=4)
        seen += page.rows
    assert len({row.pk for row in seen}) == len(seen) == 11
    back = paging.page(rows, sort=sort, down=down, before=page.before, size=4)
    assert [row.pk for row in back.rows] == [row.pk for row in last.rows]


def test_a_cursor_that_means_nothing_gives_the_first_page(cast):
    cast.project()
    assert len(paging.page(Project.objects.all(), sort="title", down=False, after="nonsense").rows) == 1


def test_filters_and_sort_come_from_the_address(cast, client):
    cast.project("不锈钢")
    cast.project("钾肥", category="farming")
    client.force_login(cast.user("n.clerk"))
    page = client.get("/projects/?category=farming&q=钾&sort=title").content.decode()
    assert "钾肥" in page
    assert "不锈钢" not in page
    assert client.get("/nothing/").status_code == 404


def test_exports_run_nothing(cast, client):
    cast.project("=1+1")
    client.force_login(cast.user("n.clerk"))
    text = b"".join(client.get("/projects/export.csv").streaming_content).decode("utf-8-sig")
    assert "'=1+1" in text
    assert marked("-2") == "'-2"
    sheet = client.get("/projects/export.xlsx")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"


def test_a_form_with_a_wrong_quantity_says_how_to_mend_it(cast, client):
    client.force_login(cast.user("n.clerk"))
    form = {"title": "x", "happened_on": "2026-11-20", "category": "industry", "stage": "reserve", "investment_planned": "很多",
            "signed_precision": "day", "started_precision": "day"}  # fmt: skip
    page = client.post("/projects/new/", form)
    assert "“很多”不是数量" in page.content.decode()
    assert not Project.objects.exists()
    done = client.post("/projects/new/", {**form, "investment_planned": "约1.5亿元", "report": ""})
    assert done.status_code == 302
    assert (Project.objects.get().investment_planned, Project.objects.get().state) == (150_000_000, "reported")


def test_every_register_opens_its_list_and_its_form(cast, client):
    client.force_login(cast.user("n.clerk"))
    for name in registers():
        assert client.get(f"/{name}/").status_code == 200
        form = client.get(f"/{name}/new/").status_code
        assert form == (200 if registers()[name].by_hand else 404), name
