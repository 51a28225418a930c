"""Numbers as people read them, in both languages; addresses with one parameter changed."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from duikou.engines.quantities import Quantity
from duikou.ledger.templatetags import duikou as tags


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        ("", "–"),
        (0, "0"),
        (3803, "3,803"),
        (Decimal("1374000.00"), "1,374,000"),
        (Decimal("4.670"), "4.67"),
    ],
)
def test_numbers_have_separators_and_no_idle_zeros(value, text):
    assert tags.number(value) == text


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "1.5863亿"), ("en", "158.63 million")])
def test_money_is_scaled_as_each_language_says_it(language, text):
    with translation.override(language):
        assert tags.quantity(Quantity(Decimal(158_630_000)), "CNY") == text


def test_a_count_is_not_scaled_before_it_is_large():
    with translation.override("zh-hans"):
        assert tags.quantity(Quantity(Decimal(13_740)), "person") == "13,740"


@pytest.mark.parametrize(
    ("qualifier", "text"), [("approx", "about 300"), ("below", "nearly 300"), ("at_least", "over 300")]
)
def test_a_qualifier_stays_with_its_number(qualifier, text):
    with translation.override("en"):
        assert tags.quantity(Quantity(Decimal(300), qualifier=qualifier), "person") == text


def test_a_range_shows_both_ends():
    assert tags.quantity(Quantity(Decimal(800), high=Decimal(1500), qualifier="range"), "person") == "800–1,500"


def test_blank_is_not_zero():
    assert tags.quantity(None) == tags.cell(None) == "–"


@pytest.mark.parametrize(
    ("text", "word", "whole"),
    [("2亿", "元", "2亿元"), ("8", "t a year", "8 t a year"), ("4.67", "m²", "4.67 m²"), ("9", "", "9")],
)
def test_only_a_chinese_unit_follows_without_a_space(text, word, whole):
    assert tags.with_unit(text, word) == whole


def test_a_date_in_a_cell_is_iso():
    assert tags.cell(date(2019, 7, 15)) == "2019-07-15"


def test_the_query_changes_one_parameter_and_keeps_the_rest():
    context = Context({"request": RequestFactory().get("/projects/", {"q": "钢", "after": "x"})})
    page = Template("{% load duikou %}{% query after='' sort='-title' %}").render(context)
    assert page == "?q=%E9%92%A2&amp;sort=-title"


def test_an_icon_points_into_the_sprite_and_is_hidden_from_readers():
    assert "icons.svg#home" in tags.icon("home")
    assert 'aria-hidden="true"' in tags.icon("home")


def test_numbers_of_a_comparison_are_written_as_a_clerk_does():
    assert [tags.spoken(text) for text in ("190180000", "11000", "96", "2026-02-24", "盛业2", "")] == [
        "1.9018亿", "1.1万", "96", "2026-02-24", "盛业2", "",
    ]  # fmt: skip
