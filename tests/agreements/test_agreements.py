"""Amendments are versions, obligations fall due, and rates follow from both."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from duikou.agreements.models import Agreement, Obligation
from duikou.ledger import actions
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Scope

DAY = date(2026, 11, 20)


@pytest.fixture
def sign(cast):
    def enter(title="合同", model=Agreement, **values):
        given = {"title": title, "happened_on": DAY, **({"type": "purchase"} if model is Agreement else {}), **values}
        record = actions.enter(model, given, by=cast.by(cast.north))
        actions.report(record, by=cast.by(cast.north))
        return record

    return enter


def read(cast, key):
    value = figures()[key].read(Scope(cast.pairing, date(2026, 12, 31))).value
    return value and value.low


def test_an_amendment_is_a_version_and_counts_no_second_time(cast, sign):
    first = sign("采购合同")
    second = sign("采购合同补充协议", amends=first, ends_on=date(2027, 1, 1))
    assert second.versions() == [second, first]
    assert read(cast, "agreements.signed") == 1
    with pytest.raises(ValidationError):
        actions.amend(first, {"amends": second}, by=cast.by(cast.north))


def test_only_the_latest_version_expires(cast, sign):
    first = sign("采购合同", ends_on=date(2026, 12, 1))
    assert list(Agreement.objects.expiring(DAY, date(2026, 12, 31))) == [first]
    sign("续签", amends=first, ends_on=date(2028, 12, 1))
    assert not Agreement.objects.expiring(DAY, date(2026, 12, 31)).exists()


def test_the_rate_is_what_was_fulfilled_of_what_was_due(cast, sign):
    paper = sign()
    for due, done in [(1, 2), (5, None), (30, None)]:
        fulfilled = done and date(2026, 12, done)
        sign("履约", Obligation, under=paper, due_on=date(2026, 12, due), fulfilled_on=fulfilled)
    sign("以后", Obligation, under=paper, due_on=date(2027, 3, 1))
    assert str(read(cast, "agreements.fulfilment_rate")) == "33.3"
