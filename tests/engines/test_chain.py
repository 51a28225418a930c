"""The chain's canonical text is plain JSON that any language can write again."""

import json
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duikou.engines.chain import GENESIS, Link, canonical, first_break, link_hash

WHOLE = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LEAVES = st.none() | st.booleans() | WHOLE | TEXTS
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=12)
PAYLOADS = st.dictionaries(TEXTS, VALUES, max_size=8)


@given(PAYLOADS)
def test_the_text_is_what_the_standard_library_writes(payload):
    plain = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical(payload) == plain
    assert json.loads(plain) == payload


@pytest.mark.parametrize("value", [0.5, date(2026, 1, 1), Decimal("1"), uuid4(), {1, 2}, b"x", [[0.5]], {"a": 1.0}])
def test_what_has_no_one_text_is_refused(value):
    with pytest.raises(TypeError, match="no canonical text"):
        canonical({"value": value})


@given(st.lists(PAYLOADS, min_size=1, max_size=5), st.data())
def test_a_changed_link_is_found_where_it_was_changed(payloads, data):
    links, last = [], GENESIS
    for number, payload in enumerate(payloads, 1):
        links.append(Link(number, payload, last, link_hash(last, payload)))
        last = links[-1].hash
    assert first_break(links) is None
    place = data.draw(st.integers(0, len(links) - 1))
    links[place] = Link(place + 1, {**payloads[place], "planted": 1}, links[place].previous_hash, links[place].hash)
    assert first_break(links).number == place + 1
