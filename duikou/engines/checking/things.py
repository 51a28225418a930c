"""The named things (projects, plants, parks) that numbers belong to, and which attribute of theirs a number gives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from duikou.engines.checking.mentions import CLAUSE, SENTENCE, Breaks, Mention
from duikou.engines.checking.model import any_of, words

LONGEST: Final = 20
SHORTEST: Final = 3
WORKS: Final = ("项目", "工程")  # every undertaking is called so; a place is told by its kind too
SCALED: Final = re.compile(rf"^[十百千万亿]*(?:{any_of(words()['scaled_names'])})")
SHARED: Final = 4  # characters of a name that stand for the whole of it
REFERS: Final = re.compile(r"^[“”\"]*(?:该|本|这一|这个)?(?:项目|工程|(?P<park>园区)|一期|二期)")
PARKS: Final = ("园", "园区")
AREA: Final = re.compile(r"^(?:建筑)?总?面积[约达为]?$")


@dataclass(frozen=True)
class Thing:
    """One mention of a named thing; `core` is its name without what every project is called."""

    char_start: int
    char_end: int
    name: str
    core: str


NUMBERED: Final = re.compile(r"\s*(?:\d{1,2}[.、]|[(]?[一二三四五六七八九十\d]{1,3}[)、]|[●■·])\s*[^,;:]{3,40}")
PARK: Final = Thing(0, 0, "园区", "园区")


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>[\u4e00-\u9fff()()·A-Za-z]{{2,{LONGEST}}}?)(?P<suffix>{any_of(words()['things'])})")


@cache
def _cuts() -> re.Pattern[str]:
    return re.compile(rf".*(?:{any_of(words()['thing_cuts'])})")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(any_of(words()["generic_things"]) + r"|[()()·]")


def things(text: str) -> list[Thing]:
    """The named things in reading order; what has no name of its own ("合作项目") is left out."""
    found = []
    for match in _head().finditer(text):
        name = SCALED.sub("", _cuts().sub("", match["name"]))
        core, suffix = _generic().sub("", name), match["suffix"] if match["suffix"] not in WORKS else ""
        if len(core) >= SHORTEST - bool(suffix):
            found.append(
                Thing(
                    match.end() - len(match.group()) + len(match["name"]) - len(name), match.end(), name, core + suffix
                )
            )
    return found


def heading(text: str, sentence: int, things: Mapping[int, Sequence[Thing]], sentences: Breaks) -> Thing | None:
    """The project that the sentence before consists of: "3.云岭仓储项目。总投资3亿元,尚未开工"."""
    before = things.get(sentence - 1, [])
    if not before or things.get(sentence):
        return None
    start, end = sentences.span(sentence - 1)
    return before[-1] if NUMBERED.fullmatch(text, start, end) and before[-1].char_end == end else None


class Identities:
    """Gives one number to names of one thing: equal cores, or one inside the other by four characters or more."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.by_start: dict[str, list[str]] = defaultdict(list)
        self.inside: dict[str, list[str]] = defaultdict(list)

    def of(self, core: str) -> int:
        if core in self.known:
            return self.known[core]
        home = self._kin(core)
        self.known[core] = self.known[home] if home else len(self.known)
        if len(core) >= SHARED:
            self.by_start[core[:SHARED]].append(core)
            for place in range(len(core) - SHARED + 1):
                self.inside[core[place : place + SHARED]].append(core)
        return self.known[core]

    def _kin(self, core: str) -> str:
        """A known name that contains this one, or that this one contains."""
        if len(core) < SHARED:
            return ""
        wider = next((name for name in self.inside.get(core[:SHARED], [])[:40] if core in name), "")
        if wider:
            return wider
        for place in range(len(core) - SHARED + 1):
            for name in self.by_start.get(core[place : place + SHARED], [])[:40]:
                if name in core:
                    return name
        return ""


