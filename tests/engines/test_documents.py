"""Official documents read back: the .docx by python-docx and LibreOffice, the .pdf by poppler, the .xlsx by openpyxl."""

from __future__ import annotations

import os
import random
import re
import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from duikou.engines.documents import (
    Cell,
    Document,
    DocumentError,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
    render,
)
from duikou.engines.documents.layout import FACES, MM
from duikou.engines.documents.measure import chinese, title_lines, width
from duikou.engines.documents.pdf import FONTS, faces, fonts

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
SENTENCE = "两市共签约项目28个，总投资额158.63亿元，其中开工12个、投产5个，带动就业近1300人。"
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
CLOSING = "，。、；：！？）》”〕%"


def text(words: str, **own: object) -> Paragraph:
    return Paragraph((Run(words),), **own)


def tasks(count: int) -> Table:
    rows = (
        (
            Cell(str(number)),
            Cell(f"推动第{number}批产业项目落地并形成实物工作量", link=f"https://ledger.example/tasks/{number}/"),
            Cell("市工信局"),
            Cell("2026年12月31日"),
            Cell(f"{number * 1234.5:,.1f}", numeric=True),
        )
        for number in range(1, count + 1)
    )
    return Table(("序号", "任务名称", "责任单位", "完成时限", "投资额"), tuple(rows), title="重点任务", unit="万元")


FULL = Document("满页", tuple(text("我" * 28 * 5) for _ in range(12)))
PLAIN = Document("情况说明", (text(SENTENCE * 3),), signature="市对口办", dated=date(2026, 1, 2))
NOTICE = Document(
    title="关于2026年11月对口合作重点任务进展情况的通报",
    red_head="甲市对口合作工作领导小组办公室文件",
    number="甲对口办〔2026〕11号",
    recipients="各县（区）人民政府，市直有关单位",
    blocks=(
        Heading(1, "总体情况"),
        Paragraph((Run("累计签约项目"), Run("28", link="https://ledger.example/figures/projects.signed/", key="projects.signed"), Run("个。"))),
        Heading(2, "产业合作"), text(SENTENCE), Heading(3, "装备制造"), text(SENTENCE),
        Heading(4, "钢管项目"), text(SENTENCE), Heading(2, "农业合作"), text(SENTENCE * 6), Heading(1, "下步工作"), text(SENTENCE * 2),
    ),
    attachments=("重点任务进展情况表", "超期未办结事项清单"),
    signature="甲市对口合作工作领导小组办公室",
    dated=date(2026, 11, 24),
    copies_to="市委办公室，市人大常委会办公室，市政府办公室，市政协办公室，乙市对口办",
    subject="通报",
)  # fmt: skip
SUMMARY = replace(
    NOTICE, title="甲市与乙市2026年度对口合作工作总结", red_head="", number="", copies_to="",
    blocks=(*NOTICE.blocks, tasks(60), text(SENTENCE * 8), PageBreak(), Heading(1, "打算"), text(SENTENCE * 30)),
    sources=(text("数据取自双方确认的台账。"), replace(tasks(30), title="")),
)  # fmt: skip
ORDER = replace(
    NOTICE, title="督办单", attachments=(), blocks=(text(SENTENCE), tasks(3), text(SENTENCE)), copies_to="乙市对口办"
)
LEDGER = Document("对口合作重点任务台账", (tasks(40),), landscape=True)
SAMPLES = {"full": FULL, "plain": PLAIN, "notice": NOTICE, "summary": SUMMARY, "order": ORDER, "ledger": LEDGER}


@dataclass(frozen=True)
class Word:
    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def words(pdf: bytes) -> list[Word]:
    """Every word of a .pdf with its box, pages from 1."""
    given = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    page, found = 0, []
    for element in ElementTree.fromstring(given.stdout).iter():
        page += element.tag.endswith("page")
        if element.tag.endswith("word"):
            box = (float(element.get(side)) for side in ("xMin", "yMin", "xMax", "yMax"))
            found.append(Word(page, *box, element.text))
    return found


