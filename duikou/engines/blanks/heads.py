"""What an empty cell of a table asks for, read from the cells to its left and above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

NUMBER: Final = re.compile(r"[\d.,，、()（）%％\s-]*|[一二三四五六七八九十]+[、.．]?")
NOT_ASKED: Final = ("备注", "说明", "序号", "签名", "签字", "盖章")
UNIT_WORDS: Final = "元|千元|万元|亿元|吨|万吨|公斤|个|项|件|次|场|批|批次|人|人次|万人|万人次|家|户|所|条|平方米|万平方米|平方公里|公顷|亩|万亩|公里|%|％"
UNIT: Final = re.compile(rf"(?:{UNIT_WORDS})")
IN_BRACKETS: Final = re.compile(rf"[(（]\s*(?:单位\s*[:：])?\s*({UNIT_WORDS})\s*[)）]")
OF_THE_TABLE: Final = re.compile(rf"单位\s*[:：]\s*({UNIT_WORDS})")
UNDERSCORES: Final = re.compile(r"[_＿]{2,}")


@dataclass(frozen=True)
class Heads:
    """A table as texts, a merged cell's text in each place it covers; `empty` are the places to be asked about."""

    texts: list[list[str]]
    empty: list[tuple[int, int]]

    def asked(self) -> Iterator[tuple[int, int, str, str, str]]:
        """Each empty cell that has a head: row, column, words of the row, words of the column, unit."""
        whole = next((found[1] for row in self.texts for text in row if (found := OF_THE_TABLE.search(text))), "")
        for row, column in self.empty:
            left, above = self.left_of(row, column), self.above(row, column)
            if not left or any(word in text for word in NOT_ASKED for text in above[-1:]):
                continue
            if not above and self.texts[row][column - 1] not in left:
                continue
            unit = _unit_in([*left, *above]) or (whole if above else "")
            yield row, column, " ".join(_named(left)), " ".join(_named(above)), unit

    def left_of(self, row: int, column: int) -> list[str]:
        return list(dict.fromkeys(text for text in self.texts[row][:column] if _is_head(text)))

    def above(self, row: int, column: int) -> list[str]:
        """The texts over the column: past the cells still empty or filled with numbers, then the head without a gap."""
        found: list[str] = []
        for line in reversed(self.texts[:row]):
            text = line[column]
            if _is_head(text) and not _is_title(line):
                found.append(text)
            elif found:
                break
        return list(dict.fromkeys(reversed(found)))


def _is_head(text: str) -> bool:
    return bool(text) and not NUMBER.fullmatch(text) and not OF_THE_TABLE.search(text)


def _is_title(line: list[str]) -> bool:
    """One text over the whole width, or nothing beside it."""
    return len(line) > 2 and len({text for text in line if text}) == 1


def _unit_in(words: list[str]) -> str:
    """The unit of the cell itself: a word that is one, or one in brackets; the nearest wins."""
    for word in reversed(words):
        found = IN_BRACKETS.search(word)
        if found or UNIT.fullmatch(word):
            return found[1] if found else word
    return ""


def _named(words: list[str]) -> list[str]:
    return [word for word in words if not UNIT.fullmatch(word)] or words
