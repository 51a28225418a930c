"""The telling picture of an area: drawn from the figures, with the same numbers in words beside it."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from duikou.areas.farming.models import Sale
from duikou.areas.twinning.models import Tie
from duikou.engines.quantities import Quantity
from duikou.ledger import actions
from duikou.ledger.figure import Scope
from duikou.ledger.picture import by, chain, flow, monthly, picture_of, priced

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def amount(number: int) -> Quantity:
    return Quantity(Decimal(number))


@pytest.fixture
def scope(cast):
    return Scope(cast.pairing, TODAY)


def sale(cast, day: date, tons: int, yuan: int) -> None:
    values = {
        "title": f"外销{day}",
        "happened_on": day,
        "goods": "大米",
        "quantity": amount(tons),
        "amount": amount(yuan),
    }
    actions.report(actions.enter(Sale, values, by=cast.by(cast.north)), by=cast.by(cast.north))


def test_months_of_the_last_year_add_up_and_older_ones_stay_out(cast, scope):
    for day, tons in (
        (date(2026, 11, 1), 10),
        (date(2026, 11, 20), 5),
        (date(2026, 3, 2), 7),
        (date(2025, 11, 30), 99),
    ):
        sale(cast, day, tons, tons * 4000)
    drawing = monthly("farming.sold_outside")(scope)
    assert [value for value in drawing.option["series"][0]["data"] if value] == [7.0, 15.0]
    assert len(drawing.option["xAxis"]["data"]) == 12
    assert [words.split()[0] for _what, words in drawing.rows] == ["7", "15"]


def test_a_mean_price_is_amount_over_volume_and_missing_months_have_none(cast, scope):
    sale(cast, date(2026, 11, 1), 10, 30_000)
    sale(cast, date(2026, 11, 9), 30, 130_000)
    prices = priced("farming.sales_amount", "farming.sold_outside")(scope).option["series"][1]["data"]
    assert prices[-1] == 4000
    assert set(prices[:-1]) == {None}


def test_bars_stand_largest_first_with_their_number(cast, scope):
    cast.project("大项目", category="industry", stage="signed")
    cast.project("小项目", category="farming", stage="signed")
    cast.project("又一项目", category="farming", stage="signed")
    drawing = by("projects.signed", "category")(scope)
    assert [data["value"] for data in drawing.option["series"][0]["data"]] == [2.0, 1.0]
    assert drawing.rows[0][1].startswith("2 ")


def test_bands_of_a_flow_add_up_per_pair_of_ends(scope):
    links = [("甲", "丙", Decimal(2)), ("甲", "丙", Decimal(3)), ("乙", "丙", Decimal(1))]
    series = flow(lambda _scope: links, "person")(scope).option["series"][0]
    assert series["links"] == [
        {"source": "甲", "target": "丙", "value": 5.0},
        {"source": "乙", "target": "丙", "value": 1.0},
    ]
    assert [node["name"] for node in series["data"]] == ["甲", "丙", "乙"]


def test_an_area_shows_the_first_picture_that_has_something(cast, scope):
    assert picture_of("twinning", scope) is None
    values = {
        "title": "学校结对",
        "happened_on": TODAY,
        "type": "senior_high",
        "count_a": amount(3),
        "count_b": amount(2),
    }
    actions.report(actions.enter(Tie, values, by=cast.by(cast.north)), by=cast.by(cast.north))
    drawn = picture_of("twinning", scope)
    assert [link["value"] for link in drawn["option"]["series"][0]["links"]] == [3.0, 2.0]


def test_nothing_reported_draws_nothing(scope):
    assert monthly("exchanges.visits")(scope) is None
    assert chain("exchanges.visits", "exchanges.talks")(scope) is None


def test_the_area_page_shows_the_numbers_as_words_too(cast, scope):
    sale(cast, date(2026, 11, 1), 12, 36_000)
    client = Client()
    client.force_login(cast.user("n.clerk"))
    page = client.get(f"/areas/farming/?as_of={TODAY}").content.decode()
    assert "2026-11: 12" in page
