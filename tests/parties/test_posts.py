"""Who answers on a day follows from posts and terms, acting ones and gaps included."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from duikou.ledger import actions
from duikou.parties.actions import hand_over
from duikou.parties.models import Person, Post, Term
from duikou.parties.sectors import sector_choices, sector_name

JAN, MAY, AUG = date(2026, 1, 1), date(2026, 5, 1), date(2026, 8, 1)


@pytest.fixture
def made(cast):
    def make(model, title, **values):
        return actions.enter(model, {"title": title, "happened_on": JAN, **values}, by=cast.by(cast.north))

    return make


@pytest.fixture
def post(made):
    return made(Post, "市发改局局长", home="a")


def test_a_hand_over_ends_the_former_term_and_keeps_it(cast, made, post):
    first, second = made(Person, "甲"), made(Person, "乙")
    hand_over(post, first, by=cast.by(cast.north), on=JAN)
    hand_over(post, second, by=cast.by(cast.north), on=MAY)
    assert [post.holder_on(day) for day in (date(2025, 12, 31), date(2026, 4, 30), MAY)][1:] == ["甲", "乙"]
    assert post.term_on(date(2025, 12, 31)) is None
    assert Term.objects.count() == 2


def test_an_acting_holder_stands_in_until_a_full_one_comes(cast, made, post):
    acting, full = made(Person, "代"), made(Person, "正")
    hand_over(post, acting, by=cast.by(cast.north), on=JAN, acting=True)
    assert post.term_on(MAY).acting
    hand_over(post, full, by=cast.by(cast.north), on=AUG)
    assert post.term_on(AUG).holder == full


def test_handing_over_twice_is_harmless_and_backwards_is_refused(cast, made, post):
    first, second = made(Person, "甲"), made(Person, "乙")
    hand_over(post, first, by=cast.by(cast.north), on=MAY)
    hand_over(post, first, by=cast.by(cast.north), on=MAY)
    assert Term.objects.count() == 1
    with pytest.raises(ValidationError):
        hand_over(post, second, by=cast.by(cast.north), on=MAY)


def test_the_sector_table_is_whole():
    codes = [code for _section, divisions in sector_choices() for code, _name in divisions]
    assert codes == [f"{number:02d}" for number in range(1, 98)]
    assert (sector_name("30"), sector_name("C"), sector_name("99")) == ("非金属矿物制品业", "制造业", "")
