"""What each number of a text speaks of: the words around it, its sentence, and the scope that sentence gives it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

from duikou.engines.checking.model import any_of, words
from duikou.engines.reading import DateFound, Found

SENTENCE: Final = re.compile(r"[。!?!?\n]+")
STATEMENT: Final = re.compile(r"[。!?!?\n;;]+")
CLAUSE: Final = re.compile(r"[,,。;;::!?!?\n()()“”]+")
PHASE: Final = re.compile(r"[首一二三四五六七八九十\d]期|首批|第[一二三四五六七八九十\d]+(?:批|届|次|阶段)|首届|首次")
PLACE: Final = re.compile(
    r"((?![两全各本该])[\u4e00-\u9fff]{1,2})(?<![两全各本该名的及和])(省|市|县|(?<![园厂发新社地景校片矿保牧])区|镇|乡|村)(?![场民级长委政局院校立内外域位级])"
)
ORG: Final = re.compile(r"([\u4e00-\u9fff]{2,12}?)(?:有限公司|公司|集团|银行|医院|学院|大学|合作社|研究院)")
YEAR: Final = re.compile(r"(?:19|20)\d{2}(?=年)|去年|前年|明年|“[一二三四五六七八九十]{2,3}五”")
SAID: Final = re.compile(r"会上[\u4e00-\u9fff,,、]{0,24}(?:说|表示|介绍|指出|强调|透露|获悉|了解)")
# Full-width signs as their narrow forms, one for one, so that places stay where they are.
WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFF61: 0x3002}
CHANGE: Final = re.compile(
    r"(?:比|较|同比|环比)[^,;]{0,12}(?:增加|增长|净增|提高|上升|提升|减少|下降|降低|多|少)(?:了|约|近|超过?|达)?$"
    r"|(?:净增|增加了|增长了|减少了|下降了|提高了)(?:约|近)?$"
)
BEFORE: Final = 22
AFTER: Final = 8


def evened(text: str) -> str:
    """The text with signs of one width; as long as before."""
    return text.translate(WIDE)


class Breaks:
    """Where the pieces of a text end, asked by place."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self.ends = [match.end() for match in pattern.finditer(text)]
        self.starts = [match.start() for match in pattern.finditer(text)]
        self.size = len(text)

    def number(self, place: int) -> int:
        return bisect_right(self.ends, place)

    def span(self, number: int) -> tuple[int, int]:
        start = self.ends[number - 1] if number else 0
        return start, self.starts[number] if number < len(self.starts) else self.size


@dataclass(frozen=True)
class Scope:
    """Which part of the world a number speaks of; numbers of different scopes are never compared."""

    times: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    org: str = ""
    event: str = ""
    phases: tuple[str, ...] = ()
    planned: bool = False
    flow: bool = False
    part: bool = False


@dataclass(frozen=True)
class Mention:
    """One number with the words that tell what it counts."""

    found: Found
    sentence: int
    statement: int
    before: str
    after: str
    scope: Scope
    total: bool

    @cached_property
    def phrase(self) -> str:
        """What is counted, without the words that say nothing about it."""
        return content(self.before[-BEFORE:]) + content(self.after[:AFTER])

    @cached_property
    def is_change(self) -> bool:
        """Whether the number says by how much something changed, and not how much there is."""
        return bool(CHANGE.search(self.before))

    @cached_property
    def label(self) -> frozenset[str]:
        return frozenset(self.phrase)


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(any_of(words()["neutral"]))


@lru_cache(maxsize=4096)
def content(phrase: str) -> str:
    """A phrase without the words that say nothing about what is counted."""
    for written, meant in words()["same"]:
        phrase = phrase.replace(written, meant)
    return "".join(re.findall(r"[\u4e00-\u9fff]+", _neutral().sub("", phrase))).strip("".join(words()["neutral_ends"]))