def lines(pdf: bytes, page: int) -> list[list[Word]]:
    """The words of a page line by line, the page number apart."""
    rows: dict[int, list[Word]] = {}
    for word in words(pdf):
        if word.page == page and word.bottom < BOTTOM + 3:
            rows.setdefault(round((word.top + word.bottom) / 2 / 5), []).append(word)
    return [sorted(row, key=lambda word: word.left) for _, row in sorted(rows.items())]


def written(document: Document, form: str = "pdf") -> bytes:
    return render(document, form, created_at=NOON)


def word_of(document: Document) -> docx.document.Document:
    return docx.Document(BytesIO(written(document, "docx")))


@pytest.fixture(scope="module")
def notice() -> docx.document.Document:
    return word_of(NOTICE)


def test_the_page_of_a_word_file_is_that_of_the_standard(notice):
    section = notice.sections[0]
    assert [
        round(side.mm)
        for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    ] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    block = section.page_height.twips - section.top_margin.twips - section.bottom_margin.twips
    assert block // int(grid.get(qn("w:linePitch"))) == 22


def test_the_parts_of_the_settings_stand_where_word_looks_for_them(notice):
    names = [element.tag.rpartition("}")[2] for element in notice.settings.element]
    order = ["evenAndOddHeaders", "characterSpacingControl", "compat", "rsids"]
    assert [name for name in names if name in order] == order
    assert notice.settings.element.xpath("w:characterSpacingControl/@w:val") == ["compressPunctuation"]


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Title", "方正小标宋简体", 22), ("Body Text", "仿宋_GB2312", 16), ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16), ("Heading 3", "仿宋_GB2312", 16), ("Heading 4", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14), ("版记", "仿宋_GB2312", 14),
    ],
)  # fmt: skip
def test_the_styles_of_a_word_file_name_the_faces_of_offices(notice, style, face, size):
    found = notice.styles[style]
    fonts = found.element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii")) == face
    assert found.font.size.pt == size


def test_body_lines_hold_28_characters_and_begin_two_in(notice):
    style = notice.styles["Body Text"]
    place = style.element.pPr.find(qn("w:ind"))
    assert place.get(qn("w:firstLineChars")) == "200"
    assert style.paragraph_format.line_spacing.pt == pytest.approx(28.95)
    spacing = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val")))
    section = notice.sections[0]
    room = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
    assert room // (16 * 20 + spacing) == 28


def test_headings_are_word_headings_numbered_in_the_set_order(notice):
    found = [
        (paragraph.style.name, paragraph.text) for paragraph in notice.paragraphs if "Heading" in paragraph.style.name
    ]
    assert found == [
        ("Heading 1", "一、总体情况"), ("Heading 2", "（一）产业合作"), ("Heading 3", "1.装备制造"),
        ("Heading 4", "（1）钢管项目"), ("Heading 2", "（二）农业合作"), ("Heading 1", "二、下步工作"),
    ]  # fmt: skip


def test_a_word_file_has_fields_links_and_tables_to_write_on():
    word = word_of(SUMMARY)
    for footer, side in ((word.sections[0].footer, "right"), (word.sections[0].even_page_footer, "left")):
        assert footer.paragraphs[0].text.replace("1", "") == "—  —"
        assert footer._element.find(f".//{qn('w:fldSimple')}").get(qn("w:instr")).strip() == "PAGE"
        assert footer._element.find(f".//{qn('w:jc')}").get(qn("w:val")) == side
    assert word.settings.odd_and_even_pages_header_footer
    table = word.tables[0]
    assert (len(table.rows), table.style.name) == (61, "Table Grid")
    assert table.cell(1, 1).text == "推动第1批产业项目落地并形成实物工作量"
    links = [link.address for paragraph in word.paragraphs for link in paragraph.hyperlinks]
    assert links == ["https://ledger.example/figures/projects.signed/"]


