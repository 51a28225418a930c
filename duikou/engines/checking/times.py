"""Dates against the calendar and against each other: weekdays, days that do not exist, ends before starts, stages out of order."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Final

from duikou.engines.checking.mentions import CLAUSE, PHASE, SENTENCE, Breaks
from duikou.engines.checking.model import HARD, Conflict, Span, any_of, words
from duikou.engines.checking.things import Identities, Thing, things
from duikou.engines.reading import DateFound

WEEKDAY: Final = re.compile(r"[\s((,,]*(?:星期|周|礼拜)([一二三四五六日天])")
PHASED: Final = 80  # characters before a date in which its phase is named
NEXT: Final = re.compile(r"[次翌明]年|来年")
ACROSS: Final = 2  # sentences between the opening and the close of one event
DAYS: Final = {name: place for place, name in enumerate("一二三四五六日")} | {"天": 6}
TO: Final = re.compile(r"\s*(?:至|到|—+|-+|–|~|~)\s*")
CERTAIN: Final = 90  # days from publication within which a date without its year is that of then
YEAR: Final = re.compile(r"(?:19|20)\d{2}年")


def of_dates(text: str, dates: Sequence[DateFound], published: date | None) -> list[Conflict]:
    ranges = [one for one in dates if "/" in one.iso]
    dates = [one for one in dates if "/" not in one.iso]
    return [*_turned(ranges), *_weekdays(text, dates, published), *_unreal(dates), *_backwards(text, dates),
            *_too_early(text, dates, published), *_stages(text, dates), *_ended(text, dates)]  # fmt: skip


def _day(one: DateFound) -> date | None:
    try:
        return date.fromisoformat(one.iso)
    except ValueError:
        return None


def _conflict(spans: Sequence[DateFound], why: str) -> Conflict:
    return Conflict("date", HARD, tuple(Span(one.char_start, one.char_end, one.quote) for one in spans), why)


def _weekdays(text: str, dates: Sequence[DateFound], published: date | None) -> Iterator[Conflict]:
    for one in dates:
        match, day = WEEKDAY.match(text, one.char_end), _day(one)
        if match and day and all(may.weekday() != DAYS[match[1]] for may in _possible(one, day, published)):
            right = "一二三四五六日"[day.weekday()]
            yield _conflict([one], f"{day.year}年{day.month}月{day.day}日是星期{right},文中写作星期{match[1]}。")


def _possible(one: DateFound, read: date, published: date | None) -> set[date]:
    """The days a date may stand for: without its year it is the one next to publication, or, far from that, of any year about it."""
    if YEAR.search(one.quote) or published is None:
        return {read}
    around = {day for year in (-1, 0, 1) if (day := _in_year(read, published.year + year))}
    near = {day for day in around if abs((day - published).days) <= CERTAIN}
    return {read, *(near or around)}


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _unreal(dates: Sequence[DateFound]) -> Iterator[Conflict]:
    for one in dates:
        if len(one.iso) == 10 and _day(one) is None and re.search(r"月", one.quote):
            yield _conflict([one], f"没有“{one.quote}”这一天,请核对。")


def _turned(ranges: Sequence[DateFound]) -> Iterator[Conflict]:
    """A range read as one that ends before it begins, within a month or with both years written."""
    for one in ranges:
        first, _, last = one.iso.partition("/")
        if last < first and (first[:7] == last[:7] or len(YEAR.findall(one.quote)) == 2):
            yield _conflict([one], f"起止日期颠倒:“{one.quote}”。")


def _backwards(text: str, dates: Sequence[DateFound]) -> Iterator[Conflict]:
    """甲日至乙日 with 乙 before 甲; over the turn of the year only where both years are written."""
    for first, second in itertools.pairwise(dates):
        joined = text[first.char_end : second.char_start]
        if len(joined) > 3 or not TO.fullmatch(joined) or len(first.iso) != len(second.iso):
            continue
        both = YEAR.search(first.quote) and YEAR.search(second.quote)
        same_month = first.iso[:7] == second.iso[:7] and not YEAR.search(second.quote)
        if first.iso > second.iso and (both or same_month):
            yield _conflict([first, second], f"起止日期颠倒:“{first.quote}”在“{second.quote}”之后。")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(any_of(words()[name]))


def _too_early(text: str, dates: Sequence[DateFound], published: date | None) -> Iterator[Conflict]:
    """Told as past, dated after the text came out; only dates whose year is written, for others lie before it by themselves."""
    if published is None:
        return
    sentences = Breaks(SENTENCE, text)
    for one in dates:
        if not YEAR.search(one.quote) or one.iso <= published.isoformat()[: len(one.iso)]:
            continue
        start, end = sentences.span(sentences.number(one.char_start))
        told = text[max(start, one.char_start - 40) : min(end, one.char_end + 60)]
        if _pattern("past").search(told) and not _pattern("future").search(told):
            why = f"文中把“{one.quote}”的事写作已经发生,但发布日期是{published.isoformat()}。"
            yield _conflict([one], why)


@cache
def _stage() -> re.Pattern[str]:
    return re.compile("|".join(rf"(?P<s{place}>{any_of(stage)})" for place, stage in enumerate(words()["stages"])))


def _stages(text: str, dates: Sequence[DateFound]) -> Iterator[Conflict]:
    """A later stage of a project dated before an earlier one: 2020年5月开工,2019年10月竣工."""
    clauses, sentences = Breaks(CLAUSE, text), Breaks(SENTENCE, text)
    owners = _by_sentence(text, sentences)
    identities = Identities()
    known: dict[tuple[str, str], list[tuple[int, DateFound]]] = defaultdict(list)
    for one in dates:
        start, end = clauses.span(clauses.number(one.char_start))
        sentence = sentences.number(one.char_start)
        told = _stage().search(text, one.char_end, min(end, one.char_end + 24))
        names = owners.get(sentence, [])
        if not told or len({name.core for name in names}) > 1 or re.search(r"^[前内]", text[one.char_end :][:1]):
            continue
        owner = str(identities.of(names[0].core)) if names else f"sentence {sentence}"
        begin = max(sentences.span(sentence)[0], start - PHASED)
        phases = "".join(PHASE.findall(text[begin : one.char_start])[-1:])
        known[owner, phases].append((int(str(told.lastgroup)[1:]), one))
    for found in known.values():
        yield from _out_of_order(found[:50])


def _by_sentence(text: str, sentences: Breaks) -> dict[int, list[Thing]]:
    found: dict[int, list[Thing]] = defaultdict(list)
    for thing in things(text):
        found[sentences.number(thing.char_start)].append(thing)
    return found


def _out_of_order(found: Sequence[tuple[int, DateFound]]) -> Iterator[Conflict]:
    for stage, one in found:
        for later, two in found:
            size = min(len(one.iso), len(two.iso))
            if later > stage > 0 and two.iso[:size] < one.iso[:size]:
                first, second = ("、".join(words()["stages"][place][:1]) for place in (stage, later))
                yield _conflict([one, two], f"{second}日期“{two.quote}”早于{first}日期“{one.quote}”,请核对。")
                return


@cache
def _turn() -> re.Pattern[str]:
    openings, closings = zip(*words()["turns"], strict=True)
    return re.compile(rf"(?P<open>{any_of(openings)})|(?P<close>{any_of(closings)})")


def _ended(text: str, dates: Sequence[DateFound]) -> Iterator[Conflict]:
    """An event that closes before it opens: 2月10日开幕、2月1日闭幕, in one sentence or in two near each other."""
    pairs, sentences, clauses = dict(words()["turns"]), Breaks(SENTENCE, text), Breaks(CLAUSE, text)
    opened: tuple[int, str, DateFound] | None = None
    for place, one in enumerate(dates):
        _start, end = clauses.span(clauses.number(one.char_start))
        stop = min(end, one.char_end + 16, dates[place + 1].char_start if place + 1 < len(dates) else end)
        told = _turn().search(text, one.char_end, stop)
        sentence = sentences.number(one.char_start)
        if told and told["open"]:
            opened = (sentence, told["open"], one)
        elif told and opened and pairs[opened[1]] == told["close"] and sentence - opened[0] <= ACROSS:
            if _closes_first(text, opened[2], one):
                yield _conflict(
                    [opened[2], one], f"“{one.quote}”{told['close']}早于“{opened[2].quote}”{opened[1]},请核对。"
                )
            opened = None


def _closes_first(text: str, first: DateFound, last: DateFound) -> bool:
    """Without its year a close may lie in the next one, if that is no more than half a year away."""
    begins, ends = _day(first), _day(last)
    if begins is None or ends is None or NEXT.search(text, max(last.char_start - 4, 0), last.char_end):
        return False
    if YEAR.search(last.quote):
        return ends < begins
    same_year = _in_year(ends, begins.year)
    return bool(same_year and same_year < begins and (begins - same_year).days < 183)