def mentions(text: str, found: Sequence[Found], dates: Sequence[DateFound], year: int | None) -> list[Mention]:
    """Every number with its surroundings, in reading order."""
    sentences, statements, clauses = (Breaks(pattern, text) for pattern in (SENTENCE, STATEMENT, CLAUSE))
    when = _Dates(dates, year)
    result = []
    for place, one in enumerate(found):
        start, end = clauses.span(clauses.number(one.char_start))
        left = max([start, *([found[place - 1].char_end] if place else [])])
        right = min([end, *([found[place + 1].char_start] if place + 1 < len(found) else [])])
        before, after = text[left : one.char_start], text[one.char_end : max(right, one.char_end)].partition("、")[0]
        statement = statements.number(one.char_start)
        lead = text[max(statements.span(statement)[0], one.char_start - 200) : one.char_start]
        scope = _scope(lead, text[start : one.char_start], after, when.within(*statements.span(statement), one))
        marked = bool(_totals().search(text[start : one.char_start]))
        result.append(
            Mention(one, sentences.number(one.char_start), statement, before.rpartition("、")[2], after, scope, marked)
        )
    return result


@cache
def _totals() -> re.Pattern[str]:
    return re.compile(any_of(words()["total"]))


class _Dates:
    """The dates of a text, asked for those of a statement before a number."""

    def __init__(self, dates: Iterable[DateFound], year: int | None) -> None:
        self.dates = sorted(dates, key=lambda one: one.char_start)
        self.starts = [one.char_start for one in self.dates]
        self.year = str(year or "")

    def within(self, start: int, end: int, one: Found) -> tuple[tuple[str, ...], tuple[str, ...]]:
        first = bisect_right(self.starts, start - 1)
        last = bisect_right(self.starts, one.char_start)
        isos = [date.iso for date in self.dates[first:last]]
        years = {iso[:4] for iso in isos if len(iso) == 4} - {self.year}
        return tuple(sorted(years)), tuple(sorted(iso for iso in isos if len(iso) > 4))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(any_of(words()[name]))


@cache
def org_cut() -> re.Pattern[str]:
    """What stands before a name and is no part of it."""
    return re.compile(rf".*(?:{any_of(words()['org_cut'])})")


@cache
def _event() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff“”]{{0,6}}(?:{any_of(words()['events'])})")


def _scope(lead: str, clause: str, after: str, when: tuple[tuple[str, ...], tuple[str, ...]]) -> Scope:
    """`lead` is the statement up to the number, `clause` the clause up to it."""
    earlier = lead[: len(lead) - len(clause)]
    events, orgs = [] if SAID.search(earlier + clause) else _event().findall(earlier), ORG.findall(lead + after)
    return Scope(
        times=tuple(sorted({*when[0], *YEAR.findall(lead)} - {""})),
        days=when[1],
        places=tuple(dict.fromkeys("".join(place) for place in PLACE.findall(lead))),
        org=org_cut().sub("", orgs[-1]) if orgs else "",
        event=events[-1][-6:] if events else "",
        phases=tuple(PHASE.findall(lead)),
        planned=bool(_pattern("plan").search(clause)),
        flow=bool(_pattern("flow").search(clause)),
        part="其中" in lead,
    )


def alike(one: Mention, two: Mention) -> bool:
    """Whether two numbers speak of the same scope: nothing that one of them names tells them apart."""
    here, there = one.scope, two.scope
    if (here.times, here.days, here.event, here.phases, here.part) != (
        there.times, there.days, there.event, there.phases, there.part,
    ):  # fmt: skip
        return False
    if here.planned != there.planned or here.flow != there.flow:
        return False
    if one.total != two.total and (here.times or here.days or here.phases):
        return False  # a sum over years or batches beside one of them
    return all(not ours or not theirs or ours == theirs for ours, theirs in
               ((here.places, there.places), (here.org, there.org)))  # fmt: skip


ALIKE: Final = ({"project", "item"}, {"person", "job"}, {"org", "item"})


def same_unit(one: Mention, two: Mention) -> bool:
    """Whether two numbers are counted alike; a bare 个 or 项 counts what the other one names."""
    here, there = one.found, two.found
    if here.unit == there.unit:
        return True
    return any({here.unit, there.unit} <= group for group in ALIKE) and not (here.noun and there.noun)