def test_a_full_page_has_22_lines_of_28_characters():
    pdf = written(FULL)
    page = lines(pdf, 2)
    assert len(page) == 22
    full = [row for row in page if row[0].left < LEFT + 1 and len(row) == 1 and len(row[0].text) > 2]
    assert len(full) >= 12
    for row in full:
        assert (len(row[0].text), round(row[0].left - LEFT), round(row[0].right - RIGHT)) == (28, 0, 0)
    assert page[0][0].top >= TOP and page[-1][0].bottom <= BOTTOM
    assert [round(below[0].top - above[0].top, 1) for above, below in pairwise(page)] == pytest.approx(
        [28.95] * 21, abs=0.1
    )


def test_page_numbers_stand_outside_seven_millimetres_below_the_text():
    numbers = [word for word in words(written(FULL)) if word.top > BOTTOM]
    digits = [word for word in numbers if word.text.isdigit()]
    assert [word.text for word in digits] == ["1", "2", "3", "4"]
    assert all((word.left > 105 * MM) == (int(word.text) % 2 == 1) for word in digits)
    assert all((word.top + word.bottom) / 2 - BOTTOM == pytest.approx(7 * MM, abs=MM) for word in digits)
    assert [word.text for word in numbers if not word.text.isdigit()] == ["—"] * 8


def test_the_notice_has_its_red_head_rule_and_places():
    pdf = written(NOTICE)
    found = words(pdf)
    head = next(word for word in found if word.text == NOTICE.red_head)
    assert head.top - TOP == pytest.approx(35 * MM, abs=6) and head.right <= RIGHT
    assert pdf != b"" and (head.left + head.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=2)
    office = next(word for word in found if word.text == NOTICE.signature and word.bottom < 240 * MM)
    day = [word for word in found if word.page == office.page and 20 < word.top - office.top < 40]
    assert "".join(word.text for word in day) == "2026年11月24日"
    assert (day[0].left + day[-1].right) / 2 == pytest.approx((office.left + office.right) / 2, abs=3)
    foot = "".join(word.text for word in lines(pdf, len(PdfReader(BytesIO(pdf)).pages))[-1])
    assert foot == f"{NOTICE.signature}2026年11月24日印发"


def test_attachments_stand_under_each_other_two_characters_in():
    found = [word for word in words(written(NOTICE)) if re.search(r"^(附件：1|2)\.", word.text)]
    assert [word.text for word in found] == ["附件：1.重点任务进展情况表", "2.超期未办结事项清单"]
    assert found[0].left - LEFT == pytest.approx(32, abs=1)
    assert found[1].left - found[0].left == pytest.approx(3 * 15.75, abs=1)


def test_no_line_begins_with_closing_or_ends_with_opening_punctuation():
    chance = random.Random(9704)
    given = "".join(
        chance.choice("我们要把工作做好2019") + chance.choice(("", "", "，", "。", "、", "（一）", "“好”"))
        for _ in range(1500)
    )
    pdf = written(Document("标点", (text(given),)))
    for page in range(1, len(PdfReader(BytesIO(pdf)).pages) + 1):
        for row in lines(pdf, page):
            assert row[0].text[0] not in CLOSING and row[-1].text[-1] not in "（《“〔", row


def test_the_faces_of_a_pdf_are_embedded_and_the_nearest_there_are():
    pdf = PdfReader(BytesIO(written(NOTICE)))
    used = {str(font["/BaseFont"]) for page in pdf.pages for font in _fonts(page)}
    fandol = "FandolFang R" in fonts().families()
    for face in (
        ("FandolFang-Regular", "FandolSong-Bold", "FandolHei-Regular") if fandol else ("NotoSerifCJK", "NotoSansCJK")
    ):
        assert any(face in name for name in used), f"{face} is not among {used}"


