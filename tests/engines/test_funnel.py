from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duikou.engines.funnel import Journey, funnel

JUNE = [date(2019, 6, day) for day in range(1, 31)]


def test_each_step_says_what_went_on_what_was_lost_and_how_long_it_took():
    steps = funnel(
        [
            Journey((JUNE[0], JUNE[10], None), 1),
            Journey((JUNE[0], JUNE[4], JUNE[5]), 2),
            Journey((None, None, JUNE[5]), 2),
            Journey((JUNE[0], None, None), 0, lost=True),
        ],
        3,
    )
    assert [(step.reached, step.lost, step.waiting) for step in steps] == [(4, 1, 0), (3, 0, 1), (2, 0, 2)]
    assert [(step.days, step.timed) for step in steps] == [(None, 0), (Decimal(7), 2), (Decimal(1), 1)]
    assert (steps[0].lapse_rate, steps[1].share) == (Decimal("0.25"), Decimal("0.75"))


def test_a_journey_of_another_length_is_refused():
    with pytest.raises(ValueError, match="3 dates"):
        funnel([Journey((None,), 0)], 3)


journeys = st.lists(
    st.builds(Journey, st.tuples(*[st.none() | st.sampled_from(JUNE)] * 4), st.integers(0, 3), st.booleans())
)


@given(journeys)
def test_nobody_disappears_between_two_steps(given_journeys):
    steps = funnel(given_journeys, 4)
    following = [*(step.reached for step in steps[1:]), 0]
    assert [step.reached for step in steps] == [
        step.lost + step.waiting + after for step, after in zip(steps, following, strict=True)
    ]
    assert steps[0].reached == len(given_journeys)
