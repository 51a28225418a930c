"""Files are read as on paper: tables and headers of Word in order, the broken lines of a PDF joined; damaged ones are refused."""

import io
import random
from datetime import date
from pathlib import Path

import pytest
import typst
from docx import Document

from duikou.briefs.statement import facts, text_of
from duikou.engines.reading import files
from duikou.ledger.command import WrongInputError

SENTENCE = "两市全年新签约产业合作项目四十六个，协议总投资达到三十八点五亿元，实际到位资金12.6亿元，带动就业3,200余人，销售大米1.8万吨，接待游客21.5万人次。"


def word(path: Path) -> Path:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "演示市对口合作简报"
    document.add_paragraph("共签约项目46个。")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table._cells, ["区域", "项目数", "投资", "甲县", "18个", "3.2亿元"], strict=True):
        cell.text = text
    document.add_paragraph("培训干部120人次。")
    document.save(str(path))
    return path


def paper(path: Path) -> Path:
    path.write_bytes(typst.compile(f"#set page(width: 90mm, height: 60mm)\n{SENTENCE * 3}".encode()))
    return path


def test_word_is_read_in_order_with_its_tables(tmp_path):
    text = text_of(str(word(tmp_path / "brief.docx")))
    assert text.splitlines() == [
        "演示市对口合作简报",
        "共签约项目46个。",
        "区域\t项目数\t投资",
        "甲县\t18个\t3.2亿元",
        "培训干部120人次。",
    ]
    assert [one["value"] for one in facts(text, "2023-05")["quantities"]] == [46, 18, 320_000_000, 120]


def test_the_lines_of_a_page_are_joined():
    page = "两市全年新签约产业合作项目四\n十六个，协议总投资12.6亿\n元，带动就业3200余人。\n一、主要做法\n共建园区3个。\n— 2 —"
    assert (
        files.joined(page)
        == "两市全年新签约产业合作项目四十六个，协议总投资12.6亿元，带动就业3200余人。\n一、主要做法\n共建园区3个。"
    )


def test_a_pdf_says_what_its_text_says(tmp_path):
    told = facts(text_of(str(paper(tmp_path / "brief.pdf"))), "2023-05")
    values = [one["value"] for one in told["quantities"]]
    assert values == [46, 3_850_000_000, 1_260_000_000, 3200, 18_000, 215_000] * 3


def test_pasted_text_may_be_wide_and_spaced():
    text = "全 年 签 约 项 目 ４６ 个 ， 总 投 资 ３８．５ 亿 元 ； ２０２３ 年 ５ 月 ９ 日 开 工 。"
    told = facts(text, "2023-06")
    assert [(one["value"], one["unit"]) for one in told["quantities"]] == [(46, "project"), (3_850_000_000, "CNY")]
    assert [one["iso"] for one in told["dates"]] == ["2023-05-09"]
    for one in [*told["quantities"], *told["dates"], *told["entities"]]:
        quote = one.get("quote") or one["name"]
        assert text[one["char_start"] : one["char_end"]].replace(" ", "") == quote.replace(" ", "")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, a part cut out or its end missing."""
    broken = bytearray(data)
    for _change in range(chance.randint(1, 20)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    start = chance.randrange(len(broken))
    cut = chance.choice([slice(0, 0), slice(start, start + chance.randrange(200)), slice(start, None)])
    del broken[cut]
    return bytes(broken)


@pytest.mark.slow
@pytest.mark.parametrize("make", [word, paper])
def test_damaged_files_are_refused_or_read(tmp_path, make):
    suffix = ".docx" if make is word else ".pdf"
    whole = make(tmp_path / f"whole{suffix}").read_bytes()
    chance, outcomes = random.Random(20240501), {"read": 0, "refused": 0}
    for _file in range(250):
        path = tmp_path / f"broken{suffix}"
        path.write_bytes(damaged(whole, chance))
        try:
            facts(text_of(str(path)), "2023-05")
            outcomes["read"] += 1
        except WrongInputError as error:
            assert str(path) in str(error)
            outcomes["refused"] += 1
    assert sum(outcomes.values()) == 250
    assert outcomes["refused"] > 0


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "brief.txt").write_bytes(b"\x81\xff\xfe\x00\xff" * 20)
    with pytest.raises(WrongInputError, match="neither UTF-8 nor GB18030"):
        text_of(str(tmp_path / "brief.txt"))
    (tmp_path / "old.txt").write_bytes("签约项目46个".encode("gb18030"))
    assert facts(text_of(str(tmp_path / "old.txt")), str(date(2023, 5, 1)))["quantities"][0]["value"] == 46
    assert io.StringIO(text_of(str(tmp_path / "old.txt"))).read() == "签约项目46个"
