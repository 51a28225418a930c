from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from duikou.engines.reading.numerals import DIGITS, whole
from duikou.engines.reading.surface import surface

_MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9](?!\d)|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = r"(?<!\d)(?:(?:19|20)\d{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})"
_SAID: Final = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}
# Said from the year that the text speaks of, not from the day it was published.
_SAID_FROM_TEXT: Final = {"当年": 0, "上年": -1, "上一年": -1, "次年": 1}
_RELATIVE = "|".join({**_SAID, **_SAID_FROM_TEXT})
_TO = r"\s*[~—–\-至到]{1,2}\s*"
# Parts of a year by name, with their first and last month.
_PARTS: Final = {
    "上半年": (1, 6), "下半年": (7, 12), "第一季度": (1, 3), "第二季度": (4, 6), "第三季度": (7, 9), "第四季度": (10, 12),
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12), "前三季度": (1, 9), "前两季度": (1, 6),
}  # fmt: skip
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))


def _when(number: str) -> str:
    return rf"(?:(?P<year{number}>{_YEAR}|(?<!\d)\d\d(?=年\d{{1,2}}月))年度?|(?P<said{number}>{_RELATIVE}))"


PATTERN: Final = re.compile(
    r"(?=[\d一二三四五六七八九十截今去前明当本上下次第这年])"  # the rest of the text is passed over at once
    rf"(?:(?P<iso>(?<![\d.])(?:19|20)\d{{2}}[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?![\d.]))"
    rf"|(?P<from_year>{_YEAR}){_TO}(?P<to_year>{_YEAR})(?:年度?|(?:学年|[雪冰赛滑]季|雪季|榨季|供暖季))"
    rf"|(?:截至|截止到?|截止)?{_when('_b')}?(?P<from_month>{_MONTH})月?份?{_TO}(?P<to_month>{_MONTH})月(?!\d|[上中下]旬|初|底|末)份?"
    rf"|(?P<first_months>{_when('_f')}?前(?P<month_count>{_MONTH})个月)"
    rf"|{_when('_c')}?(?P<month_c>{_MONTH})月(?P<from_day>{_DAY})日?{_TO}(?:(?P<to_month_c>{_MONTH})月)?(?P<to_day>{_DAY})日"
    rf"|(?:截至|截止到?|截止)?{_when('_d')}?(?:这个|上个|本)?(?P<month>(?:(?<![个每\d])|(?<=这个)|(?<=上个)){_MONTH})月(?![来均供嫂饼亮])(?:(?P<tenth>[上中下]旬)|(?P<end>[底末])|初|份|(?P<day>{_DAY})[日号])?"
    rf"|(?:截至|截止到?|截止)?{_when('_e')}(?:(?P<part>{_PART})|(?P<year_end>年?[底末终])(?!级)|初)?"
    rf"|(?<![月\d\-.~至每个十])(?P<lone_from>3[01]|[12]\d|[1-9])日?{_TO}(?P<lone_to>3[01]|[12]\d|[1-9])日(?![内均龄游报处产供间以之用发常夜])"
    rf"|(?P<named_month>本月|当月|上月|上个月)(?P<named_day>{_DAY})[日号]"
    rf"|(?<![月\d\-.~至每个十])(?P<lone_day>3[01]|[12]\d|[1-9])日(?![内均龄游报处产供间以之用发常夜])(?:[上下]午|晚)?"
    rf"|(?<![一二三四第\d])(?P<lone_part>{_PART})"
    rf"|(?<![今去前明当本上\d])(?P<lone_end>年[底末])(?!级))"
)
AHEAD: Final = re.compile(r"(?:(?<!现)将[于在]?|拟[于在]?|计划[于在]?|预计|力争|确保|定于|[到至]|排到了|自|截止)$")
AHEAD_AFTER: Final = re.compile(r"(?:之?前|以前|起(?:施行|执行|实施)|将|拟|预计|力争|计划|举办|截止)")
SINCE: Final = re.compile(r"以来|起|至今|之?后|建成|竣工|完工")
COMPARED: Final = re.compile(r"[比较]$|相比$")  # 比去年底增加: the text does not go over to that year
SENTENCE: Final = re.compile(r"[。;!?]")
SOON: Final = 2  # months
HALF: Final = 6  # months back from which a date that looks ahead is next year's
SPRING: Final = 4  # before it, texts still tell of the year that is over
HEADING: Final = 40  # characters up to which a line without a full stop is a heading


