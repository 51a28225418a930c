"""Two lists of one thing are linked record by record, nothing is dropped, nobody gets two partners."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reconciling import lists
from duikou.engines.linkage import Item, duplicates, link
from duikou.engines.quantities import parse

DAY = date(2019, 6, 16)


def item(key, title, amount="", **values):
    return Item(key, title, DAY, {"investment": parse(amount)[0]} if amount else {}, **values)


def test_a_generated_pair_of_lists_is_linked_well():
    left, right, truth = lists(600, seed=3)
    found = {(pair.left.id, pair.right.id) for pair in link(left, right).pairs}
    assert len(found & truth) / len(found) >= 0.98
    assert len(found & truth) / len(truth) >= 0.95


def test_differences_are_named_field_by_field():
    linked = link([item("L1", "米高8万吨高效钾肥项目", "15863万")], [item("R1", "米高高效钾肥项目", "约1.6亿")])
    [pair] = linked.pairs
    assert {difference.field for difference in pair.differences} == {"title", "investment"}


def test_strangers_stay_apart():
    linked = link([item("L1", "冠牌不锈钢管材项目", "2亿")], [item("R1", "双山全民健身中心", "3000万")])
    assert (linked.pairs, len(linked.left_only), len(linked.right_only)) == ((), 1, 1)


def test_a_thing_entered_twice_is_found():
    found = duplicates(
        [item("1", "冠牌8万吨不锈钢管材项目", "2亿"), item("2", "冠牌不锈钢管材项目", "2亿"), item("3", "健身中心")]
    )
    assert [(pair.left.id, pair.right.id) for pair in found] == [("1", "2")]


names = st.text("冠牌管业不锈钢米高钾肥项目", min_size=1, max_size=8)


@settings(deadline=None)
@given(st.lists(names, max_size=8), st.lists(names, max_size=8))
def test_every_record_is_in_exactly_one_place(ours, theirs):
    left = [item(f"L{number}", name) for number, name in enumerate(ours)]
    right = [item(f"R{number}", name) for number, name in enumerate(theirs)]
    linked = link(left, right)
    assert sorted([pair.left.id for pair in linked.pairs] + [one.id for one in linked.left_only]) == sorted(
        one.id for one in left
    )
    assert sorted([pair.right.id for pair in linked.pairs] + [one.id for one in linked.right_only]) == sorted(
        one.id for one in right
    )
