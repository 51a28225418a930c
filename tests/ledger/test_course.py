"""The course of a figure is the same as reading it day by day, for every figure of a lively ledger."""

from datetime import UTC, date, datetime, timedelta

import pytest

from duikou.engines.quantities import parse
from duikou.ledger import actions, synthetic
from duikou.ledger.course import course
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Figure, Scope
from duikou.ledger.lookup import read_once
from duikou.ledger.models import CountingRule, OpeningBalance
from duikou.reports.quotes import Quotes

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)
DAYS = [date(2025, 12, 31), date(2026, 4, 1), date(2026, 9, 30), date(2026, 11, 24)]


@pytest.fixture(scope="module")
def lively(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            yield synthetic.generate(until=UNTIL, size=150)
            transaction.set_rollback(True)


@pytest.mark.parametrize("basis", ["reported", "agreed"])
def test_every_figure_reads_the_same(lively, basis):
    scope = Scope(lively, DAYS[-1], basis)
    for figure in figures().values():
        read = [figure.read(Scope(lively, day, basis)) for day in DAYS]
        assert course(figure, scope, DAYS) == read, figure.key
        with read_once(lively):
            quotes = Quotes(scope)
            assert quotes.look(figure.key, scope) == read[-1], figure.key
            assert quotes.look(figure.key, Scope(lively, DAYS[0], basis)) == read[0], figure.key


def test_a_part_reads_the_same_on_its_own_and_in_the_split(lively):
    scope = Scope(lively, DAYS[-1])
    for key in ("projects.signed", "tasks.in_time_rate", "exchanges.talks"):
        figure = figures()[key]
        name = next(iter(figure.dimensions))
        for part in figure.split(scope, name):
            alone = figure.read(Scope(lively, DAYS[-1], where={name: part.value}))
            assert (part.reading.value, part.reading.records) == (alone.value, alone.records), (key, part.value)


def test_balances_and_rules_between_the_days_are_minded(cast):
    early, late = cast.project("早", signed_on=date(2026, 1, 5)), cast.project("晚", signed_on=date(2026, 11, 5))
    assert early != late
    for day, value in ((date(2026, 3, 1), "10"), (date(2026, 10, 1), "36")):
        values = {"title": "期初", "figure": "projects.signed", "happened_on": day, "value": parse(value)[0]}
        actions.report(actions.enter(OpeningBalance, values, by=cast.by(cast.north)), by=cast.by(cast.north))
    figure, scope = figures()["projects.signed"], Scope(cast.pairing, DAYS[-1])
    read = course(figure, scope, DAYS)
    assert [one.value.low if one.value else None for one in read] == [None, 10, 10, 37]
    rule = CountingRule(
        figure="projects.signed", version="2", valid_from=DAYS[2] + timedelta(days=1), text="?",
        only={"category": ["livelihood"]}, created_at=UNTIL,
    )  # fmt: skip
    rule.save()
    assert isinstance(figure, Figure)
    assert course(figure, scope, DAYS) == [figure.read(Scope(cast.pairing, day)) for day in DAYS]
