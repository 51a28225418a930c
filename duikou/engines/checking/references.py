"""这1200万元贷款: a number that points back to one told before has to be that one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final

from duikou.engines.checking.amounts import agree, band
from duikou.engines.checking.mentions import Mention
from duikou.engines.checking.model import HARD, Conflict, Span, any_of, words

POINTS: Final = re.compile(r"(?:这|这笔|该笔|上述|前述)(?:总额|共计)?$")
REMEMBERED: Final = 24  # numbers before it in which the one pointed to is looked for
TAIL: Final = 10


def of_references(text: str, every: Sequence[Mention]) -> list[Conflict]:
    result = []
    for place, mention in enumerate(every):
        if not POINTS.search(mention.before):
            continue
        kind = _kinds().search(text, mention.found.char_end, mention.found.char_end + TAIL)
        earlier = every[max(place - REMEMBERED, 0) : place]
        told = [
            one for one in earlier if kind and one.found.unit == mention.found.unit and kind.group() in _around(one)
        ]
        if told and not _found(mention, told):
            figures = f"{told[-1].found.figure}、{mention.found.figure}"
            why = f"“{kind.group() if kind else ''}”前后写有不同数值:{figures},请核对。"
            result.append(Conflict("value", HARD, (Span.of(told[-1].found), Span.of(mention.found)), why))
    return result


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(any_of(words()["given"]))


def _around(mention: Mention) -> str:
    return mention.before + mention.after[:TAIL]


def _found(mention: Mention, told: Sequence[Mention]) -> bool:
    """Whether one of the numbers before, or the last of them together, are what is pointed to."""
    if any(agree(one.found, mention.found) for one in told):
        return True
    sums = itertools.accumulate(band(one.found).low for one in reversed(told))
    return any(Decimal(amount) == band(mention.found).low for amount in sums)
