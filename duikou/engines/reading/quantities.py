from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from duikou.engines.quantities import plain
from duikou.engines.reading.context import in_context
from duikou.engines.reading.counted import Counted, counted, noun_after
from duikou.engines.reading.dates import DateFound, dates_of
from duikou.engines.reading.entities import mentions
from duikou.engines.reading.excluded import Spans, excluded
from duikou.engines.reading.found import Found, Number, Reach
from duikou.engines.reading.numerals import ARABIC, NUMBER, SCALE, scaled
from duikou.engines.reading.places import people_of
from duikou.engines.reading.qualifiers import kind_before, qualifier_after, qualifier_before
from duikou.engines.reading.special import read_special
from duikou.engines.reading.surface import Surface, surface
from duikou.engines.reading.vocabulary import any_of, kinds, table
from duikou.engines.reading.weighed import is_quantity, number_at

TO: Final = re.compile(r"[~—–\-至到]{1,2}")
MORE: Final = re.compile(r"[余多](?!源|样|元|种|个)")
FROM: Final = re.compile(r"[由从][^,。;:、]{0,8}$")  # from 3 to 5: two values, no range
WITHOUT_MEASURE: Final = ("person", "household", "job")
NAMED: Final = ("place", "org", "project")  # whom or what a quantity may speak of
LEAD: Final = 10
HALF: Final = Decimal("0.5")
LASTING: Final = (
    "year",
    "month",
    "hour",
    "day",
    "km",
    "quarter",
    "fraction",
    "times_factor",
)  # what 多 may follow: 三年多

HEADS: Final = re.compile(
    rf"({any_of(kinds('nouns', 'heads'))})(?:总数|总量|总额|额)?(?:达|达到|为|共|约|超|近|累计|突破|超过)*$"
)
LIST: Final = re.compile(rf"(?:[、,和及与]{ARABIC}{SCALE})+({any_of(kinds('measures'))})")


@cache
def measures() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(kinds('measures'))})(?![a-zA-Z²])")


@cache
def halves() -> frozenset[str]:
    return frozenset(table("measures")["half"].split())


def read_quantities(text: str, published: date | None = None) -> list[Found]:
    """Every quantity of the text in reading order; dates, idioms and numbers inside names are none."""
    written = surface(text)
    dates = dates_of(written.text, published)
    names = [(one.char_start, one.name) for one in mentions(written.text) if one.type in NAMED]
    told = in_context(written.text, _quantities(written.text, dates), dates, names, published)
    return [_placed(text, written, one) for one in told]


def _quantities(text: str, dates: list[DateFound]) -> list[Found]:
    barred = excluded(text)
    special = [one for one in read_special(text) if not barred.cover(one.char_start, one.char_end)]
    taken = Spans(
        [(one.char_start, one.char_end) for one in dates] + [(one.char_start, one.char_end) for one in special]
    )
    return sorted([*special, *_plain(text, taken, barred)], key=lambda one: one.char_start)


def _placed(text: str, written: Surface, one: Found) -> Found:
    start, end = written.origin(one.char_start), written.end(one.char_end)
    return replace(one, char_start=start, char_end=end, quote=text[start:end])


def _plain(text: str, taken: Spans, barred: Spans) -> Iterator[Found]:
    done, near, before = 0, dict[str, Counted](), 0
    for match in NUMBER.finditer(text):
        if match.start() < done or taken.cover(*match.span()) or barred.cover(*match.span()):
            continue
        if "\n" in text[before : match.start()]:
            near = {}
        before = match.start()
        one = _found(text, match, near)
        if one:
            done = one.char_end
            yield one


def _found(text: str, match: re.Match[str], near: dict[str, Counted]) -> Found | None:
    low = number_at(text, match)
    if low is None:
        return None
    reach = _range(text, low) or _single(text, low)
    lead, after = qualifier_before(text, low), qualifier_after(text, reach.end)
    if not is_quantity(text, low, reach, bool(lead or after)):
        return None
    what = counted(text, low.start, reach.end, reach.measure, near) if reach.measure else _unmeasured(text, low)
    if not what.unit:
        return None
    near[reach.measure] = what
    return _built(text, low, reach, lead, after, what)


