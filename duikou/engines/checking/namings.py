"""Names that differ slightly: 佳禾米业有限公司 and 嘉禾米业有限公司; one project under several firms; one person, one character off."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final

from duikou.engines.checking.mentions import SENTENCE, Breaks, org_cut
from duikou.engines.checking.model import SOFT, Conflict, Span, any_of, words
from duikou.engines.checking.things import Identities, Thing, things
from duikou.engines.names import core

TELLING: Final = re.compile(r"[第东西南北中上下左右大小新老前后一二三四五六七八九十甲乙丙丁ABCabc\d]")
FORMAL: Final = re.compile(r"(?:公司|集团|合作社)$")
BUILT: Final = re.compile(r"[投承]资?建?|年产|\d")


FORM: Final = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司$")
BUSINESS: Final = re.compile(r"(?:科技|技术|实业|发展|投资|贸易|商贸)$")
QUOTED: Final = re.compile(r"“([\u4e00-\u9fff]{4,8})”")
BRANDED: Final = re.compile(r"品牌|商标|展销|展馆|专柜|标识|系列|直营|门店|专区|礼盒|旗舰店|平台|APP|小程序")
PLATFORM: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,3}[—·-]?[\u4e00-\u9fff]{1,3}?)(?P<title>[\u4e00-\u9fff]{4,8}?)(?P<kind>平台|中心|基地|研究院|联盟|实验室)"
)
TITLE: Final = 4  # last characters of a title by which it is the same
JOINS: Final = frozenset("—·-市省区县")


def of_names(text: str) -> list[Conflict]:
    return [*_firms(text), *_forms(text), *_owners(text), *_people(text), *_brands(text), *_platforms(text)]


@cache
def _firm() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff()()]{{2,24}}?(?:{any_of(words()['firms'])})+")


def firms(text: str) -> list[Span]:
    """Names of firms as written, without the words before them."""
    found = []
    for match in _firm().finditer(text):
        name = org_cut().sub("", match.group())
        if len(name) >= 4 and not name.startswith(("有限", "股份")):
            found.append(Span(match.end() - len(name), match.end(), name))
    return found


def _firms(text: str) -> Iterator[Conflict]:
    """Two firms whose full names differ in one character that is no number, place or direction."""
    first = {
        span.quote: span for span in reversed(firms(text)) if FORMAL.search(span.quote) and len(core(span.quote)) >= 3
    }
    holes: dict[str, list[str]] = defaultdict(list)
    for name in first:
        for place in range(len(name)):
            holes[f"{name[:place]}\0{name[place + 1 :]}"].append(name)
    for key, names in holes.items():
        place = key.index("\0")
        for one, two in itertools.pairwise(names):
            if not TELLING.search(one[place] + two[place]):
                yield Conflict("name", SOFT, (first[one], first[two]),
                               f"“{one}”与“{two}”只差一字,请核对是否同一单位。")  # fmt: skip


def _forms(text: str) -> Iterator[Conflict]:
    """One firm as 股份有限公司 and as 有限公司, or with a 科技 that the other name lacks; a name merely shortened is none."""
    first = {span.quote: span for span in reversed(firms(text)) if FORM.search(span.quote)}
    by_stem: dict[str, list[str]] = defaultdict(list)
    for name in sorted(first, key=lambda one: first[one].char_start):
        stem = BUSINESS.sub("", FORM.sub("", name))
        if len(stem) >= 4:
            by_stem[stem].append(name)
    for names in by_stem.values():
        for one, two in itertools.pairwise(names):
            full = [name for name in (one, two) if "有限" in name]
            stocked = len(full) == 2 and ("股份" in one) != ("股份" in two)
            if FORM.sub("", one) != FORM.sub("", two) or stocked:
                yield Conflict("name", SOFT, (first[one], first[two]),
                               f"“{one}”与“{two}”写法不一,请核对是否同一单位。")  # fmt: skip


def _brands(text: str) -> Iterator[Conflict]:
    """Brands between quotation marks that differ in one character: “云岭鲜品” and “云岭鲜味”."""
    known: dict[str, Span] = {}
    branded: set[str] = set()
    for match in QUOTED.finditer(text):
        span = Span(match.start(1), match.end(1), match[1])
        if BRANDED.search(text, match.end(), match.end() + 6) or BRANDED.search(text, match.start() - 4, match.start()):
            branded.add(match[1])
        known.setdefault(match[1], span)
    holes: dict[str, str] = {}
    for name, span in known.items():
        for place in range(2, len(name)):
            key = f"{name[:place]}\0{name[place + 1 :]}"
            other = holes.setdefault(key, name)
            told_apart = other == name or TELLING.search(name[place] + other[place])
            if not told_apart and branded & {name, other}:
                yield Conflict("name", SOFT, (known[other], span), f"“{other}”与“{name}”只差一字,请核对是否同一品牌。")


def _platforms(text: str) -> Iterator[Conflict]:
    """What two cities built together as 平台 here and as 中心 there: one title, the same two names before it."""
    known: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in PLATFORM.finditer(text):
        title = match["title"][-TITLE:]
        for other in known[title][-TITLE:]:
            pair = set(match["name"] + match["title"][:-TITLE]) & set(other["name"] + other["title"][:-TITLE])
            if other["kind"] != match["kind"] and len(pair - JOINS) >= 2:
                spans = tuple(Span(one.start(), one.end(), one.group()) for one in (other, match))
                why = f"“{other.group()}”与“{match.group()}”名称不一,请核对是否同一平台。"
                yield Conflict("name", SOFT, spans, why)
                return
        known[title].append(match)


def _owners(text: str) -> Iterator[Conflict]:
    """One project that the text gives to firms of different names."""
    sentences, identities = Breaks(SENTENCE, text), Identities()
    by_sentence: dict[int, list[Span]] = defaultdict(list)
    for firm in firms(text):
        by_sentence[sentences.number(firm.char_start)].append(firm)
    told: dict[int, dict[str, Span]] = defaultdict(dict)
    titles: dict[int, str] = {}
    for thing in things(text):
        builder = _builder(text, thing, by_sentence.get(sentences.number(thing.char_start), []))
        if builder:
            number = identities.of(thing.core)
            titles.setdefault(number, thing.core)
            told[number].setdefault(_brand(builder.quote), builder)
    for number, by_brand in told.items():
        spans = list(by_brand.values())[:6]
        if len(spans) > 1:
            names = "、".join(f"“{span.quote}”" for span in spans)
            yield Conflict("name", SOFT, tuple(spans),
                           f"同一项目(“{titles[number]}”)的投资方写作{names},请核对是否同一企业。")  # fmt: skip


def _builder(text: str, thing: Thing, here: list[Span]) -> Span | None:
    """The firm said to build a thing: 甲公司投资…建设 it, or it 由甲公司… ."""
    for firm in reversed(here):
        if 0 <= thing.char_start - firm.char_end <= 24 and BUILT.search(text[firm.char_end : thing.char_start]):
            return firm
        if text[thing.char_end : firm.char_start] == "由":
            return firm
    return None


def _brand(name: str) -> str:
    return re.sub(any_of(words()["firms"]), "", core(name)) or name


def _people(text: str) -> Iterator[Conflict]:
    """One post held by two names of three characters that differ in one."""
    known: dict[tuple[str, str], Span] = {}
    post = re.compile(
        rf"([\u4e00-\u9fff]{{2}}|(?<![\u4e00-\u9fff]))({any_of(words()['posts'])})([\u4e00-\u9fff]{{3}})(?={_closing()})"
    )
    for match in post.finditer(text):
        key, name = (match[1], match[2]), match[3]
        other = known.setdefault(key, Span(match.start(3), match.end(3), name))
        differing = [place for place in range(3) if other.quote[place] != name[place]]
        if len(differing) == 1:
            span = Span(match.start(3), match.end(3), name)
            yield Conflict("name", SOFT, (other, span), f"{match[1]}{match[2]}写作“{other.quote}”和“{name}”,请核对。")


@cache
def _closing() -> str:
    return rf"[,,。、;;)]|{any_of(words()['after_names'])}"
