"""Personal data is masked in lists, pages and sheets, and its showing leaves a trace."""

from datetime import date

import pytest

from duikou.ledger import actions
from duikou.ledger.models import Entry
from duikou.ledger.privacy import masked
from duikou.parties.models import Person


@pytest.mark.parametrize(
    ("text", "shown"), [("13812345678", "138****5678"), ("zhang@x.cn", "z***@x.cn"), ("张三", "张*"), ("", "")]
)
def test_the_middle_is_hidden(text, shown):
    assert masked(text) == shown


@pytest.fixture
def person(cast):
    values = {"title": "演示人员", "happened_on": date(2026, 11, 20), "phone": "13812345678", "email": "secret@x.cn"}
    record = actions.enter(Person, values, by=cast.by(cast.north))
    actions.report(record, by=cast.by(cast.north))
    return record


def test_no_page_or_sheet_shows_it_unasked(cast, person, client):
    client.force_login(cast.user("s.clerk"))
    for address in (f"/records/{person.pk}/", "/people/", "/people/export.csv", "/confirm/", "/", "/timeline/"):
        body = b"".join(client.get(address)).decode()
        assert "12345678" not in body and "secret@" not in body, address


def test_it_is_shown_for_a_reason_that_the_history_keeps(cast, person, client):
    client.force_login(cast.user("s.clerk"))
    address = f"/records/{person.pk}/reveal/"
    assert client.post(address, {"reason": " "}).status_code == 302
    assert "13812345678" in client.post(address, {"reason": "约见企业"}).content.decode()
    assert Entry.objects.get(verb="reveal").reason == "约见企业"
