"""Texts of one source, one after the other: totals that can only grow must not fall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from duikou.engines.checking.amounts import band
from duikou.engines.checking.mentions import Mention
from duikou.engines.checking.values import NO_UNITS

SPECIFIC: Final = 3


def falls(earlier: Sequence[Mention], later: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Totals (累计, 以来, 共) of the earlier text that the later one states lower, told by the same words and unit."""
    known = {_key(one): one for one in earlier if _grows(one)}
    pairs = [(known[_key(one)], one) for one in later if _grows(one) and _key(one) in known]
    return [(first, last) for first, last in pairs if band(last.found).high < band(first.found).low]


def _grows(mention: Mention) -> bool:
    found = mention.found
    counted = found.unit not in NO_UNITS and found.qualifier != "ordinal" and len(mention.label) >= SPECIFIC
    return counted and mention.total and not mention.scope.flow and not mention.scope.planned


def _key(mention: Mention) -> tuple[str, frozenset[str], tuple[str, ...], tuple[str, ...], str]:
    scope = mention.scope
    return mention.found.unit, mention.label, scope.places, scope.phases, scope.org
