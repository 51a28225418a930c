"""What a number counts: the noun beside its measure word, and the unit that follows from both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from duikou.engines.reading.vocabulary import any_of, kinds, table

AFTER: Final = 22  # characters in which the counted noun is looked for
BEFORE: Final = 30
PART: Final = re.compile(r"[。;!?\n]")
LISTED: Final = 60  # characters after 其中 in which a list of parts goes on
GAP: Final = 4  # characters between the parts of one compound noun
STOPS: Final = re.compile(r"[,。;:!?\n\t—]|\d")
SENTENCE: Final = re.compile(r"[。!?\n]")
BEFORE_FIRST: Final = ("次", "场", "例", "台")  # their noun stands before the number: 召开会议5次
NAMED_AFTER: Final = ("person", "person_time", "household", "pair", "batch", "t", "mu", "km")
SUMMED: Final = re.compile(r"等(?:各类|多个|一批|\S{0,2})?")
LED: Final = re.compile(r"(?:以上|以下|以内|左右|上下)?的?")  # 20个以上的项目
LINKS: Final = r"[总数仅共有达到为约近超过逾突破接不少低于最多至新累计已]*$"  # between a noun and its number
LABEL: Final = re.compile(rf"类{LINKS}")  # 企业开办类32项: services, not bodies
UNKNOWN: Final = re.compile(r"[\u4e00-\u9fff]{2,4}")
BESIDE: Final = re.compile(LINKS)
BRACKETS: Final = re.compile(r"[(][^()\n]{0,12}[)]")


@dataclass(frozen=True)
class Counted:
    unit: str
    noun: str = ""
    start: int = 0
    end: int = 0


@cache
def nouns() -> re.Pattern[str]:
    return re.compile(any_of(kinds("nouns")))


@cache
def _allowed() -> dict[str, frozenset[str]]:
    return {measure: frozenset(units.split()) for measure, units in table("measures")["told_by_noun"].items()}


@cache
def _breaks() -> re.Pattern[str]:
    return re.compile(
        rf"[、和与及在为被将对到于把从向给并的由等一两二三四五六七八九十\d]|其中|以及|{any_of(table('nouns')['verbs'].split())}"
    )


@cache
def _same() -> re.Pattern[str]:
    """What stands before a number whose noun was said before: 其中开工8个, 甲县3个."""
    return re.compile(
        rf"(?:^|^[^、]{{0,4}}(?:[、和及与]|以及)|{any_of(table('nouns')['heads_of_the_same'].split())})[仅有共达为约超近已累计了数还则另只又\x00]*$"
    )


@cache
def _openers() -> re.Pattern[str]:
    words = table("nouns")
    return re.compile(rf"(?!{any_of(words['not_openers'].split())})(?:{any_of(words['openers'].split())})")


@cache
def _stand_last() -> re.Pattern[str]:
    """A single character that ends a longer word and names its kind: 帮扶边境村86个, 社区体验点210个."""
    return re.compile(rf"({any_of(table('nouns')['stand_last'].split())}){LINKS}")


@cache
def _of_projects() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(table('nouns')['of_projects'].split())}){LINKS}")


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(any_of(table("nouns")["acts"].split()))


@cache
def _beside_only() -> frozenset[str]:
    return frozenset(table("measures")["beside_only"].split())


def _stands_last(clause: str, end: int) -> bool:
    return end == len(clause) or bool(_breaks().match(clause, end) or _openers().match(clause, end))


def _chain(clause: str, skipped: str, wanted: frozenset[str], from_: int = 0) -> re.Match[str] | None:
    """The last noun of the compound that begins first: 县级医院 is a hospital, 产业园区 a park."""
    last = end = None
    for match in nouns().finditer(clause, from_):
        between = clause[end : match.start()] if end is not None else ""
        if end is not None and (len(between) > GAP or _breaks().search(between)):
            break
        if end is None and len(match.group()) == 1 and match.start() > from_ and not _stands_last(clause, match.end()):
            continue  # a single character inside a longer word is none
        end = match.end()
        unit = kinds("nouns")[match.group()]
        if last is None or (unit != skipped and (not wanted or unit in wanted)):
            last = match
    return last


def noun_after(text: str, end: int, skipped: str = "-", wanted: frozenset[str] = frozenset()) -> tuple[str, int, int]:
    """The counted noun after a number: of a list 甲、乙等单位 the noun that sums it up, else the first.

    A noun of the unit `skipped`, or of none of those `wanted`, is not the head of a compound (16个部门负责人: departments).
    """
    led = LED.match(text, end)
    end = led.end() if led else end
    clause = STOPS.split(_without_brackets(text[end : end + AFTER + 6]), maxsplit=1)[0]
    if _openers().match(clause):
        return "", end, end
    summed = SUMMED.search(clause)
    match = _chain(clause, skipped, wanted, summed.end()) if summed and "、" in clause[: summed.start()] else None
    match = match or _chain(clause.split("、")[0][:AFTER], skipped, wanted)
    return (match.group(), end, end + match.end()) if match and kinds("nouns")[match.group()] else ("", end, end)


def _without_brackets(text: str) -> str:
    return BRACKETS.sub(lambda match: "\x00" * len(match.group()), text)


def noun_before(text: str, start: int, stops: re.Pattern[str] = STOPS) -> tuple[str, int, int]:
    """The nearest noun before a number in its clause: 签约合作项目10个."""
    clause = stops.split(_without_brackets(text[max(start - BEFORE, 0) : start]))[-1]
    last = _stand_last().search(clause)
    found = [match for match in nouns().finditer(clause) if len(match.group()) > 1 and kinds("nouns")[match.group()]]
    if last and len(clause) > len(last.group()) + 1 and not (found and found[-1].end() == last.end(1)):
        return last[1], start - len(clause), start - len(clause) + last.end(1)
    return (
        (found[-1].group(), start - len(clause), start - len(clause) + found[-1].end()) if found else ("", start, start)
    )


def counted(text: str, start: int, end: int, measure: str, near: dict[str, Counted]) -> Counted:
    """The unit of a measure word with its noun; without any noun beside it, it is what the same word counted just before
    (`near`), else what the sentence spoke of."""
    unit = kinds("measures").get(measure, "")
    allowed = _allowed().get(measure)
    if allowed is None:
        return Counted(unit, *_phrase(text, start, end, unit))
    sides = [noun_before(text, start), noun_after(text, end, "person", allowed - {"*"})]
    if "*" in allowed and _is_another(text, start, sides[0]):
        sides = sides[1:]
    if measure in _beside_only():
        sides = [side for side in sides if _is_beside(text, start, end, side)]
    if measure not in BEFORE_FIRST:
        sides.reverse()
    said = [(near[measure].noun, start, start)] if measure in near else []
    if LABEL.search(text, max(start - BEFORE, 0), start):
        sides = said + sides
    elif _is_the_same(text, start):
        sides += said + ([noun_before(text, start, SENTENCE)] if "*" in allowed else [])
    for noun, first, last in sides:
        told = kinds("nouns").get(noun, "")
        if noun and ("*" in allowed or told in allowed):
            return Counted(_several(text, end, noun, told), noun, first, last)
    if "*" in allowed and _of_projects().search(text, max(start - BEFORE, 0), start):
        return Counted("project", "项目", start, start)
    return Counted(unit, *(_phrase(text, start, end, unit) if measure in _beside_only() else ("", end, end)))


def _is_another(text: str, start: int, side: tuple[str, int, int]) -> bool:
    """Whether a noun unknown here stands between: the racks, not the centre, of 数据中心机架3000个."""
    rest = BESIDE.sub("", text[side[2] : start])
    told = _breaks().search(rest) or _same().search(rest) or _acts().search(rest)
    return bool(UNKNOWN.fullmatch(rest)) and not told


def _is_beside(text: str, start: int, end: int, side: tuple[str, int, int]) -> bool:
    """企业13户 and 13户工业企业 are bodies; 合作社带动320户 are households."""
    noun, _first, last = side
    if last <= start:
        return bool(BESIDE.fullmatch(text, last, start))
    return not _breaks().search(text, end, last - len(noun))


def _is_the_same(text: str, start: int) -> bool:
    """Whether the noun was said before: 其中开工8个, 比上年净增21个, and the members of a list after 其中."""
    clause = STOPS.split(_without_brackets(text[max(start - BEFORE, 0) : start]))[-1]
    return bool(_same().search(clause)) or "其中" in PART.split(text[max(start - LISTED, 0) : start])[-1]


def _several(text: str, end: int, noun: str, told: str) -> str:
    """学校、医院等单位 are bodies, not schools."""
    return "org" if told in ("school", "hospital") and "单位" in text[end : end + AFTER] else told


def _phrase(text: str, start: int, end: int, unit: str) -> tuple[str, int, int]:
    after = noun_after(text, end) if unit in NAMED_AFTER else ("", end, end)
    return after if after[0] else noun_before(text, start)
