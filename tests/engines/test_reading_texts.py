"""Texts of many forms written for the reader, marked up by hand before it had read them, hold its figures."""

import pytest

from duikou.engines.reading import read_dates, read_quantities
from tests.engines.marked import FULL, all_marked, f1, faults


def scores(pattern="*.txt"):
    """F1 of each aspect over the texts."""
    counts = {}
    for text in all_marked(pattern):
        found = read_quantities(text.text, text.published)
        quantities = [mark for mark in text.marks if not mark.isos]
        dates = [mark for mark in text.marks if mark.isos]
        told = {
            "value": faults(found, quantities),
            "value+unit": faults(found, quantities, FULL[:2]),
            "full": faults(found, quantities, FULL),
            "dates": faults(read_dates(text.text, text.published), dates),
        }
        for name, (hits, wrong, missed) in told.items():
            before = counts.get(name, (0, 0, 0))
            counts[name] = (before[0] + hits, before[1] + len(wrong), before[2] + len(missed))
    return {name: f1(*count) for name, count in counts.items()}


GOALS = {"value": 0.97, "value+unit": 0.95, "full": 0.92, "dates": 0.95}


def test_the_texts_of_our_own():
    reached = scores()
    assert all(reached[name] >= goal for name, goal in GOALS.items()), reached


def test_the_marks_are_well_made():
    for text in all_marked():
        assert len(text.marks) > 20
        for mark in text.marks:
            assert text.text[mark.start : mark.end].strip() == text.text[mark.start : mark.end]
            assert mark.isos or mark.qualifier in ("exact", "approx", "at_least", "below", "range", "ordinal"), mark


@pytest.mark.parametrize("aspect", GOALS)
def test_no_single_text_falls_far_below(aspect):
    worst = min((scores(f"{text.name}.txt")[aspect], text.name) for text in all_marked())
    assert worst[0] >= GOALS[aspect] - 0.08, worst
