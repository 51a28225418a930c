from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Final

DIGITS: Final = {character: number for number, character in enumerate("〇一二三四五六七八九")}
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = r"(?:(?:19|20)\d{2}|[一二][九〇零][〇零一二三四五六七八九]{2})"
_RELATIVE = r"今年|去年|前年|明年|当年|本年"
PATTERN: Final = re.compile(
    rf"(?P<upto>截至|截止到?)?(?:(?P<year>{_YEAR})\s*年|(?P<relative>{_RELATIVE}))?"
    rf"(?:(?P<this>这个|上个|本)?(?P<month>{_MONTH})\s*月(?!来)(?:(?P<part>[上中下]旬|初|底|末)|(?P<day>{_DAY})\s*[日号])?)"
    rf"|(?P<upto2>截至|截止到?)?(?:(?P<year2>{_YEAR})\s*年|(?P<relative2>{_RELATIVE}))(?P<end>底|末|年底|年末)?"
    rf"|(?<![月\d\-.~至])(?P<day3>{_DAY})日(?=[上下中]午|早|晚|凌晨|,|,|至)"
)


@dataclass(frozen=True)
class DateFound:
    """A date in the text with its ISO form (year, month or day); offsets are characters, end exclusive."""

    char_start: int
    char_end: int
    quote: str
    iso: str


def whole(text: str) -> int:
    """A small Chinese or Arabic number: 十二, 二十一, 30."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (DIGITS.get(tens, 1) if tens else 1) * 10 + (DIGITS.get(ones, 0) if ones else 0)
    return DIGITS.get(text, 0)


def read_dates(text: str, published: date | None = None) -> list[DateFound]:
    """All dates in order. A missing year is that of the date before it, else the one that makes it lie before publication."""
    found: list[DateFound] = []
    year = published.year if published else None
    last: tuple[int, int] | None = None
    for match in PATTERN.finditer(text):
        iso, year_said, month = _iso(match, published, year, last)
        if iso:
            found.append(DateFound(match.start(), match.end(), match.group(), iso))
            if month:
                last = month
            if year_said:
                year = year_said
    return found


def _iso(
    match: re.Match[str], published: date | None, context: int | None, last: tuple[int, int] | None
) -> tuple[str, int | None, tuple[int, int] | None]:
    got = match.groupdict()
    if got["day3"]:
        base = last or ((published.year, published.month) if published else None)
        return (f"{base[0]:04d}-{base[1]:02d}-{whole(got['day3']):02d}", None, None) if base else ("", None, None)
    year = _year(got["year"] or got["year2"], got["relative"] or got["relative2"], published)
    if not got["month"]:
        if year is None:
            return "", None, None
        end = got["end"] or (got["upto2"] and (got["end"] or ""))
        return (f"{year:04d}-12-31" if end else f"{year:04d}"), year if got["year2"] else None, None
    month = whole(got["month"])
    if year is None and got["this"] and published:
        year = published.year
    if year is None:
        year = _likely_year(month, got["day"], published, context)
    if year is None:
        return "", None, None
    iso = f"{year:04d}-{month:02d}" + (f"-{whole(got['day']):02d}" if got["day"] else "")
    return iso, year if got["year"] else None, (year, month)


def _year(said: str | None, relative: str | None, published: date | None) -> int | None:
    if said:
        return int(said) if said.isdigit() else int("".join(str(DIGITS.get(c, 0)) for c in said.replace("零", "〇")))
    if relative and published:
        return published.year + {"去年": -1, "前年": -2, "明年": 1}.get(relative, 0)
    return None


def _likely_year(month: int, day: str | None, published: date | None, context: int | None) -> int | None:
    """The year the text last named, if that is not after publication; else the last such day before publication."""
    if published is None:
        return context
    year = context if context and context <= published.year else published.year
    later = (year, month, whole(day) if day else 1) > (published.year, published.month, published.day)
    return year - 1 if later and year == published.year and month > published.month else year


class Spans:
    """Ordered spans that can be asked whether a place lies in one of them."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.starts = [start for start, _end in self.spans]

    def cover(self, start: int, end: int) -> bool:
        place = bisect_right(self.starts, end - 1) - 1
        return place >= 0 and self.spans[place][1] > start
