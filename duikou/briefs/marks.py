"""The text with its marks: cut into paragraphs of plain pieces and marked places, a page at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from duikou.briefs.models import Finding
from duikou.engines.checking import evened

PAGE = 20_000  # characters of a long text on one page
WORST = ["internal_conflict", "ledger_mismatch", "other_scope", "not_recorded", "confirmed"]
ENDS = "。\n!?;"
TITLE = 40  # a first line as short as this is the title


@dataclass(frozen=True)
class Mark:
    """A marked place with what is said of it, the worst first."""

    start: int
    end: int
    quote: str
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def settled(self) -> bool:
        return all(one.decision_id or one.severity == Finding.Severity.INFO for one in self.findings)


@dataclass(frozen=True)
class Paragraph:
    pieces: tuple[str | Mark, ...]
    heading: bool = False


def pages(content: str) -> list[tuple[int, int]]:
    """Where the pages of a text begin and end: at the end of a paragraph where one is near."""
    ends = [0]
    while ends[-1] < len(content):
        limit = ends[-1] + PAGE
        brk = content.rfind("\n", ends[-1] + PAGE // 2, limit)
        ends.append(len(content) if limit >= len(content) else brk + 1 or limit)
    return list(itertools.pairwise(ends)) or [(0, 0)]


def places(content: str, findings: Iterable[Finding], first: int, last: int) -> list[Mark]:
    """The marked places between two characters; spans that overlap are one place."""
    spans = sorted(
        ((start, end, one) for one in findings for start, end, _quote in one.spans if start < last and end > first),
        key=lambda span: (span[0], -span[1]),
    )
    groups: list[tuple[int, int, list[Finding]]] = []
    for start, end, one in spans:
        if groups and start < groups[-1][1]:
            begin, stop, held = groups.pop()
            groups.append((begin, max(stop, end), [*held, *([] if one in held else [one])]))
        else:
            groups.append((start, end, [one]))
    return [Mark(start, end, content[start:end], _ranked(held)) for start, end, held in groups]


def _ranked(held: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(held, key=lambda one: (one.decision_id is not None, WORST.index(one.kind), one.number)))


def paragraphs(content: str, marks: Sequence[Mark], first: int, last: int) -> Iterator[Paragraph]:
    """The page as paragraphs; a short line without a full stop is a heading."""
    waiting = list(reversed(marks))
    start = first
    while start < last:
        end = content.find("\n", start, last)
        end = last if end < 0 else end
        pieces: list[str | Mark] = []
        place = start
        while waiting and waiting[-1].start < end:
            mark = waiting.pop()
            pieces += [content[place : mark.start], mark]
            place = mark.end
        pieces.append(content[place : max(end, place)])
        line = content[start:end].strip()
        if line:
            yield Paragraph(
                tuple(piece for piece in pieces if piece), len(line) <= TITLE and evened(line)[-1] not in "。!?;:,”"
            )
        start = max(end, place) + 1


def sentence(content: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a place in its sentence, at most sixty characters each."""
    before, after = content[max(start - 60, 0) : start], content[end : end + 60]
    cut = max(evened(before).rfind(sign) for sign in ENDS)
    stops = [found for sign in ENDS if (found := evened(after).find(sign)) >= 0]
    return before[cut + 1 :].lstrip(), after[: min(stops) + 1 if stops else 60]
