"""A form from above: taken in, mapped once, filled for any day, renewed; by the own office alone."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from duikou.engines.quantities import parse
from duikou.ledger import history, storage
from duikou.ledger.models import Entry
from duikou.reports import completing
from duikou.reports.completing import Said
from duikou.reports.models import AskedForm, Filling
from duikou.reports.models.asked import window
from tests.engines.test_blanks import book, word

DAY = date(2026, 11, 24)


def by_place(asked: AskedForm) -> dict[str, str]:
    return {blank.place: str(blank.pk) for blank in asked.blanks.filter(trashed_at__isnull=True)}


@pytest.fixture
def asked(cast) -> AskedForm:
    """The form of a province with two of its blanks mapped, over three projects."""
    for title, day in (("甲", date(2025, 6, 1)), ("乙", date(2026, 3, 1)), ("丙", date(2026, 11, 20))):
        cast.project(title, happened_on=day, signed_on=day, investment_planned=parse("1.5亿元")[0])
    form = completing.receive(book(), "调查表.xlsx", by=cast.by(cast.north), asked_by="省发展改革委")
    places = by_place(form)
    wanted = {
        places["附表1!D5"]: Said("projects.signed", "this_year"),
        places["附表1!E5"]: Said("projects.signed", "same_last_year"),
        places["附表1!D6"]: Said("projects.investment_planned", "total"),
        places["附表1!E6"]: Said("projects.investment_planned", "last_month"),
    }
    assert completing.map_blanks(form, wanted, by=cast.by(cast.north)) == 4
    return form


def filled(filling: Filling) -> openpyxl.worksheet.worksheet.Worksheet:
    content = storage.path_of(filling.file.sha256).read_bytes()
    return openpyxl.load_workbook(BytesIO(content))["附表1"]


def test_a_form_is_filled_with_typed_figures_of_the_day_and_names_what_stays_empty(cast, asked):
    filling = completing.complete(asked, DAY, by=cast.by(cast.north))
    sheet = filled(filling)
    assert (sheet["D5"].value, sheet["E5"].value, sheet["D6"].value) == (2, 1, 45_000)
    assert sheet["D5"].data_type == "n"
    assert (sheet["E6"].value, sheet["D7"].value, sheet["D8"].value) == (None, None, "=D5+D7")
    assert {value["shown"]: value["why"] for value in filling.empty} == {
        "E6": "未填报", "D7": "未选指标", "E7": "未选指标", "B2": "未选指标",
    }  # fmt: skip
    earlier = filled(completing.complete(asked, date(2026, 6, 30), by=cast.by(cast.north)))
    assert (earlier["D5"].value, earlier["D6"].value) == (1, 30_000)


def test_filling_twice_gives_the_same_filling_and_every_step_is_in_the_history(cast, asked):
    first = completing.complete(asked, DAY, by=cast.by(cast.north))
    again = completing.complete(AskedForm.objects.get(), DAY, by=cast.by(cast.north))
    assert (again.pk, Filling.objects.count()) == (first.pk, 1)
    kinds = set(Entry.objects.values_list("kind", "verb"))
    assert kinds >= {("reports.askedform", "enter"), ("reports.askedblank", "enter"), ("reports.askedblank", "amend"),
                     ("reports.filling", "enter")}  # fmt: skip
    assert list(history.problems()) == []


def test_a_correction_shows_in_the_next_filling_and_leaves_the_first(cast, asked):
    first = completing.complete(asked, DAY, by=cast.by(cast.north))
    cast.project("丁", happened_on=DAY, signed_on=DAY)
    second = completing.complete(asked, DAY, by=cast.by(cast.north))
    assert (filled(first)["D5"].value, filled(second)["D5"].value) == (2, 3)


def test_the_basis_and_the_part_of_a_figure_are_asked_for(cast, asked):
    places = by_place(asked)
    wanted = {
        places["附表1!D5"]: Said("projects.signed", basis="agreed"),
        places["附表1!E5"]: Said("projects.signed", where=(("side", "a"),)),
        places["附表1!D7"]: Said("projects.signed", where=(("side", "b"),)),
    }
    completing.map_blanks(asked, wanted, by=cast.by(cast.north))
    sheet = filled(completing.complete(asked, DAY, by=cast.by(cast.north)))
    assert (sheet["D5"].value, sheet["E5"].value, sheet["D7"].value) == (None, 3, None)


def test_the_office_and_the_day_are_answered_too(cast, asked):
    blank = asked.blanks.get(place="附表1!B2")
    assert completing.proposals([blank])[str(blank.pk)][0] == "@office"
    completing.map_blanks(asked, {str(blank.pk): Said("@office")}, by=cast.by(cast.north))
    assert filled(completing.complete(asked, DAY, by=cast.by(cast.north)))["B2"].value == cast.north.unit.name


def test_a_wrong_mapping_is_refused_with_its_place_and_nothing_is_kept(cast, asked):
    places = by_place(asked)
    wanted = {
        places["附表1!D7"]: Said("projects.signed"),
        places["附表1!E7"]: Said("projects.nothing"),
        places["附表1!D5"]: Said("projects.signed", where=(("colour", "red"),)),
    }
    with pytest.raises(ValidationError) as refused:
        completing.map_blanks(asked, wanted, by=cast.by(cast.north))
    assert ["E7" in refused.value.messages[1], "D5" in refused.value.messages[0]] == [True, True]
    assert not asked.blanks.get(pk=places["附表1!D7"]).key


def test_another_form_and_a_new_edition_take_the_mapping_over_by_their_words(cast, asked):
    other = completing.receive(book(), "另一张表.xlsx", by=cast.by(cast.north))
    assert {blank.shown: blank.key for blank in other.blanks.all() if blank.key}.keys() == {"D5", "E5", "D6", "E6"}
    south = completing.receive(book(), "表.xlsx", by=cast.by(cast.south))
    assert not south.blanks.exclude(key="").exists()
    completing.renew(
        asked, book(lambda sheet: sheet.append(["新", "新指标", "个", None, None])), "新版.xlsx", by=cast.by(cast.north)
    )
    kept = asked.blanks.filter(trashed_at__isnull=True)
    assert (kept.count(), kept.exclude(key="").count()) == (9, 4)
    assert filled(completing.complete(asked, DAY, by=cast.by(cast.north)))["D5"].value == 2


def test_a_text_says_the_qualifier_that_a_sheet_cannot_hold(cast):
    cast.project("甲", investment_planned=parse("近3亿元")[0])
    asked = completing.receive(word(), "情况.docx", by=cast.by(cast.north))
    places = by_place(asked)
    wanted = {places["P0#0"]: Said("projects.signed"), places["P0#1"]: Said("projects.investment_planned")}
    completing.map_blanks(asked, wanted, by=cast.by(cast.north))
    filling = completing.complete(asked, DAY, by=cast.by(cast.north))
    text = docx.Document(BytesIO(storage.path_of(filling.file.sha256).read_bytes())).paragraphs[0].text
    assert "签约项目1个" in text and "计划总投资近3亿元" in text
    assert [value["why"] for value in filling.values if value["place"] == "P0#1"] == ["台账中不是准确数"]


def test_the_other_office_and_roles_without_papers_have_no_part_in_it(cast, asked):
    for act in (
        lambda by: completing.map_blanks(asked, {}, by=by),
        lambda by: completing.complete(asked, DAY, by=by),
        lambda by: completing.renew(asked, book(), "表.xlsx", by=by),
        lambda by: completing.drop(asked, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act(cast.by(cast.south))
    assert not AskedForm.objects.visible_to(cast.south).exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("表.xls", b"x", "请另存为"), ("表.xlsx", b"x", "无法读取"), ("表.xlsm", b"x", "请另存为")],
)
def test_a_file_that_cannot_be_filled_is_refused_on_the_page(cast, client, name, content, said):
    client.force_login(cast.user("n.clerk"))
    reply = client.post("/asked-forms/", {"file": SimpleUploadedFile(name, content)})
    assert not AskedForm.objects.exists()
    assert said in reply.content.decode()


def test_on_the_page_a_form_is_taken_in_mapped_filled_and_given_out(cast, client):
    cast.project()
    client.force_login(cast.user("n.clerk"))
    client.post("/asked-forms/", {"file": SimpleUploadedFile("调查表.xlsx", book()), "asked_by": "省发改委"})
    asked = AskedForm.objects.get()
    page = client.get(f"/asked-forms/{asked.pk}/").content.decode()
    blank = asked.blanks.get(place="附表1!D5")
    offers = page.split(f'name="key-{blank.pk}"')[1].split("</select>")[0]
    assert 'value="projects.signed"' in offers
    wrong = client.post(f"/asked-forms/{asked.pk}/", {f"key-{blank.pk}": "", f"other-{blank.pk}": "no.such"})
    assert "no.such" in wrong.content.decode()
    client.post(f"/asked-forms/{asked.pk}/", {f"key-{blank.pk}": "projects.signed", f"where-{blank.pk}": "side=a",
                                              f"period-{blank.pk}": "this_year"})  # fmt: skip
    assert asked.blanks.get(pk=blank.pk).where == {"side": "a"}
    page = client.get(f"/asked-forms/{asked.pk}/?as_of=2026-11-24").content.decode()
    assert "/figures/projects.signed/?as_of=2026-11-24&amp;basis=reported&amp;from=2026-01-01" in page
    client.post(f"/asked-forms/{asked.pk}/fill/", {"as_of": "2026-11-24"})
    reply = client.get(f"/asked-forms/filled/{Filling.objects.get().pk}/")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(reply.streaming_content)))["附表1"]
    assert sheet["D5"].value == 1
    client.post(f"/asked-forms/{asked.pk}/drop/")
    assert client.get(f"/asked-forms/{asked.pk}/").status_code == 404


def test_the_pages_cost_the_same_for_many_blanks(cast, client, asked, django_assert_max_num_queries):
    client.force_login(cast.user("n.clerk"))
    long = completing.receive(
        book(lambda sheet: [sheet.append(["类", f"指标{n}", "个", None, None]) for n in range(200)]),
        "长表.xlsx",
        by=cast.by(cast.north),
    )
    with django_assert_max_num_queries(9):
        assert client.get("/asked-forms/").status_code == 200
    with django_assert_max_num_queries(30):
        assert client.get(f"/asked-forms/{long.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("total", None, None), ("this_year", date(2028, 1, 1), date(2028, 2, 29)),
        ("same_last_year", date(2027, 1, 1), date(2027, 2, 28)), ("last_year", date(2027, 1, 1), date(2027, 12, 31)),
        ("this_quarter", date(2028, 1, 1), date(2028, 2, 29)), ("this_month", date(2028, 2, 1), date(2028, 2, 29)),
        ("last_month", date(2028, 1, 1), date(2028, 1, 31)),
    ],
)  # fmt: skip
def test_periods_begin_and_end_as_an_office_counts_them(period, first, last):
    assert window(period, date(2028, 2, 29)) == (first, last)
