"""Templates: what they may say, and what is told of a mistake."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duikou.engines.templates import Field, Heading, Insert, Known, Paragraph, period_of, read

KNOWN = Known({"projects.signed": ("category", "county"), "farming.sold_outside": ("goods",)}, ("farming", "projects"))


def test_a_template_is_headings_paragraphs_with_fields_and_inserts():
    text = (
        '# 总体\n\n签约{{ projects.signed category="民生 项目" }}个。\n{% chapter farming %}\n'
        "{% table projects.signed by=county %}"
    )
    found = read(text, KNOWN)
    assert not found.mistakes
    assert found.blocks == (
        Heading(1, "总体"),
        Paragraph(("签约", Field("projects.signed", {"category": "民生 项目"}), "个。")),
        Insert("chapter", "farming", {}),
        Insert("table", "projects.signed", {"by": "county"}),
    )


@pytest.mark.parametrize(
    ("text", "kind", "what", "meant"),
    [
        ("{{ projects.signd }}", "figure", "projects.signd", "projects.signed"),
        ("{{ projects.signed catgory=a }}", "option", "catgory", "category"),
        ("{{ projects.signed as_of=2019 }}", "value", "as_of=2019", "as_of=2019-07-15"),
        ("{{ projects.signed as_of=2019-02-30 }}", "value", "as_of=2019-02-30", "as_of=2019-07-15"),
        ("{{ projects.signed basis=all }}", "value", "basis=all", "basis=reported, basis=agreed"),
        ("{% chapter farmng %}", "chapter", "farmng", "farming"),
        ("{% include x %}", "insert", "include", ""),
        ("{% table projects.signed by=goods %}", "value", "by=goods", ""),
        ("{{ projects.signed", "open", "{{", ""),
        ("{{ }}", "empty", "{{ }}", ""),
    ],
)
def test_a_mistake_names_its_line_and_what_was_meant(text, kind, what, meant):
    (found,) = read(f"一行\n{text}", KNOWN).mistakes
    assert (found.line, found.kind, found.what, found.meant) == (2, kind, what, meant)


def test_nothing_of_django_or_python_is_run():
    text = "{{ projects.signed.__class__ }}\n{% load i18n %}\n{{ settings.SECRET_KEY }}\n{# x #}"
    assert [mistake.line for mistake in read(text, KNOWN).mistakes] == [1, 2, 3]


@given(st.text(alphabet="{}%# =\n\"'签约projects.signedcategory-09", max_size=200))
def test_any_text_is_read_without_an_error(text):
    found = read(text, KNOWN)
    assert all(mistake.line <= text.count("\n") + 1 for mistake in found.mistakes)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2019H1", date(2019, 1, 1), date(2019, 6, 30)),
        ("2018Q4", date(2018, 10, 1), date(2018, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
    ],
)
def test_periods(text, first, last):
    assert period_of(text) == (first, last)