@dataclass(frozen=True)
class DateFound:
    """A date in the text with its ISO form (year, month or day, or an interval of them); offsets are characters, end exclusive."""

    char_start: int
    char_end: int
    quote: str
    iso: str


@dataclass
class Context:
    """What the text said last: the year that stands in the line, in a heading above it, and the month."""

    published: date | None
    line: int | None = None
    line_from: int = 0
    heading: int | None = None
    month: tuple[int, int] | None = None

    @property
    def spoken_of(self) -> int | None:
        return self.line or self.heading or (self.published.year if self.published else None)

    def said(self, word: str) -> int | None:
        spoken_of = self.spoken_of if word in _SAID_FROM_TEXT else self.published.year if self.published else None
        return spoken_of + (_SAID | _SAID_FROM_TEXT)[word] if spoken_of else None

    def year_of(self, match: re.Match[str], month: int, day: int) -> int | None:
        """The year of a month without one: that of its line or heading, else the last such month before publication."""
        if self.published is None:
            return self.line or self.heading
        broken = bool(SENTENCE.search(match.string, self.line_from, match.start()))
        if match.group().startswith("截") and broken:
            self.line = None  # as of a day: the last one, whatever year the paragraph told of before
        year, ahead = self.line or self.heading or self.published.year, _looks_ahead(match)
        if ahead and not self.line and year <= self.published.year:
            return self.published.year + (self.published.month - month >= HALF)
        if ahead and self.line and self.line > self.published.year and month >= self.published.month and broken:
            return self.published.year
        if self.line and self.month and self.month[0] == self.line < self.published.year and month < self.month[1]:
            return self.line + 1  # told in the order of time
        if self.line and year >= self.published.year and not broken:
            return year
        if year > self.published.year and year != self.heading and not ahead:
            year = self.published.year
        if year == self.published.year and _is_past(month, self.published.month) and self.heading != year and not ahead:
            return year - 1
        return year


def _is_past(month: int, published: int) -> bool:
    """A later month is that of last year, but one soon to come: of last year's, 去年 would have been said by then."""
    return month - published > (SOON if published >= SPRING else 0)


def _looks_ahead(match: re.Match[str]) -> bool:
    text = match.string
    if text[max(match.start() - 2, 0) : match.start()] == "每年":
        return False
    return bool(AHEAD.search(text[max(match.start() - 4, 0) : match.start()]) or AHEAD_AFTER.match(text, match.end()))


def read_dates(text: str, published: date | None = None) -> list[DateFound]:
    """All dates in order. A missing year is that of the line or heading, else the one that makes it lie before publication."""
    written = surface(text)
    found = dates_of(written.text, published)
    return [
        replace(one, char_start=start, char_end=end, quote=text[start:end])
        for one in found
        for start, end in [(written.origin(one.char_start), written.end(one.char_end))]
    ]


def dates_of(text: str, published: date | None) -> list[DateFound]:
    found: list[DateFound] = []
    context, line_end = Context(published), -1
    for match in PATTERN.finditer(text):
        if match.start() > line_end:
            context.line = None
            line_start, line_end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start())
            line_end = len(text) if line_end < 0 else line_end
            in_heading = line_end - line_start <= HEADING and "。" not in text[line_start:line_end]
        iso = _iso(match, context)
        _remember(match, context, in_heading)
        if iso:
            found.append(DateFound(match.start(), match.end(), match.group(), iso))
    return found


