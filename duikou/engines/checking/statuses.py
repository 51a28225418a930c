"""How far a project is, said in two ways: 尚未开工 here, 已开工建设 there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from duikou.engines.checking.mentions import CLAUSE, PHASE, SENTENCE, Breaks
from duikou.engines.checking.model import SOFT, Conflict, Span, any_of, words
from duikou.engines.checking.things import Identities, Thing, heading, things
from duikou.engines.reading import DateFound


@cache
def _status() -> re.Pattern[str]:
    kinds = words()["status"].items()
    return re.compile("|".join(rf"(?P<{kind.replace(' ', '_')}>{any_of(said)})" for kind, said in kinds))


def of_statuses(text: str, dates: list[DateFound]) -> Iterator[Conflict]:
    """Statements on one project that exclude each other, unless each has its own date or phase."""
    sentences, clauses, identities = Breaks(SENTENCE, text), Breaks(CLAUSE, text), Identities()
    by_sentence: dict[int, list[Thing]] = defaultdict(list)
    for thing in things(text):
        by_sentence[sentences.number(thing.char_start)].append(thing)
    dated = {clauses.number(one.char_start) for one in dates}
    told: dict[int, dict[str, Span]] = defaultdict(dict)
    names: dict[int, str] = {}
    for match in _status().finditer(text):
        sentence = sentences.number(match.start())
        owner = _owner(match, by_sentence.get(sentence, []), clauses)
        if owner is None:
            owner = heading(text, sentence, by_sentence, sentences)
        told_of_a_day = clauses.number(match.start()) in dated or clauses.number(match.start()) - 1 in dated
        if owner is None or told_of_a_day or PHASE.search(text, owner.char_end, match.start()):
            continue
        number = identities.of(owner.core)
        names.setdefault(number, owner.core)
        told[number].setdefault(str(match.lastgroup), Span(match.start(), match.end(), match.group()))
    for number, said in told.items():
        yield from _opposed(names[number], said)


def _owner(match: re.Match[str], here: list[Thing], clauses: Breaks) -> Thing | None:
    """The one project of the sentence, or the last one before the words in their own clause."""
    if len({thing.core for thing in here}) == 1:
        return here[0]
    start, _end = clauses.span(clauses.number(match.start()))
    before = [thing for thing in here if start <= thing.char_start and thing.char_end <= match.start()]
    return before[-1] if before else None


def _opposed(name: str, said: dict[str, Span]) -> Iterator[Conflict]:
    for one, two in words()["against"]:
        first, second = said.get(one.replace(" ", "_")), said.get(two.replace(" ", "_"))
        if first and second:
            why = f"“{name}”一处写作“{first.quote}”,另一处写作“{second.quote}”,请核对进展。"
            yield Conflict("status", SOFT, (first, second), why)
            return
