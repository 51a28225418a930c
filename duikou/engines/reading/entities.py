from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from duikou.engines.reading.excluded import Spans
from duikou.engines.reading.places import places
from duikou.engines.reading.vocabulary import any_of, table

HAN: Final = r"\u4e00-\u9fff"
DOCUMENT: Final = re.compile(r"《[^《》\n]{2,60}》")
TITLE: Final = re.compile(
    r"\A[^\n。《》]{6,60}(?:方案|计划|细则|办法|意见|规划|条例|规定)(?:[((](?:\d{4}[^()()\n]{0,12}|试行|暂行)[))])?(?=\n)"
)
BRANDS: Final = re.compile(
    r"((?:[“\"][^”\"\n,。;:]{2,12}[”\"]、?)+)(?=等?(?:品牌|商标|牌|体系|认证|专营店|旗舰店|直营店|\d+余?[个种款件](?:[^,。;\n]{0,4}产品|地理标志|品牌)))|(?<=品牌)[“\"][^”\"\n]{2,12}[”\"]"
)
QUOTED: Final = re.compile(r"[“\"]([^”\"]+)[”\"]")
_RUN: Final = re.compile(rf"[{HAN}A-Za-z0-9()·“”]*$")
_BARE_RUN: Final = re.compile(rf"[{HAN}A-Za-z0-9()·]*$")
NATIONAL: Final = ("中国", "国家", "全国", "中共")
LEADING: Final = re.compile(r"[0-9)()”“·]*")
LONGEST: Final = 34
COUNTED: Final = re.compile(r"\d+[余多]?[家所个对户]")  # 北京医院9家: hospitals, no name
PROVINCES: Final = frozenset("京津沪渝冀豫滇辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼深穗")
PRESENT: Final = re.compile(r"(?:出席|列席|请假|缺席|参加|参会)(?:人员|领导)?:(?P<names>[^。;\n]+)")
LISTED: Final = re.compile(rf"(?<![{HAN}])(?P<name>[{HAN}]{{2,3}}?)(?=[、,。\n等]|$)")
UNPLACED: Final = frozenset("省市县区州该各本两")  # 市应急管理局: of which place is not said
NAME_ENDS: Final = "说表示介绍在率等与和曾已先出主深告一,。、:;,:;())认带强指对向就及为陪参宣致代、\n”赴是感的看到会访来走作做讲调视席分同前赴"
PARTICLES: Final = "说表率等与和曾已就及在是的对向到,。、:;()”"  # no given name ends with one
PERSON: Final = 3


@dataclass(frozen=True)
class Entity:
    """A name in the text, of a person with the post; offsets are those of its first mention, end exclusive."""

    name: str
    type: str
    char_start: int
    char_end: int
    title: str = ""


def read_entities(text: str) -> list[Entity]:
    """Bodies, people with their posts, projects, events, places, documents and brands; the first mention of each name."""
    first: dict[str, Entity] = {}
    for one in mentions(text):
        first.setdefault(one.name, one)
    return list(first.values())


def mentions(text: str) -> list[Entity]:
    """Every mention of a name, in reading order."""
    spots = list(places(text))
    inside = Spans(spots)
    found = [
        *_documents(text),
        *_brands(text),
        *_bodies(text, spots, inside),
        *_people(text),
        *_present(text),
        *_projects(text, spots, inside),
    ]
    bound = Spans([(one.char_start, one.char_end) for one in found if _binds(one)])
    alone = (Entity(text[start:end], "place", start, end) for start, end in spots if not bound.cover(start, end))
    return sorted(chain(found, alone), key=lambda one: one.char_start)


def _binds(one: Entity) -> bool:
    """Whether places inside it are no places of their own; those of the text's own title are."""
    return one.type not in ("person", "project") and not (one.type == "document" and one.name[0] != "《")


def _documents(text: str) -> Iterator[Entity]:
    for match in DOCUMENT.finditer(text):
        yield Entity(match.group(), "document", *match.span())
    title = TITLE.match(text)  # the text itself
    if title:
        yield Entity(title.group(), "document", *title.span())


def _brands(text: str) -> Iterator[Entity]:
    for run in BRANDS.finditer(text):
        for match in QUOTED.finditer(text, *run.span()):
            yield Entity(match[1], "brand", *match.span(1))


@cache
def _endings(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(table("names")[kind].split()))


@cache
def _cut() -> re.Pattern[str]:
    counted = r"\d+(?:万|余|多)?(?:个|家|名|所|项|座|批|日|条|对|种|类)"
    return re.compile(f"{counted}|{any_of(table('names')['cut'].split())}")


@cache
def _kept() -> re.Pattern[str]:
    """Words in which a particle or verb is part of a name: 华为, 合同, 共和国."""
    return re.compile(any_of(table("names")["kept"].split()))


@cache
def _office() -> re.Pattern[str]:
    """市应急管理局, 省发展改革委: an office of a government."""
    of, ends = any_of(table("names")["office_of"].split()), any_of(table("names")["office"].split())
    return re.compile(
        rf"(?:{of})[{HAN}]{{0,9}}?(?:{ends})(?<![举承主协申创开停跨兴]办)(?<![干内全总外支]部)(?<!常委)(?!(?<=委)[副书常])(?![长员门属队署分理字])"
    )


