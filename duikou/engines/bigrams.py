"""Finding Chinese text without a dictionary: every pair of neighbouring characters is a word of the index.

A query of any length is found by its pairs and then held against the text itself, so the answer is exactly that of a
scan: every part of the query occurs in the text. Names can also be found by their pinyin, in full or by initials.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import add
from typing import Final

_BETWEEN: Final = re.compile(r"[\W_]+")


def normal(text: str) -> str:
    """One width, one case, and a single space for everything that is neither letter nor digit."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _BETWEEN.sub(" ", folded).strip()


def pairs(text: str) -> set[str]:
    """The words under which a normal text is indexed: the pairs of each part, and each part's last character."""
    found: set[str] = set()
    for part in text.split():
        found.update(map(add, part, part[1:]))
        found.add(part[-1])
    return found


def wanted(query: str) -> tuple[list[str], list[str]]:
    """The pairs a text must have to answer a query, and the single characters that some word must begin with."""
    parts = normal(query).split()
    needed = {part[start : start + 2] for part in parts for start in range(len(part) - 1)}
    return sorted(needed), sorted({part for part in parts if len(part) == 1})


def answers(text: str, query: str) -> bool:
    """Whether a normal text has every part of the query: the scan that defines the search."""
    return all(part in text for part in normal(query).split())


def pinyin(name: str) -> str:
    """The name's pinyin in full and by initials, as two parts: 冠牌管业 → guanpaiguanye gpgy."""
    syllables = [_syllable(character) for character in name if character.isalnum()]
    return f"{''.join(syllables)} {''.join(syllable[0] for syllable in syllables)}"


@lru_cache(maxsize=30_000)
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(character)[0]) or character


def snippet(text: str, query: str, width: int = 40) -> tuple[str, str, str]:
    """What stands before the first hit, the hit, and what follows, about `width` characters each side."""
    low = text.casefold()
    hits = [(low.find(part), part) for part in normal(query).split() if part in low]
    if not hits:
        return text[: 2 * width], "", ""
    start, part = min(hits)
    end = start + len(part)
    return text[max(start - width, 0) : start], text[start:end], text[end : end + width]
