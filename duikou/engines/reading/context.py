"""What stands around a quantity: the period it holds for, whom it speaks of, its area and the words of what is counted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from duikou.engines.reading.dates import DateFound
from duikou.engines.reading.found import NO_PERIOD, Found, Period
from duikou.engines.reading.vocabulary import any_of, kinds

SENTENCE: Final = re.compile(r"[。!?\n]")
CLAUSE: Final = re.compile(r"[,。;:!?\n]")
FAR: Final = 160  # characters before a quantity in which its sentence is looked for
SUBJECTS: Final = 3
PHRASE: Final = 16
NOW: Final = r"截至目前|截止目前|到目前为止|目前为止|目前|迄今|如今|现有"
SINCE: Final = r"(?:自[^,。;\n]{0,24}?|[^,。;\n\d自]{0,10})以来|开展[^,。;\n]{0,8}以来|期间|过渡期内"
YEARLY: Final = r"年产(?!值|业)|年供应|年销售|年加工|年均|每年|全年|年处理|年接待"
MARKS: Final = re.compile(rf"(?P<now>{NOW})|(?P<since>{SINCE})|(?P<yearly>{YEARLY})")
TOTAL: Final = re.compile(r"累计|先后|总计|合计")
BEFORE_NUMBER: Final = re.compile(
    r"(?:达到?|高达|共计?|为|有|约|近|超过?|逾|突破|接近|累计|已|仅|合计|总计|不低于|不少于|不超过|至|由|了|分别)+$"
)
CUT: Final = re.compile(
    r".*(?:[的与和在由向将把被、从给及了]|实现|完成|达成|签订|建成|召开|举办|选派|组织|梳理|确定|带动|吸纳|其中|累计|先后|[已共])"
)


def in_context(
    text: str,
    found: Sequence[Found],
    dates: Sequence[DateFound],
    names: Sequence[tuple[int, str]],
    published: date | None,
) -> list[Found]:
    """The quantities with period, subjects, area and words; each is carried on from the one before where nothing new is said."""
    told: list[Found] = []
    breaks = [match.start() for match in re.finditer("\n", text)]
    before: Found | None = None
    for one in found:
        if before and bisect_left(breaks, one.char_start) != bisect_left(breaks, before.char_start):
            before = None  # a new paragraph begins anew
        start = _sentence_start(text, one.char_start)
        before = replace(
            one,
            period=_period(text, one, start, dates, published)
            or (before.period if before and before.period.lasts else NO_PERIOD),
            subjects=_subjects(names, start, one.char_start) or (before.subjects if before else ()),
            area=_area(text, one, start),
            phrase=_phrase(text, one),
        )
        told.append(before)
    return told


def _sentence_start(text: str, place: int) -> int:
    found = [match.end() for match in SENTENCE.finditer(text, max(place - FAR, 0), place)]
    return found[-1] if found else max(place - FAR, 0)


def _period(text: str, one: Found, start: int, dates: Sequence[DateFound], published: date | None) -> Period | None:
    """The last word of time before the quantity in its sentence."""
    marks = list(MARKS.finditer(text, start, one.char_start))
    at = bisect_right(dates, one.char_start, key=lambda date_: date_.char_start) - 1
    day = dates[at] if at >= 0 and dates[at].char_start >= start else None
    clause = CLAUSE.split(text[start : one.char_start])[-1]
    if day and (not marks or marks[-1].start() < day.char_start or text.startswith("以来", day.char_end)):
        return _of_date(text, day, TOTAL.search(text, start, one.char_start), published)
    if marks:
        return _of_mark(marks[-1], day, TOTAL.search(text, start, one.char_start), published)
    total = TOTAL.search(clause)
    return Period("cumulative", total.group()) if total else None


def _of_date(text: str, day: DateFound, total: re.Match[str] | None, published: date | None) -> Period:
    if text.startswith("以来", day.char_end):
        return Period("cumulative", day.quote + "以来", _month(published))
    if day.quote.startswith("截"):
        return Period("cumulative" if total else "as_of", day.quote, day.iso)
    return Period("year" if len(day.iso) == 4 else "point", day.quote, day.iso)


def _of_mark(mark: re.Match[str], day: DateFound | None, total: re.Match[str] | None, published: date | None) -> Period:
    if mark["now"]:
        return Period("cumulative" if total else "as_of", mark.group(), _month(published))
    if mark["since"]:
        return Period("cumulative", mark.group())
    return Period("year", mark.group(), day.iso if day and len(day.iso) == 4 else None)


def _month(published: date | None) -> str | None:
    return f"{published.year:04d}-{published.month:02d}" if published else None


def _subjects(names: Sequence[tuple[int, str]], start: int, end: int) -> tuple[str, ...]:
    """The names in the sentence before the quantity, the nearest last."""
    here = [name for _place, name in names[bisect_left(names, (start, "")) : bisect_left(names, (end, ""))]]
    return tuple(dict.fromkeys(here[-SUBJECTS:]))


@cache
def _areas() -> re.Pattern[str]:
    return re.compile(any_of(kinds("areas", "words")))


def _area(text: str, one: Found, start: int) -> str:
    """The area whose words the clause uses most, else the sentence."""
    rest = CLAUSE.split(text[one.char_start : one.char_end + 40], maxsplit=1)[0]
    sentence = text[start : one.char_start]
    for words in (CLAUSE.split(sentence)[-1] + rest, sentence + rest):
        hits = Counter(kinds("areas", "words")[match.group()] for match in _areas().finditer(words))
        if hits:
            return hits.most_common(1)[0][0]
    return ""


def _phrase(text: str, one: Found) -> str:
    """The words of what is counted: 民生项目 behind the number, else 总投资额 before it."""
    if one.noun:
        at = text.find(one.noun, one.char_end, one.char_end + 24)
        between = text[one.char_end : at] if at >= 0 else ","
        if not CLAUSE.search(between) and len(between) < PHRASE:
            return between + one.noun
    clause = CLAUSE.split(text[max(one.char_start - 40, 0) : one.char_start])[-1]
    words = BEFORE_NUMBER.sub("", re.sub(r"[\d.%]+\S{0,3}$", "", clause)).strip()
    told = CUT.sub("", words)[-PHRASE:]
    return one.noun if not told or told[0].isdigit() else told