def _bodies(text: str, spots: list[tuple[int, int]], inside: Spans) -> Iterator[Entity]:
    generic = frozenset(table("names")["generic"].split())
    ends = chain(
        (match.end() for match in _endings("org").finditer(text)), (match.end() for match in _office().finditer(text))
    )
    last: tuple[int, int] | None = None
    for end in sorted(set(ends)):
        start = _start(text, end, max(end - LONGEST, 0), spots, inside)
        name = text[start:end]
        if len(name) < 4 or name in generic or name[0] in UNPLACED or _goes_on(text, end) or COUNTED.match(text, end):
            continue
        if last and last[1] <= start:
            yield Entity(text[slice(*last)], "org", *last)
        last = (min(start, last[0]) if last and start < last[1] else start, end)
    if last:
        yield Entity(text[slice(*last)], "org", *last)


def _goes_on(text: str, end: int) -> bool:
    """The name is longer (股份 of 股份有限公司), or the words go another way (科技创新)."""
    longer = _endings("org").match(text, end) or _endings("org").match(text, end - 1)
    short = text[end - 2 : end] in ("科技", "食品", "农业", "实业", "资本", "股份")
    return bool(longer) or (short and text[end : end + 1] not in (",", "、", "。", ",", "”"))


def _start(text: str, end: int, floor: int, spots: list[tuple[int, int]], inside: Spans, quoted: bool = False) -> int:
    """Where a name that ends here begins: behind the last stop or particle, at the first place named after it."""
    run = (_RUN if quoted else _BARE_RUN).search(text[floor:end])
    start = floor + run.start() if run else end
    kept = Spans([match.span() for match in _kept().finditer(text, start, end + 2)])
    for match in _cut().finditer(text, start, end - 2):
        if not inside.cover(*match.span()) and not kept.cover(*match.span()):
            start = match.end()
    if text.startswith(NATIONAL, start):
        return start
    later = spots[(first := bisect_left(spots, (start, 0))) : first + 3]
    within = next((spot[0] for spot in later if spot[1] <= end and text[spot[0] - 1] != "("), None)
    if within is not None:
        return within
    leading = LEADING.match(text, start, end)
    return leading.end() if leading else start


@cache
def _titled() -> re.Pattern[str]:
    posts, names = any_of(table("names")["post"].split()), any_of(table("names")["surnames"].split())
    return re.compile(rf"(?:{posts}) ?(?P<name>(?:{names})[{HAN}]{{1,2}})")


@cache
def _words() -> frozenset[str]:
    """Surnames that begin many a common word: a name only where what follows ends it."""
    return frozenset(table("names")["surnames_that_are_words"].split())


def _people(text: str) -> Iterator[Entity]:
    said = 0
    for match in _titled().finditer(text):
        name = match["name"]
        after = text[match.end() : match.end() + 1]
        if len(name) == PERSON and name[-1] in PARTICLES:
            name = name[:-1]
        elif after and after not in NAME_ENDS and (len(name) < PERSON or name[0] in _words()):
            continue
        if len(name) >= 2 and name[1] not in PARTICLES:
            start = match.start("name")
            yield Entity(name, "person", start, start + len(name), _post(text[max(said, start - 26) : start]))
            said = start + len(name)


def _present(text: str) -> Iterator[Entity]:
    """The names of a list of those present: 出席:张某某、李某某."""
    surnames = tuple(table("names")["surnames"].split())
    for present in PRESENT.finditer(text):
        for match in LISTED.finditer(text, *present.span("names")):
            if match["name"].startswith(surnames):
                yield Entity(match["name"], "person", *match.span("name"))


def _post(before: str) -> str:
    """The post without what leads up to it."""
    words = re.split(r"[,。;:!?\n“”\"]", before)[-1]
    cuts = [match.end() for match in _cut().finditer(words) if match.group() not in ("、", "投资", "开发")]
    return words[cuts[-1] if cuts else 0 :].strip("、")


def _from_quote(text: str, start: int, end: int, inside: Spans) -> int:
    """A quoted theme opens a name: “海上看连”文化交流月, also before its place; a mark that closes behind the name is none of it."""
    if text[start - 1 : start] == "”":
        return max(text.rfind("“", max(start - LONGEST, 0), start), 0) or start
    quote = text.find("“", start, end)
    if quote < 0 or (inside.cover(start, quote) and text.find("”", quote, end) > 0):
        return start
    return quote if text.find("”", quote, end) > 0 else quote + 1


def _projects(text: str, spots: list[tuple[int, int]], inside: Spans) -> Iterator[Entity]:
    done = 0
    for kind in ("project", "event"):
        for match in _endings(kind).finditer(text):
            start = _start(text, match.end(), max(done, match.end() - LONGEST), spots, inside, quoted=True)
            start = _from_quote(text, start, match.end(), inside)
            name = text[start : match.end()]
            named = inside.cover(start, match.end()) or re.search(r"\d|“", name) or name[:1] in PROVINCES
            if len(name) >= 6 and named:
                yield Entity(name, "project", start, match.end())
        done = 0