class Owners:
    """Finds the thing that a number belongs to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.things = things(text)
        self.sentences, self.clauses = Breaks(SENTENCE, text), Breaks(CLAUSE, text)
        parks = {thing.core: thing for thing in self.things if thing.core.endswith(PARKS)}
        self.park = next(iter(parks.values()), PARK) if len(parks) < 2 else None
        self.by_sentence: dict[int, list[Thing]] = defaultdict(list)
        for thing in self.things:
            self.by_sentence[self.sentences.number(thing.char_start)].append(thing)

    def of(self, mention: Mention) -> Thing | None:
        one = mention.found
        here = self.by_sentence.get(mention.sentence, [])
        clause = self.clauses.span(self.clauses.number(one.char_start))
        after = [thing for thing in here if one.char_end <= thing.char_end and thing.char_start < clause[1]]
        if after and not any(clause[0] <= thing.char_start < one.char_start for thing in here):
            return after[0]
        before = [thing for thing in here if thing.char_end <= one.char_start + 1]
        if before:
            return (
                before[-1]
                if len({thing.core for thing in here}) == 1 or before[-1].char_start >= clause[0]
                else (before[-1] if len({thing.core for thing in before}) == 1 else None)
            )
        if here or mention.after.startswith("的"):
            return None
        titled = heading(self.text, mention.sentence, self.by_sentence, self.sentences)
        return titled or self._referred(mention) or self._only_park(mention, clause[0])

    def _only_park(self, mention: Mention, clause: int) -> Thing | None:
        """园区 alone is the only park that a text names, or the one it is all about."""
        start, _end = self.sentences.span(mention.sentence)
        said = self.text.startswith("园区", start) or self.text.startswith("园区", clause)
        return self.park if said else None

    def _referred(self, mention: Mention) -> Thing | None:
        """A sentence that begins with 项目 or 该项目 speaks of the last project of the sentence before."""
        start, end = self.sentences.span(mention.sentence)
        before = self.by_sentence.get(mention.sentence - 1, [])
        refers = REFERS.match(self.text[start:end])
        if not before or not refers:
            return None
        suffixes = PARKS if refers["park"] else WORKS
        end = before[-1].char_end
        named = self.text.endswith(suffixes, 0, end) or (suffixes == WORKS and self.text.startswith(WORKS, end))
        return before[-1] if named else None


def attribute(mention: Mention, owner: Thing | None, counted: str = "") -> str:
    """Which attribute of its thing a number gives, told by the word nearest to it; "" for none.

    `counted` is what the number before it counts: 厂房4栋,总面积3.2万平方米 gives the area of the 厂房.
    """
    built = any(word in counted for word in words()["attributes"]["workshops"]["words"])
    before = counted[-8:] if built and AREA.match(mention.before) else mention.before[-12:]
    after, unit = mention.after[:8], mention.found.unit
    best, distance = "", 99
    for name, told in words()["attributes"].items():
        if unit not in told["units"] or any(word in before + after for word in told["other"]):
            continue
        for word in told["words"]:
            place = before.rfind(word)
            near = len(before) - place - len(word) if place >= 0 else after.find(word) if word in after else 99
            if near < distance:
                best, distance = name, near
    if not best and owner and unit in words()["attributes"]["capacity"]["units"] and unit.startswith("t"):
        return "capacity" if 0 <= owner.char_start - mention.found.char_end <= 2 else ""
    return best


def owned(text: str, every: Sequence[Mention]) -> list[tuple[Mention, int, str, Thing]]:
    """The numbers that give an attribute of a named thing, with the number of the thing."""
    owners, identities = Owners(text), Identities()
    result = []
    for place, mention in enumerate(every):
        owner, previous = owners.of(mention), every[place - 1] if place else None
        counted = previous.before if previous and previous.statement == mention.statement else ""
        name = attribute(mention, owner, counted) if owner else ""
        if owner and name:
            result.append((mention, identities.of(owner.core), name, owner))
    return result
