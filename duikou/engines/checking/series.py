"""Totals that can only grow must not fall: from one text of a source to the next, and from one day to a later one in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from duikou.engines.checking.amounts import band
from duikou.engines.checking.mentions import Mention
from duikou.engines.checking.model import HARD, Conflict, Span
from duikou.engines.checking.values import NO_UNITS

SPECIFIC: Final = 3
TOLD: Final = 1  # within one text the unit and the day say much already
ADDED: Final = re.compile(r"累计|总计|累积|以来")
NOW: Final = re.compile(r"目前|至今|迄今")
CALENDAR: Final = frozenset("年月日底末初止")
LATEST: Final = "9999"
REMEMBERED: Final = 40


def falls(earlier: Sequence[Mention], later: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Totals (累计, 以来, 共) of the earlier text that the later one states lower, told by the same words and unit."""
    known = {_key(one): one for one in earlier if _grows(one, SPECIFIC)}
    pairs = [(known[_key(one)], one) for one in later if _grows(one, SPECIFIC) and _key(one) in known]
    return [(first, last) for first, last in pairs if band(last.found).high < band(first.found).low]


def _grows(mention: Mention, specific: int) -> bool:
    found = mention.found
    counted = found.unit not in NO_UNITS and found.qualifier != "ordinal" and len(mention.label) >= specific
    return counted and mention.total and not mention.scope.flow and not mention.scope.planned


def _key(mention: Mention) -> tuple[str, frozenset[str], tuple[str, ...], tuple[str, ...], str]:
    scope = mention.scope
    return mention.found.unit, mention.label, scope.places, scope.phases, scope.org


def of_series(text: str, every: Sequence[Mention]) -> list[Conflict]:
    """截至2018年底累计47个 and, later in the same text, 截至2019年4月底累计43个."""
    known: dict[tuple[object, ...], list[tuple[str, Mention]]] = defaultdict(list)
    result = []
    for mention in every:
        when = _as_of(text, mention) if _grows(mention, TOLD) and ADDED.search(mention.before) else ""
        if not when:
            continue
        told = known[_thing(mention)]
        for day, one in told[-REMEMBERED:]:
            (early, first), (late, last) = sorted([(day, one), (when, mention)], key=lambda dated: dated[0])
            if early[: len(late)] < late and band(last.found).high < band(first.found).low:
                why = f"累计数由{first.found.figure}降为{last.found.figure},累计数不应减少,请核对。"
                result.append(Conflict("fall", HARD, (Span.of(one.found), Span.of(mention.found)), why))
                break
        told.append((when, mention))
    return result


def _as_of(text: str, mention: Mention) -> str:
    """The day up to which a total is told, or the latest for 目前; "" where nothing tells it."""
    days = [*mention.scope.days, *(time for time in mention.scope.times if time.isdigit())]
    start = mention.found.char_start
    clause = text[max(start - 40, 0) : start]
    return max(days) if days else LATEST if NOW.search(clause.rpartition("。")[2]) else ""


def _thing(mention: Mention) -> tuple[object, ...]:
    scope = mention.scope
    return mention.found.unit, mention.label - CALENDAR, scope.places, scope.phases, scope.org, scope.part