def _remember(match: re.Match[str], context: Context, in_heading: bool) -> None:
    said = _said(match, context)
    if (
        said is None
        or (_SAID_FROM_TEXT.keys() & {match[f"said_{part}"] for part in "bcdef"})
        or SINCE.match(match.string, match.end())
        or COMPARED.search(match.string, max(match.start() - 2, 0), match.start())
        or (match.string.startswith("同期", match.end()) and match.group() != "今年")
    ):
        return
    context.line, context.line_from = said, match.end()
    if in_heading and match.lastgroup != "year_end":
        context.heading = said


def _said(match: re.Match[str], context: Context) -> int | None:
    """The year that a date itself names."""
    for part in "bcdef":
        if match[f"year_{part}"]:
            return _year(match[f"year_{part}"])
        if match[f"said_{part}"]:
            return context.said(match[f"said_{part}"])
    return int(match["iso"][:4]) if match["iso"] else None


def _year(text: str) -> int:
    if text.isdigit():
        return int(text) if len(text) == 4 else 2000 + int(text)
    return int("".join(str(DIGITS.get(character, 0)) for character in text.replace("○", "〇")))


def _iso(match: re.Match[str], context: Context) -> str:
    if match["iso"]:
        return "-".join(part.zfill(2) for part in re.split("[-/.]", match["iso"]))
    if match["from_year"]:
        return f"{_year(match['from_year'])}/{_year(match['to_year'])}"
    if match["lone_day"] or match["lone_from"] or match["named_day"]:
        return _lone_day(match, context)
    if match["month"] or match["month_c"] or match["from_month"]:
        return _in_a_month(match, context)
    return _in_a_year(match, context)


def _lone_day(match: re.Match[str], context: Context) -> str:
    """A day without a month is in the month last named, else the last such day before publication."""
    published, day = context.published, whole(match["lone_day"] or match["lone_from"] or match["named_day"])
    year, month = context.month or ((published.year, published.month) if published else (0, 0))
    if published and match["named_day"]:
        year, month = published.year, published.month
    is_last = (match["named_month"] or "").startswith("上")
    if published and (is_last or (not context.month and day > published.day and not _looks_ahead(match))):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    first = f"{year:04d}-{month:02d}-{day:02d}" if year else ""
    return f"{first}/{year:04d}-{month:02d}-{whole(match['lone_to']):02d}" if first and match["lone_to"] else first


def _in_a_month(match: re.Match[str], context: Context) -> str:
    month = whole(match["month"] or match["month_c"] or match["from_month"])
    day = whole(match["day"] or match["from_day"] or "1")
    year = _said(match, context) or context.year_of(match, month, day)
    if match.group().startswith(("这个", "本")) and context.published:
        year = context.published.year
    if year is None:
        return ""
    if match["from_month"]:
        last = whole(match["to_month"])
        return f"{year - (last < month):04d}-{month:02d}/{year:04d}-{last:02d}"
    context.month = (year, month)
    first = f"{year:04d}-{month:02d}"
    if match["month_c"]:
        last = whole(match["to_month_c"] or match["month_c"])
        return f"{first}-{day:02d}/{year + (last < month):04d}-{last:02d}-{whole(match['to_day']):02d}"
    if match["end"]:
        return f"{first}-{calendar.monthrange(year, month)[1]}"
    return f"{first}-{day:02d}" if match["day"] else first


def _in_a_year(match: re.Match[str], context: Context) -> str:
    year = _said(match, context) or context.spoken_of
    if not year:
        return ""
    if match["year_end"] or match["lone_end"]:
        return f"{year:04d}-12-31"
    if match["first_months"]:
        return f"{year:04d}-01/{year:04d}-{whole(match['month_count']):02d}"
    part = match["part"] or match["lone_part"]
    return "{0:04d}-{1:02d}/{0:04d}-{2:02d}".format(year, *_PARTS[part]) if part else f"{year:04d}"
