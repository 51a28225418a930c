"""What holds for any text: no crash, linear time, nothing flagged when it is said twice, sums that are right or wrong."""

import json
import random
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duikou.engines.checking import agree, conflicts
from duikou.engines.reading import read_quantities

HERE = Path(__file__).parent
CASES = [json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")) for name in ("planted", "clean")]
DAY = date(2024, 5, 1)
COUNTS = st.integers(2, 400)


def found(text, day=DAY):
    return conflicts(text, read_quantities(text, day), day)


@pytest.mark.parametrize("case", CASES[1], ids=lambda case: case["why"])
def test_what_is_said_twice_is_no_conflict(case):
    day = date.fromisoformat(case["published"]) if "published" in case else None
    assert found(f"{case['text']}\n{case['text']}", day) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=2, max_size=5), st.integers(-3, 3))
def test_a_complete_list_is_flagged_when_and_only_when_it_does_not_add_up(parts, off):
    kinds = ["农业", "工业", "文旅", "商贸", "教育"]
    listed = "、".join(f"{kind}项目{count}个" for kind, count in zip(kinds, parts, strict=False))
    assert bool(found(f"两市签约项目{sum(parts) + off}个,分别为{listed}。")) == (off != 0)


@settings(max_examples=60, deadline=None)
@given(COUNTS, COUNTS)
def test_two_counts_of_one_thing_conflict_when_they_differ(one, two):
    text = f"合作以来,双方对接洽谈{one}次。商务交流日益频繁,两市对接洽谈{two}次。"
    assert bool(found(text)) == (one != two)


@settings(max_examples=60, deadline=None)
@given(st.decimals(1, 9999, places=2), st.sampled_from(["", "约", "近", "超过"]), st.sampled_from(["", "余"]))
def test_every_number_agrees_with_itself(value, before, after):
    one = read_quantities(f"总投资{before}{value}{after}亿元。")
    assert all(agree(each, each) for each in one)


def test_mutated_texts_never_crash():
    chance = random.Random(5)
    texts = [case["text"] for cases in CASES for case in cases]
    for _mutation in range(400):
        text = "".join(chance.sample(texts, 2))
        cut = sorted(chance.sample(range(len(text)), 2))
        text = text[: cut[0]] + chance.choice("0%其中,。至年月日占由到\u0000") + text[cut[1] :] + text[: cut[0]]
        for one in found(text):
            assert all(text[span.char_start : span.char_end] == span.quote for span in one.spans)


def test_a_long_text_is_checked_in_linear_time():
    text = "".join(case["text"] for cases in CASES for case in cases) + "\n"
    times = []
    for size in (10, 40):
        long = "".join(text.replace("项目", f"项目第{number}批") for number in range(size))
        numbers = read_quantities(long, DAY)
        start = time.process_time()
        conflicts(long, numbers, DAY)
        times.append(time.process_time() - start)
    assert times[1] / times[0] < 10


@pytest.mark.parametrize("case", [*CASES[0], *CASES[1]], ids=lambda case: case["text"][:12])
def test_full_width_signs_change_nothing(case):
    day = date.fromisoformat(case["published"]) if "published" in case else None
    wide = case["text"].translate({ord(sign): ord(sign) + 0xFEE0 for sign in ",;:!?()%"})
    narrow = [[(span.char_start, span.char_end) for span in one.spans] for one in found(case["text"], day)]
    assert [[(span.char_start, span.char_end) for span in one.spans] for one in found(wide, day)] == narrow
