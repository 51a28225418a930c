"""Sheets of offices become records: every row has a verdict, nothing is lost, all can be taken back."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duikou.engines.quantities import parse
from duikou.engines.sheets import CellError, SheetError, find_table, head_of, read_date, read_quantity, read_sheets
from duikou.ledger import actions, export, importing
from duikou.ledger.discovery import registers
from duikou.ledger.history import problems
from duikou.ledger.import_rows import KINDS, plan
from duikou.ledger.models import File, ImportRun, Record, State
from duikou.parties.models import Organisation
from duikou.projects.models import Lead, Project

DAY = date(2026, 11, 20)


def sheet(*rows) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet("台账")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return target.getvalue()


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("2019年6月中旬", None, date(2019, 6, 11)),
        ("6月16日", 2019, date(2019, 6, 16)),
        ("2019.6.16", None, date(2019, 6, 16)),
        ("2019-06-16 10:30:00", None, date(2019, 6, 16)),
        (43632, None, date(2019, 6, 16)),
        ("19/6/16", None, date(2019, 6, 16)),
        ("2019年6月", None, date(2019, 6, 1)),
        ("", None, None),
    ],
)
def test_dates_as_offices_write_them(text, year, day):
    assert read_date(text, year) == day


@pytest.mark.parametrize("text", ["6月16日", "2019年13月1日", "明年", "2019-02-30", "16日上午"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(CellError):
        read_date(text)


def test_amounts_take_the_scale_of_their_head_unless_they_bring_their_own():
    assert head_of("投资额(万元)").scale == "万"
    assert read_quantity(15863, "万").low == Decimal(158_630_000)
    assert read_quantity("约2亿元", "万") == parse("约2亿元")[0]
    assert read_quantity("800~1500", "").high == 1500
    assert read_quantity(0.1 + 0.2).low == Decimal("0.3")


def test_a_head_over_two_lines_under_a_title_is_found():
    rows = [
        ["2019年项目台账", "", "", ""],
        ["项目名称", "投资", "", "签约"],
        ["", "总投资(万元)", "到位(万元)", "日期"],
        ["甲", 1, 2, "6月1日"],
        ["合计", 1, 2, ""],
    ]
    table = find_table(rows, {"title": ["项目名称"], "investment": ["总投资"], "paid": ["到位"], "on": ["日期"]})
    assert table.columns == {"title": 0, "investment": 1, "paid": 2, "on": 3}
    assert [number for number, _row in table.rows] == [4]
    assert table.year == 2019


def test_gb18030_and_broken_files():
    assert read_sheets("名称,日期\n甲,2019\n".encode("gb18030"), "a.csv")[0].rows[0] == ["名称", "日期"]
    for content, name in [(b"PK junk", "a.xlsx"), (b"\x00\x01", "a.xls"), (b"x", "a.pdf")]:
        with pytest.raises(SheetError):
            read_sheets(content, name)


def test_a_zip_bomb_and_macros_are_refused():
    for name, size in [("xl/worksheets/sheet1.xml", 50_000_000), ("xl/vbaProject.bin", 10)]:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(name, b"0" * size)
        with pytest.raises(SheetError):
            read_sheets(target.getvalue(), "a.xlsx")


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 16_383), (1_048_575, 700), (60_000, 5_000)])
def test_one_cell_far_away_is_no_bomb(row, column):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write(0, 0, "x")
        page.write(row, column, "x")
    with pytest.raises(SheetError):
        read_sheets(target.getvalue(), "a.xlsx")


def test_a_stray_cell_beside_a_small_table_is_read():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["名称", "日期"])
        page.write(4, 16_383, "x")
    assert read_sheets(target.getvalue(), "a.xlsx")[0].rows[0][:2] == ["名称", "日期"]


@pytest.fixture
def projects():
    return registers()["projects"]


HEAD = ["项目名称", "日期", "类别", "阶段", "投资方", "计划总投资(万元)", "签约日期"]


def test_each_row_has_one_verdict_that_says_where_and_why(cast, projects):
    actions.enter(Organisation, {"title": "佛山市冠牌不锈钢有限公司", "happened_on": DAY}, by=cast.by(cast.north))
    cast.project("旧项目")
    content = sheet(
        HEAD,
        ["新项目", "2026-11-01", "产业", "签约", "佛山市冠牌不锈钢有限公司", 15863, "2026-11-01"],
        ["旧项目", "2026-11-20", "产业", "签约", "", 20000, "2026-11-20"],
        ["旧项目", "2026-10-01", "产业", "签约", "", 1, ""],
        ["坏项目", "昨天", "产业", "储备", "", 1, ""],
        ["无类别项目", "2026-11-01", "航天", "储备", "", 1, ""],
        ["似是而非", "2026-11-01", "产业", "储备", "冠牌不锈钢管", 1, ""],
        ["新项目", "2026-11-01", "产业", "储备", "", 1, ""],
    )
    found = plan(projects, content, "a.xlsx", member=cast.north)
    kinds = [verdict.kind for verdict in found.verdicts]
    assert kinds == ["new", "changed", "doubtful", "refused", "refused", "doubtful", "doubtful"]
    assert [verdict.cell for verdict in found.verdicts][3:5] == ["B5", "C6"]
    assert "冠牌不锈钢" in found.verdicts[5].why
    assert found.counts["rows"] == sum(found.counts[kind] for kind in KINDS) == 7
    assert found.verdicts[0].values["investment_planned"].low == 158_630_000


def test_a_required_field_that_the_sheet_lacks_refuses_the_row(cast, projects):
    found = plan(projects, sheet(["项目名称", "日期"], ["甲", "2026-11-01"]), "a.xlsx", member=cast.north)
    assert found.counts["refused"] == 1


def test_all_or_nothing_then_the_good_rows_then_undo(cast, projects):
    old = cast.project("旧项目")
    content = sheet(
        HEAD,
        ["甲", "2026-11-01", "产业", "储备", "", 1, ""],
        ["旧项目", "2026-11-20", "民生", "", "", 7, ""],
        ["乙", "x", "产业", "储备", "", 1, ""],
    )
    run, found = importing.prepare(projects, content, "a.xlsx", by=cast.by(cast.north))
    with pytest.raises(ValidationError):
        importing.commit(run, found, by=cast.by(cast.north))
    assert Project.objects.count() == 1
    importing.commit(run, found, by=cast.by(cast.north), good_rows_only=True)
    importing.commit(run, found, by=cast.by(cast.north), good_rows_only=True)
    made = Project.objects.get(title="甲")
    old.refresh_from_db()
    assert (made.state, old.investment_planned) == (State.REPORTED, Decimal(70_000))
    assert importing.undo(run, by=cast.by(cast.north)) == 2
    assert importing.undo(run, by=cast.by(cast.north)) == 0
    old.refresh_from_db()
    assert (list(Project.objects.live()), old.investment_planned) == ([old], Decimal(200_000_000))
    assert list(problems()) == []


def test_an_old_workbook_is_taken_in_and_kept_as_evidence(cast, client):
    client.force_login(cast.user("n.clerk"))
    upload = io.BytesIO(Path(__file__).with_name("leads.xls").read_bytes())
    upload.name = "线索.xls"
    page = client.post("/import/leads/", {"file": upload}, follow=True)
    client.post(page.request["PATH_INFO"] + "commit/")
    assert list(Lead.objects.order_by("happened_on").values_list("title", "happened_on")) == [
        ("乙线索", date(2026, 11, 11)),
        ("甲线索", date(2026, 11, 20)),
    ]
    assert File.objects.get().name == "线索.xls"


def test_a_name_that_is_explained_once_is_known_from_then_on(cast, client):
    firm = actions.enter(
        Organisation, {"title": "佛山市冠牌不锈钢有限公司", "happened_on": DAY}, by=cast.by(cast.north)
    )
    client.force_login(cast.user("n.clerk"))

    def upload(title: str) -> str:
        file = io.BytesIO(sheet(["线索名称", "日期", "意向投资方"], [title, "2026-11-20", "冠牌不锈钢管"]))
        file.name = "线索.xlsx"
        return client.post("/import/leads/", {"file": file}, follow=True).request["PATH_INFO"]

    address = upload("甲线索")
    assert ImportRun.objects.get().verdicts["names"] == [
        ["prospect", "冠牌不锈钢管", 1, [[str(firm.pk), firm.title, True]]]
    ]
    assert firm.title in client.get(address).content.decode()
    client.post(address, {"of": "prospect", "name": "冠牌不锈钢管", "meant": str(firm.pk)})
    client.post(address + "commit/")
    client.post(upload("乙线索") + "commit/")
    assert list(Lead.objects.values_list("prospect", flat=True)) == [firm.pk, firm.pk]


def test_two_of_one_name_are_told_apart_by_their_number(cast):
    for day in (DAY, date(2026, 11, 21)):
        cast.project("钢管项目", happened_on=day)
    head = ["项目", "产品", "数量", "名称", "日期"]
    one = Project.objects.first()
    rows = [[name, "钢管", 1, f"产量{number}", "2026-11-20"] for number, name in enumerate(("钢管项目", str(one.pk)))]
    found = plan(registers()["outputs"], sheet(head, *rows), "a.xlsx", member=cast.north)
    assert [verdict.kind for verdict in found.verdicts] == ["doubtful", "new"]
    assert found.verdicts[1].values["belongs_to"] == one


def test_what_is_moved_on_step_by_step_is_not_moved_by_a_sheet(cast, projects):
    cast.project("旧项目")
    content = sheet(HEAD, ["旧项目", "2026-11-20", "产业", "开工", "", 20000, "2026-11-20"])
    found = plan(projects, content, "a.xlsx", member=cast.north)
    assert (found.verdicts[0].kind, found.verdicts[0].cell) == ("refused", "D2")


def test_a_record_that_stands_twice_in_a_sheet_is_doubtful_the_second_time(cast, projects):
    cast.project("旧项目")
    row = ["旧项目", "2026-11-20", "民生", "签约", "", 1, "2026-11-20"]
    found = plan(projects, sheet(HEAD, row, row), "a.xlsx", member=cast.north)
    assert [verdict.kind for verdict in found.verdicts] == ["changed", "doubtful"]


def test_what_was_changed_since_is_not_undone(cast, projects):
    run, found = importing.prepare(
        projects, sheet(HEAD, ["甲", "2026-11-01", "产业", "储备", "", 1, ""]), "a.xlsx", by=cast.by(cast.north)
    )
    importing.commit(run, found, by=cast.by(cast.north))
    actions.amend(Project.objects.get(), {"site": "经开区"}, by=cast.by(cast.north))
    with pytest.raises(ValidationError):
        importing.undo(run, by=cast.by(cast.north))
    assert Project.objects.live().count() == 1


def test_the_other_sides_rows_can_be_there_unchanged_but_not_changed(cast, projects, tmp_path):
    cast.project("北方项目")
    path = tmp_path / "p.xlsx"
    export.to_file(projects, cast.pairing, path)
    assert plan(projects, path.read_bytes(), "p.xlsx", member=cast.south).counts["same"] == 1
    Project.objects.update(site="别处")
    assert (
        plan(projects, path.read_bytes(), "p.xlsx", member=cast.south).counts["same"] == 1
    )  # a blank cell says nothing


titles = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
    lambda text: text.strip()
)
amounts = st.decimals(0, 10**12, places=4, allow_nan=False)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title=titles, note=titles, amount=amounts, form=st.sampled_from(["xlsx", "csv"]))
def test_what_export_writes_import_reads_back_as_the_same(cast, projects, tmp_path, title, note, amount, form):
    from duikou.engines.quantities import Quantity

    Record.objects.filter(kind="projects.project").update(trashed_at=cast.by(cast.north).at)
    cast.project(title, note=note, site=note[:20], investment_planned=Quantity(amount))
    path = tmp_path / f"p.{form}"
    export.to_file(projects, cast.pairing, path)
    found = plan(projects, path.read_bytes(), path.name, member=cast.north)
    assert found.counts["same"] == found.counts["rows"] == 1, found.verdicts


cells = st.one_of(
    st.text(max_size=12), st.integers(-(10**18), 10**18), st.floats(), st.booleans(), st.dates(), st.just("")
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.lists(cells, min_size=7, max_size=7), max_size=4))
def test_random_cells_never_raise_but_give_verdicts(cast, projects, rows):
    from duikou.engines.sheets import find_table
    from duikou.ledger.import_rows import judged, words_of

    table = find_table([HEAD, *rows], words_of(projects))
    verdicts = list(judged(projects, table, cast.north, {}))
    assert len(verdicts) == len(table.rows)
    assert all(
        verdict.kind in KINDS and (verdict.why or verdict.kind in ("new", "changed", "same")) for verdict in verdicts
    )


def test_the_wizard_in_the_browser(cast, client):
    client.force_login(cast.user("n.clerk"))
    upload = io.BytesIO("线索名称,日期,发现途径\n甲线索,2026-11-20,互访\n乙线索,某日,互访\n".encode())
    upload.name = "线索.csv"
    page = client.post("/import/leads/", {"file": upload}, follow=True)
    address = page.request["PATH_INFO"]
    assert "某日" in page.content.decode()
    assert client.get(address + "verdicts.xlsx").status_code == 200
    assert client.get("/import/leads/template.xlsx").status_code == 200
    client.post(address + "commit/")
    assert not Lead.objects.exists()
    client.post(address + "commit/", {"good": ""})
    assert list(Lead.objects.values_list("title", "state")) == [("甲线索", "reported")]
    client.post(address + "undo/")
    assert not Lead.objects.live().exists()
    client.force_login(cast.user("s.clerk"))
    assert client.get(address).status_code == 404
