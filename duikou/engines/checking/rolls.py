"""Counts against the names listed for them: 牵头单位5个 … 牵头单位为甲、乙、丙和丁."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from duikou.engines.checking.mentions import SENTENCE, Breaks, Mention, content
from duikou.engines.checking.model import HARD, Conflict, Span

ROLL: Final = re.compile(
    r"(?P<subject>[\u4e00-\u9fff]{0,12}?)(?P<said>分别为|分别是|名单为|依次为|为|是|:)(?P<names>[\u4e00-\u9fff()“”·]{2,40}(?:、[\u4e00-\u9fff()“”·]{2,40})+)(?=[。;\n,]|$)"
)
LAST: Final = re.compile(r"(?:以及|和|与|及)(?=[^和与及]{2,}$)")
OPEN: Final = re.compile(r"等|其他|其余|之一")
COUNTERS: Final = "个家名所户位县区市镇乡村校"
BACK: Final = 2  # sentences back in which the count stands
COUNTED: Final = 30


def of_rolls(text: str, every: Sequence[Mention]) -> Iterator[Conflict]:
    """Where the words before a list of names are those of a number before it, there are as many names as it says."""
    sentences = Breaks(SENTENCE, text)
    place = 0
    for match in ROLL.finditer(text):
        while place < len(every) and every[place].found.char_end <= match.start("names"):
            place += 1
        names = _names(match["names"])
        head = _head(match, every[max(place - COUNTED, 0) : place], sentences)
        if head and not OPEN.search(match["names"]) and head.found.value != len(names):
            start, end = match.span("names")
            why = f"写有{head.found.figure},列出的名称为{len(names)}个,请核对。"
            yield Conflict("count", HARD, (Span.of(head.found), Span(start, end, text[start:end])), why)


def _names(listed: str) -> list[str]:
    *names, last = listed.split("、")
    return [*names, *LAST.split(last, maxsplit=1)]


def _head(match: re.Match[str], earlier: Sequence[Mention], sentences: Breaks) -> Mention | None:
    """The number that the list belongs to: directly before 分别为, or one that counts what the subject names."""
    subject = content(match["subject"])
    near = [one for one in earlier if sentences.number(match.start()) - one.sentence <= BACK and _counts(one)]
    if not subject:
        direct = near[-1:] if "分别" in match.group() else []
        return direct[0] if direct and match.start() - direct[0].found.char_end <= 4 else None
    if len(subject) < (4 if match["said"] == ":" else 2):
        return None
    told = [one for one in near if subject[:2] in one.before + one.after]
    return told[-1] if told and len({one.found.value for one in told}) == 1 else None


def _counts(mention: Mention) -> bool:
    found = mention.found
    return found.qualifier == "exact" and found.unit_text[:1] in COUNTERS and not isinstance(found.value, tuple)