def _fonts(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_without_fandol_documents_are_set_in_noto():
    assert faces({"Noto Serif CJK SC", "Noto Sans CJK SC"})["body"] == ["Noto Serif CJK SC"]
    assert faces({"Noto Sans CJK SC"})["black"] == ["Noto Sans CJK SC"]
    assert all(faces(set()).values())
    assert faces({"仿宋_GB2312", "FandolFang R"})["body"][0] == "仿宋_GB2312"


def test_a_figure_in_the_pdf_resolves_to_its_card():
    pdf = PdfReader(BytesIO(written(NOTICE)))
    links = [note.get_object()["/A"]["/URI"] for page in pdf.pages for note in page.get("/Annots", ())]
    assert links == ["https://ledger.example/figures/projects.signed/"]


def test_headings_are_bookmarks_of_the_pdf():
    outline = PdfReader(BytesIO(written(NOTICE))).outline
    assert [entry.title for entry in outline if not isinstance(entry, list)] == ["一、总体情况", "二、下步工作"]


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_equal_documents_are_equal_bytes_and_carry_their_moment(form):
    for document in SAMPLES.values():
        assert written(document, form) == written(document, form)
    other = render(SUMMARY, form, created_at=NOON.replace(hour=5))
    assert other != written(SUMMARY, form)


def test_the_moment_and_the_title_are_in_the_properties():
    assert PdfReader(BytesIO(written(NOTICE))).metadata.title == NOTICE.title
    assert PdfReader(BytesIO(written(NOTICE))).metadata.creation_date == NOON
    core = word_of(NOTICE).core_properties
    assert (core.title, core.created, core.author, core.subject) == (NOTICE.title, NOON, NOTICE.signature, "通报")
    book = openpyxl.load_workbook(BytesIO(written(SUMMARY, "xlsx")))
    assert (book.properties.title, book.properties.created) == (SUMMARY.title, NOON.replace(tzinfo=None))


def substitutes(folder: Path) -> Path:
    """A configuration of fonts that shows the faces of offices in their free substitutes, as the .pdf does."""
    known = set(fonts().families())
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{FACES[name].office}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{chain[0]}</string></edit></match>'
        for name, chain in faces(known).items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{FONTS}</dir>'
        f"<cachedir>{folder}</cachedir>{matches}</fontconfig>"
    )
    return path


