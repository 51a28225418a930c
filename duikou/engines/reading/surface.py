"""The text as the grammar wants it: full-width digits narrowed, odd spaces out, and the way back to the places of the original."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

# Full-width forms stand 0xFEE0 above the ASCII character they are a wide form of; dashes of all kinds are one.
NARROW: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    (0x2010, 0x2011, 0x2012, 0x2212), 0x2D
)
SPACES: Final = re.compile(
    r"(?<=[\u4e00-\u9fff〇%0-9,。、;:()“”《》])[ \u00a0\u2000-\u200b\u3000\ufeff]+(?=[\u4e00-\u9fff〇0-9,。、%;:()“”《》])"
)
THOUSANDS: Final = re.compile(r"\d{3}(?:\.\d+)?[万亿吨]")


@dataclass(frozen=True)
class Surface:
    """A text without odd spaces; `origin` gives a place in the text as it was written."""

    text: str
    cuts: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()

    def origin(self, place: int) -> int:
        at = bisect_right(self.cuts, place)
        return place + (self.lost[at - 1] if at else 0)

    def end(self, place: int) -> int:
        """An end stands just after its last character, before any spaces that follow."""
        return self.origin(place - 1) + 1 if place else 0


def _is_thousands(text: str, gap: re.Match[str]) -> bool:
    """14 879.2亿元 is one number."""
    return bool(
        len(gap.group()) == 1
        and THOUSANDS.match(text, gap.end())
        and not text[max(gap.start() - 4, 0) : gap.start()].isdigit()
    )


def surface(text: str) -> Surface:
    text = text.translate(NARROW)
    parts, cuts, lost, place, gone = [], [], [], 0, 0
    for match in SPACES.finditer(text):
        if text[match.start() - 1].isdigit() and text[match.end()].isdigit() and not _is_thousands(text, match):
            continue  # two numbers of a table, not one
        parts.append(text[place : match.start()])
        place = match.end()
        gone += len(match.group())
        cuts.append(match.end() - gone)
        lost.append(gone)
    return Surface("".join([*parts, text[place:]]), tuple(cuts), tuple(lost))
