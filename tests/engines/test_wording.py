"""Numbers, changes and punctuation as papers have them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duikou.engines.quantities import Quantity, parse
from duikou.engines.wording import change, change_in_words, chinese, in_words


def quantity(text):
    return parse(text)[0]


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("约2亿元", "元", "约2亿元"),
        ("158630000", "元", "1.5863亿元"),
        ("近300人", "人", "近300人"),
        ("30余项", "项", "30余项"),
        ("36项以上", "项", "36项以上"),
        ("800~1500人", "人", "800至1500人之间"),
        ("1374000", "吨", "137.4万吨"),
        ("3803", "人", "3803人"),
        ("12345", "人", "12345人"),
        ("80000", "吨/年", "8万吨/年"),
        ("4.67", "平方公里", "4.67平方公里"),
        ("2347812345.5", "元", "约23.48亿元"),
        ("13.9", "%", "13.9%"),
    ],
)
def test_a_quantity_reads_as_a_clerk_writes_it(text, unit, words):
    assert in_words(quantity(text), unit) == words


@pytest.mark.parametrize(
    ("now", "before", "unit", "words"),
    [
        ("36", "28", "个", "比上年增加8个"),
        ("20", "28", "个", "比上年减少8个"),
        ("28", "28", "个", "与上年持平"),
        ("3", "0", "个", "为首次"),
        ("1374000", "1200000", "吨", "比上年增长14.5%"),
        ("约1374000", "1200000", "吨", "比上年增长约14.5%"),
        ("900", "100", "吨", "为上年的9倍"),
        ("80.5", "77.5", "%", "比上年提高3个百分点"),
    ],
)
def test_a_change_reads_as_a_clerk_writes_it(now, before, unit, words):
    found = change(quantity(now), quantity(before))
    assert change_in_words(found, "上年", unit) == words


@pytest.mark.parametrize(
    ("now", "before"),
    [("36", None), (None, "28"), ("30余", "28"), ("近300", "28"), ("800~1500", "28")],
)
def test_nothing_is_said_of_what_is_not_known(now, before):
    assert change(*(quantity(text) if text else None for text in (now, before))) is None


@given(st.decimals(0, 10**12, places=2), st.sampled_from(["元", "人", "吨", "项"]))
def test_what_is_written_exactly_reads_back_as_the_number(value, unit):
    words = in_words(Quantity(Decimal(value)), unit)
    if not words.startswith("约"):
        assert parse(words)[0].low == value


def test_chinese_text_has_chinese_punctuation_and_numbers_keep_theirs():
    text = "召开会议5次,参加1,000人(含企业家):9:30开始;80.5%,投产 see (a, b) https://x.cn/a"
    mended = chinese(text)
    assert len(mended) == len(text)
    assert mended == (
        "召开会议5次\uff0c参加1,000人\uff08含企业家\uff09\uff1a9:30开始\uff1b80.5%\uff0c投产 see (a, b) https://x.cn/a"
    )