@pytest.mark.slow
def test_libreoffice_opens_the_word_file_with_the_pages_of_the_pdf(tmp_path):
    for name, document in SAMPLES.items():
        (tmp_path / f"{name}.docx").write_bytes(written(document, "docx"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", tmp_path, *sorted(tmp_path.glob("*.docx"))],
        env={**os.environ, "FONTCONFIG_FILE": str(substitutes(tmp_path))}, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    ours = {name: len(PdfReader(BytesIO(written(document))).pages) for name, document in SAMPLES.items()}
    theirs = {name: len(PdfReader(tmp_path / f"{name}.pdf").pages) for name in SAMPLES}
    assert theirs == ours
    page = lines((tmp_path / "full.pdf").read_bytes(), 2)
    assert (len(page), max(len("".join(word.text for word in row)) for row in page)) == (22, 28)


def test_a_sheet_has_typed_numbers_and_is_ready_to_print():
    book = openpyxl.load_workbook(BytesIO(written(SUMMARY, "xlsx")))
    assert book.sheetnames == ["重点任务", "数据来源"]
    sheet = book["重点任务"]
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A3"].value) == ("重点任务", "单位：万元", "序号")
    assert (sheet["E4"].value, sheet["E4"].number_format) == (1234.5, "#,##0.0")
    assert sheet["B4"].hyperlink.target == "https://ledger.example/tasks/1/"
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.page_setup.fitToHeight) == ("$3:$3", "A4", 0)
    assert "&P" in sheet.oddFooter.center.text
    wide = openpyxl.load_workbook(BytesIO(written(LEDGER, "xlsx"))).worksheets[0]
    assert wide.page_setup.orientation == "landscape"


@pytest.mark.parametrize("risky", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "https://ledger.example/"])
def test_no_cell_of_a_sheet_is_run(risky):
    document = Document("表", (Table(("甲", "乙"), ((Cell(risky), Cell("1")),)),))
    cell = openpyxl.load_workbook(BytesIO(written(document, "xlsx"))).worksheets[0]["A3"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", risky, None)
    assert bool(cell.quotePrefix) == (risky[0] != "h")


@pytest.mark.parametrize(
    ("given", "value", "number_format"),
    [
        ("12.5%", 0.125, "0.0%"),
        ("-3", -3, "#,##0"),
        ("近1300", "近1300", "General"),
        ("1234567890123456", "1234567890123456", "General"),
    ],
)
def test_a_numeric_cell_is_a_number_where_a_spreadsheet_can_hold_it(given, value, number_format):
    document = Document("表", (Table(("甲",), ((Cell(given, numeric=True),),)),))
    cell = openpyxl.load_workbook(BytesIO(written(document, "xlsx"))).worksheets[0]["A3"]
    assert (cell.value, cell.number_format) == (value, number_format)


def test_rows_may_come_one_by_one_into_a_sheet():
    rows = ((Cell(str(number), numeric=True), Cell("甲")) for number in range(1000))
    sheet = openpyxl.load_workbook(BytesIO(written(Document("表", (Table(("数", "名"), rows),)), "xlsx"))).worksheets[0]
    assert (sheet.max_row, sheet["A1002"].value) == (1002, 999)


def test_sheets_have_names_of_their_own_and_text_alone_makes_one():
    twice = Document("表", (tasks(1), tasks(1)))
    assert openpyxl.load_workbook(BytesIO(written(twice, "xlsx"))).sheetnames == ["重点任务", "重点任务 2"]
    assert openpyxl.load_workbook(BytesIO(written(PLAIN, "xlsx"))).worksheets[0]["A3"].value == SENTENCE * 3


@pytest.mark.parametrize("rows", range(12, 34, 3))
def test_no_page_bears_the_signature_alone(rows):
    closing = Document("台账", (tasks(rows),), signature="市对口办", dated=date(2026, 1, 2))
    pdf = written(closing)
    last = lines(pdf, len(PdfReader(BytesIO(pdf)).pages))
    said = ["".join(word.text for word in row) for row in last]
    assert any(f"推动第{rows}批" in text for text in said) and said[-2:] == ["市对口办", "2026年1月2日"]
    assert "任务名称" in "".join(said)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_table_that_cannot_be_written_says_which_row(form):
    wrong = Document("表", (Table(("甲", "乙"), ((Cell("1"), Cell("2")), (Cell("1"),)), title="某表"),))
    with pytest.raises(DocumentError, match="某表第 2 行"):
        written(wrong, form)
    long = Document("表", (Table(("甲",), ((Cell("1"),) for _ in range(20_001))),))
    with pytest.raises(DocumentError, match="xlsx"):
        written(long, form)


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_markup_and_control_characters_stay_text(form):
    nasty = "<b>&amp; #set page(width: 1mm) $x$ \x00\x0b@ref `code` *粗* //"
    document = Document(nasty, (text(nasty), Table(("<i>",), ((Cell(nasty),),))), signature=nasty, copies_to=nasty)
    assert len(written(document, form)) > 1000


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("督办单", ["督办单"]),
        ("关于2026年11月对口合作重点任务进展情况的通报", ["关于2026年11月对口合作", "重点任务进展情况的通报"]),
        ("上\n下", ["上", "下"]),
        ("字" * 45, ["字" * 15, "字" * 15, "字" * 15]),
    ],
)
def test_titles_break_between_words(title, wanted):
    assert title_lines(title, 20) == wanted
    assert all(width(line) <= 20 for line in wanted)


def test_headings_count_in_chinese():
    assert [chinese(number) for number in (1, 9, 10, 11, 20, 99)] == ["一", "九", "十", "十一", "二十", "九十九"]
