"""Short texts, each with one planted conflict or with something that only looks like one."""

import json
from datetime import date
from pathlib import Path

import pytest

from duikou.engines.checking import conflicts
from duikou.engines.reading import read_quantities
from tests.engines.marked import all_marked, marked

HERE = Path(__file__).parent
PLANTED = json.loads((HERE / "planted.json").read_text(encoding="utf-8"))
CLEAN = json.loads((HERE / "clean.json").read_text(encoding="utf-8"))
IN_TEXTS = json.loads((HERE / "planted_in_texts.json").read_text(encoding="utf-8"))


def found(case):
    day = date.fromisoformat(case["published"]) if "published" in case else None
    return conflicts(case["text"], read_quantities(case["text"], day), day)


def is_found(case):
    wanted = set(case["quotes"])
    return any(
        all(any(quote in span.quote or span.quote in quote for span in one.spans) for quote in wanted)
        for one in found(case)
    )


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: case["text"][:16])
def test_a_planted_conflict_is_found(case):
    assert is_found(case), found(case)


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case["why"])
def test_what_only_looks_like_a_conflict_is_not_flagged(case):
    assert found(case) == []


@pytest.mark.parametrize(
    "text", [*all_marked(), *map(marked, sorted((HERE / "texts").glob("*.txt")))], ids=lambda text: text.name
)
def test_the_readers_texts_have_the_conflicts_planted_in_them_and_no_other(text):
    """They were written by other hands; `planted_in_texts.json` names the conflicts by the opening of the text."""
    known = [
        set(quotes) for opening, told in IN_TEXTS.items() if text.text.lstrip().startswith(opening) for quotes in told
    ]
    numbers = read_quantities(text.text, text.published)
    said = [{span.quote for span in one.spans} for one in conflicts(text.text, numbers, text.published)]
    assert sorted(map(sorted, said)) == sorted(map(sorted, known))
