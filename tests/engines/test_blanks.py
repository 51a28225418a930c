"""Forms from above: which blanks are found, what they ask for, and that filling changes them alone."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Border, Font, PatternFill, Side

from duikou.engines.blanks import BlankError, fill, find, period_in, propose, scale_in

THIN = Border(*(Side(style="thin") for _ in range(4)))


def book(change=lambda sheet: None) -> bytes:
    """A form as provinces send them: title, unit, two-line head, merged first column, a sum, a chart."""
    file = openpyxl.Workbook()
    sheet = file.active
    sheet.title = "附表1"
    rows = [
        ["对口合作情况调查表"],
        ["填报单位:", None, None, None, "单位:万元"],
        ["类别", "指标名称", "计量单位", "完成情况", None, "备注"],
        [None, None, None, "本年累计", "上年同期", None],
        ["产业", "签约项目数", "个", None, None, None],
        [None, "计划总投资", "万元", None, None, None],
        ["民生", "民生项目数", "个", None, "____", None],
        ["合计", "项目合计", "个", "=D5+D7", "=E5+E7", None],
    ]
    for row in rows:
        sheet.append(row)
    for area in ("A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "A5:A6"):
        sheet.merge_cells(area)
    for row in sheet["A3:F8"]:
        for cell in row:
            cell.border = THIN
    sheet["D5"].font, sheet["D5"].number_format = Font(name="宋体", size=9), "#,##0"
    sheet["D6"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.column_dimensions["B"].width = 33
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=5, max_row=7))
    sheet.add_chart(chart, "H2")
    file.create_sheet("填表说明").append(["一、按月报送。"])
    change(sheet)
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def word() -> bytes:
    file = docx.Document()
    paragraph = file.add_paragraph("截至目前,两市累计签约项目__")
    paragraph.add_run("__").bold = True
    paragraph.add_run("个,计划总投资____亿元;今年开展互访____次。")
    table = file.add_table(3, 3, style="Table Grid")
    for row, texts in enumerate((("指标", "本年", "上年"), ("派出干部(人)", "", ""), ("园区数量(个)", "", ""))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(2, 1).merge(table.cell(2, 2))
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def test_the_blanks_of_a_table_are_named_by_row_and_column():
    found = {blank.place: (blank.row, blank.column, blank.unit) for blank in find(book(), "xlsx")}
    assert found == {
        "附表1!D5": ("产业 签约项目数", "完成情况 本年累计", "个"),
        "附表1!E5": ("产业 签约项目数", "完成情况 上年同期", "个"),
        "附表1!D6": ("产业 计划总投资", "完成情况 本年累计", "万元"),
        "附表1!E6": ("产业 计划总投资", "完成情况 上年同期", "万元"),
        "附表1!D7": ("民生 民生项目数", "完成情况 本年累计", "个"),
        "附表1!E7": ("民生 民生项目数", "完成情况 上年同期", "个"),
        "附表1!B2": ("填报单位:", "", ""),
    }


def test_filling_changes_the_named_cells_alone():
    given = book()
    filled = fill(given, "xlsx", {"附表1!D5": Decimal(28), "附表1!D6": Decimal("1586300.5"), "附表1!B2": "800至1500"})
    before, after = (openpyxl.load_workbook(BytesIO(content)) for content in (given, filled))
    sheet, old = after["附表1"], before["附表1"]
    assert (sheet["D5"].value, sheet["D6"].value, sheet["B2"].value) == (28, 1586300.5, "800至1500")
    assert (sheet["D8"].value, sheet["E5"].value) == ("=D5+D7", None)
    for row in old.iter_rows():
        for cell in row:
            twin = sheet[cell.coordinate]
            assert not cell.has_style or twin._style == cell._style
            assert cell.value == twin.value or cell.coordinate in ("D5", "D6", "B2")
    with ZipFile(BytesIO(given)) as one, ZipFile(BytesIO(filled)) as other:
        changed = {name for name in one.namelist() if one.read(name) != other.read(name)}
        assert one.namelist() == other.namelist() and "xl/charts/chart1.xml" in one.namelist()
    assert changed == {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}
    assert fill(given, "xlsx", {"附表1!D5": Decimal(28)}) == fill(given, "xlsx", {"附表1!D5": Decimal(28)})


def test_what_a_formula_gave_before_is_taken_away_and_worked_out_anew():
    given = book()
    old = (
        b"<f>D5+D7</f><v></v>"
        if b"<v></v>" in ZipFile(BytesIO(given)).read("xl/worksheets/sheet1.xml")
        else b"<f>D5+D7</f><v />"
    )
    filled = ZipFile(BytesIO(fill(given, "xlsx", {"附表1!D5": Decimal(1)})))
    assert old in ZipFile(BytesIO(given)).read("xl/worksheets/sheet1.xml")
    assert b"<f>D5+D7</f></c>" in filled.read("xl/worksheets/sheet1.xml")
    assert b'fullCalcOnLoad="1"' in filled.read("xl/workbook.xml")


def test_the_blanks_of_a_text_are_named_by_their_sentence_and_the_cells_by_their_heads():
    found = {blank.place: (blank.row, blank.column, blank.unit) for blank in find(word(), "docx")}
    assert found == {
        "P0#0": ("截至目前,两市累计签约项目", "", "个"), "P0#1": ("个,计划总投资", "", "亿元"),
        "P0#2": ("今年开展互访", "", "次"), "T0R1C1": ("派出干部(人)", "本年", "人"),
        "T0R1C2": ("派出干部(人)", "上年", "人"), "T0R2C1": ("园区数量(个)", "本年", "个"),
    }  # fmt: skip


def test_a_text_is_filled_in_its_place_with_its_own_looks():
    values = {"P0#0": Decimal(28), "P0#1": "近160", "T0R1C1": Decimal("27"), "T0R2C1": Decimal(2)}
    filled = docx.Document(BytesIO(fill(word(), "docx", values)))
    assert filled.paragraphs[0].text == "截至目前,两市累计签约项目28个,计划总投资近160亿元;今年开展互访____次。"
    assert [cell.text.strip() for row in filled.tables[0].rows[1:] for cell in row.cells] == [
        "派出干部(人)",
        "27",
        "",
        "园区数量(个)",
        "2",
        "2",
    ]
    assert fill(word(), "docx", values) == fill(word(), "docx", values)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_file_that_cannot_be_filled_is_refused_with_what_to_do(form):
    with pytest.raises(BlankError, match="另存"):
        find(b"no file at all", form)
    given = BytesIO(book() if form == "xlsx" else word())
    with ZipFile(given, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(BlankError, match="宏"):
        find(given.getvalue(), form)


def test_a_form_without_blanks_or_with_too_many_says_so():
    target = BytesIO()
    openpyxl.Workbook().save(target)
    with pytest.raises(BlankError, match="没有找到"):
        find(target.getvalue(), "xlsx")

    def lengthen(sheet):
        for number in range(700):
            sheet.append(["甲", f"指标{number}", "个", None])

    with pytest.raises(BlankError, match="至多"):
        find(book(lengthen), "xlsx")


def test_a_place_that_is_gone_is_named():
    for content, form, place in ((book(), "xlsx", "附表1!D99"), (word(), "docx", "T3R0C0"), (word(), "docx", "P99#0")):
        with pytest.raises(BlankError, match=place.rpartition("!")[2]):
            fill(content, form, {place: Decimal(1)})


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=6), st.integers(-5, 10**7)), max_size=6), max_size=8))
def test_any_table_is_read_without_a_fall_and_filled_where_it_says(rows):
    file = openpyxl.Workbook()
    for row in rows:
        try:
            file.active.append(row)
        except openpyxl.utils.exceptions.IllegalCharacterError:
            continue
    target = BytesIO()
    file.save(target)
    try:
        places = [blank.place for blank in find(target.getvalue(), "xlsx")]
    except BlankError:
        return
    filled = openpyxl.load_workbook(BytesIO(fill(target.getvalue(), "xlsx", dict.fromkeys(places, Decimal("7.5")))))
    assert all(filled["Sheet"][place.rpartition("!")[2]].value == 7.5 for place in places)


@pytest.mark.parametrize(
    ("label", "period"),
    [("签约项目 上年同期", "same_last_year"), ("签约项目 上年", "last_year"), ("本月新增", "this_month"),
     ("今年互访", "this_year"), ("截至目前累计", "total"), ("园区数量", "total")],
)  # fmt: skip
def test_the_period_is_read_from_the_words(label, period):
    assert period_in(label) == period


def test_figures_are_proposed_by_their_words_and_units_scale():
    known = {"projects.signed": "签约项目", "projects.investment": "签约项目计划投资", "talent.sent": "派出干部人才"}
    assert propose(("产业 签约项目数", "本年累计"), known)[0] == "projects.signed"
    assert propose(("佛山市", "派出干部(人)"), known)[0] == "talent.sent"
    assert propose(("气温", ""), known) == []
    assert [scale_in(unit) for unit in ("万元", "亿元", "万人次", "元", "个", "")] == [
        10_000,
        100_000_000,
        10_000,
        1,
        1,
        1,
    ]