def _built(text: str, low: Number, reach: Reach, lead: str, after: str, what: Counted) -> Found:
    first = low.start - 1 if low.is_ordinal else low.start
    start, end = min(low.start - len(lead), first), reach.end + len(after)
    return Found(
        start, end, text[start:end], text[first : reach.end], reach.value, what.unit, reach.scale + reach.measure,
        _qualifier(low, reach, lead, after), what.noun,
    )  # fmt: skip


def _qualifier(low: Number, reach: Reach, lead: str, after: str) -> str:
    if isinstance(reach.value, tuple):
        return "range"
    if low.is_ordinal:
        return "ordinal"
    told = kind_before(lead) or kinds("words", "after").get(after, "")
    return told or ({"来": "approx"}.get(reach.more, "at_least") if reach.more else "exact")


def _single(text: str, low: Number) -> Reach:
    match = measures().match(text, low.end)
    measure = match.group() if match and low.takes(match.group()) else ""
    end = low.end + len(measure)
    lasting = kinds("measures").get(measure) in LASTING and MORE.match(text, end)
    value = low.value + (HALF if measure in halves() else 0)
    value = value / 10 if measure.startswith("成") else value
    return Reach(
        end + bool(lasting), value, measure, low.scale, low.more or ("多" if lasting or "多" in measure else "")
    )


def _range(text: str, low: Number) -> Reach | None:
    """800~1500人, 2~3亿元, 30%至50%, 5000万元~1亿元; but 由3个到5个 are two."""
    unit = measures().match(text, low.end)
    to = TO.match(text, unit.end() if unit else low.end)
    match = NUMBER.match(text, to.end()) if to else None
    high = number_at(text, match) if match else None
    if high is None or high.is_arabic != low.is_arabic or FROM.search(text[max(low.start - LEAD, 0) : low.start]):
        return None
    single = _single(text, high)
    ends = (low.value * (1 if low.scale or unit else scaled(high.scale)), high.value)
    if not (single.measure or unit) or ends[0] >= ends[1]:
        return None
    return Reach(single.end, ends, single.measure or (unit.group() if unit else ""), high.scale, high.more)


def _unmeasured(text: str, low: Number) -> Counted:
    """73.09万农村劳动力, 旅游人次8.3亿, and 40.7亿 of a list that ends in 元."""
    noun, start, end = noun_after(text, low.end, wanted=frozenset(WITHOUT_MEASURE))
    people = people_of(text, low.end)
    if people:
        return Counted("person", people, low.end, low.end + len(people))
    head = HEADS.search(text[max(low.start - LEAD, 0) : low.start])
    if kinds("nouns").get(noun) in WITHOUT_MEASURE:
        return Counted(kinds("nouns")[noun], noun, start, end)
    if not low.scale:
        return Counted("")
    if head:
        return Counted(kinds("nouns", "heads")[head[1]])
    follows = LIST.match(text, low.end)
    is_money = low.scale.endswith("亿") and not text.startswith("级", low.end)  # 100亿级 is a class of clusters
    return Counted(kinds("measures")[follows[1]] if follows else "CNY" if is_money else "")


def as_json(one: Found) -> dict[str, Any]:
    """The quantity as `duikou read` prints it."""
    value = [_number(part) for part in one.value] if isinstance(one.value, tuple) else _number(one.value)
    return {
        "char_start": one.char_start, "char_end": one.char_end, "quote": one.quote, "figure": one.figure, "value": value,
        "unit": one.unit, "unit_text": one.unit_text, "qualifier": one.qualifier, "measure": None, "measure_text": one.phrase,
        "period": vars(one.period), "subjects": list(one.subjects), "area": one.area or None,
    }  # fmt: skip


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(plain(value))
