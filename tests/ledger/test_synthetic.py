"""The synthetic pairing: deterministic, labelled, in the order of time, and the history holds."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from duikou.accounts.models import User
from duikou.ledger import history, synthetic
from duikou.ledger.models import Entry, Record, State

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def pairing(db):
    return synthetic.generate(until=UNTIL, size=300)


def test_it_is_labelled_on_the_page(pairing, client):
    client.force_login(User.objects.get(username="bl.clerk"))
    assert pairing.synthetic
    assert "演示数据" in client.get("/projects/").content.decode()


def test_it_has_every_state_and_both_sides(pairing):
    assert set(Record.objects.values_list("state", flat=True)) == set(State.values)
    assert set(Record.objects.values_list("side", flat=True)) == {"a", "b"}


def test_its_history_holds_and_runs_forward(pairing):
    assert list(history.problems()) == []
    moments = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert moments[-1] <= UNTIL
    assert sum(later < earlier for earlier, later in pairwise(moments)) < len(moments) // 20


def test_it_is_made_once(pairing):
    before = Record.objects.count()
    assert synthetic.generate(until=UNTIL, size=300) == pairing
    assert Record.objects.count() == before


def test_the_same_seed_tells_the_same_story(pairing, monkeypatch):
    monkeypatch.setattr(synthetic, "SLUG", "told-again")
    again = synthetic.generate(until=UNTIL, size=300)

    def story(of):
        return sorted(Record.objects.filter(pairing=of).values_list("title", "side", "state", "happened_on"))

    assert story(again) == story(pairing)


def test_every_figure_of_the_pairing_has_life(pairing):
    from duikou.ledger.discovery import figures
    from duikou.ledger.figure import Scope

    empty = [key for key, figure in figures().items() if figure.read(Scope(pairing, UNTIL.date())).value is None]
    assert set(empty) <= {"projects.capacity", "projects.phase_capacity"}
