"""What users do next in each area: a record asks for it when its time has come, and stops asking when it is done."""

from datetime import date

import pytest

from duikou.areas.farming.models import Delivery, Listing, Offtake
from duikou.areas.finance.models import CreditLine, FinancingNeed
from duikou.areas.livelihood.models import Benefit, Disbursement, Funding
from duikou.areas.parks.models import Infrastructure, Parcel, Park
from duikou.areas.talent.models import Posting
from duikou.areas.tourism.models import Route, TourGroup
from duikou.areas.twinning.models import Activity, Tie
from duikou.engines.quantities import Quantity
from duikou.exchanges.models import Visit
from duikou.ledger import actions
from duikou.ledger.work import heaps
from duikou.parties.models import Person
from duikou.projects.models import Lead, Project

TODAY = date(2026, 11, 25)
LONG_AGO, MONTHS_AGO, SOON = date(2026, 3, 1), date(2026, 10, 1), date(2026, 12, 10)
ONE = Quantity(1)


@pytest.fixture
def enter(cast):
    def made(model, **values):
        record = actions.enter(
            model, {"title": model.__name__, "happened_on": LONG_AGO, **values}, by=cast.by(cast.north)
        )
        return actions.report(record, by=cast.by(cast.north))

    return made


def asked(member) -> set[str]:
    return {heap.work.key for heap in heaps(member, TODAY)}


WAITS = {
    "deliveries": (Offtake, {"goods": "大米", "binding": True}),
    "certificates": (Listing, {"certified_until": SOON}),
    "needs": (FinancingNeed, {"amount": ONE}),
    "credit": (CreditLine, {"amount": ONE, "ends_on": SOON}),
    "unpaid-funding": (Funding, {"amount": ONE, "giver": "partner"}),
    "renewals": (Tie, {"type": "college", "renew_by": SOON}),
    "quiet-ties": (Tie, {"type": "college"}),
    "quiet-routes": (Route, {}),
    "contacts": (Visit, {"direction": "a_to_b", "level": "city", "happened_on": MONTHS_AGO}),
    "idle": (Parcel, {"extent": ONE}),
    "works-late": (Infrastructure, {"type": "road", "due_on": MONTHS_AGO}),
    "postings": (Posting, {"ends_on": SOON}),
    "appraisals": (Posting, {"ends_on": MONTHS_AGO}),
    "no-benefit": (
        Project,
        {"category": "livelihood", "stage": "production", "signed_on": LONG_AGO, "produced_on": MONTHS_AGO},
    ),
}


@pytest.mark.parametrize("key", WAITS)
def test_a_record_asks_its_own_side_when_its_time_has_come(cast, enter, key):
    model, values = WAITS[key]
    assert key not in asked(cast.north)
    more = {Parcel: "in_park", Infrastructure: "in_park", Posting: "holder"}.get(model)
    if more:
        values = values | {more: enter(Park if more == "in_park" else Person)}
    enter(model, **values)
    assert key in asked(cast.north)
    assert key not in asked(cast.south)


DONE = {
    "deliveries": (Delivery, "under", {"quantity": ONE, "happened_on": SOON}),
    "unpaid-funding": (Disbursement, "out_of", {"amount": ONE}),
    "quiet-ties": (Activity, "of_tie", {"happened_on": MONTHS_AGO}),
    "quiet-routes": (TourGroup, "on_route", {"visitors": ONE, "happened_on": MONTHS_AGO}),
    "contacts": (Lead, "found_at", {}),
    "no-benefit": (Benefit, "of_project", {}),
}


@pytest.mark.parametrize("key", DONE)
def test_it_stops_asking_when_it_is_done(cast, enter, key):
    model, values = WAITS[key]
    done, points, given = DONE[key]
    record = enter(model, **values)
    enter(done, **given, **{points: record})
    assert key not in asked(cast.north)
