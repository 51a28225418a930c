from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from duikou.engines.sheets.cells import plain

SEARCHED_ROWS: Final = 20
_UNIT: Final = re.compile(r"[((\[【](?:单位[::]?)?(?P<unit>[^))\]】]{1,12})[))\]】]")
_SCALE: Final = re.compile(r"(?P<scale>[十百千]?[万亿])")


@dataclass(frozen=True)
class Head:
    """The words over one column: the name they come to, the unit in brackets, and its scale (万, 亿)."""

    text: str
    name: str
    unit: str = ""
    scale: str = ""


@dataclass(frozen=True)
class Table:
    """A table inside a sheet. `columns` maps a field to the index of its column; rows keep their row numbers."""

    heads: tuple[Head, ...]
    columns: Mapping[str, int]
    first_row: int
    rows: Sequence[tuple[int, Sequence[Any]]]
    year: int | None = None


def head_of(text: str) -> Head:
    """Take a head apart: 投资额(万元) → 投资额, 万元, 万."""
    whole = unicodedata.normalize("NFKC", str(text))
    match = _UNIT.search(whole)
    unit = match["unit"].strip() if match else ""
    scale = _SCALE.match(unit)
    name = re.sub(r"[\s*:、_]", "", _UNIT.sub("", whole)).lower()
    return Head(re.sub(r"\s+", " ", whole).strip(), name, unit, scale["scale"] if scale else "")


def find_table(rows: Sequence[Sequence[Any]], words: Mapping[str, Sequence[str]]) -> Table | None:
    """The table whose head knows most of the `words` (field → names a head may have); None where no row knows two."""
    best: tuple[int, int, tuple[Head, ...]] | None = None
    for start in range(min(len(rows), SEARCHED_ROWS)):
        for lines in (1, 2):
            heads = _heads(rows[start : start + lines])
            known = len(match_columns(heads, words))
            if known >= 2 and (best is None or known > best[0]):
                best = (known, start + lines, heads)
    if best is None:
        return None
    _known, after, heads = best
    body = [
        (number + 1, row)
        for number, row in enumerate(rows[after:], after)
        if any(plain(cell) for cell in row) and not _is_total(row)
    ]
    return Table(heads, match_columns(heads, words), after + 1, body, _year_above(rows[:after]))


def _heads(lines: Sequence[Sequence[Any]]) -> tuple[Head, ...]:
    """One head per column; over two lines the upper one reaches to the right over empty cells, as merged cells do."""
    if not lines:
        return ()
    width = max(len(line) for line in lines)
    upper = [plain(cell) for cell in lines[0]] + [""] * (width - len(lines[0]))
    if len(lines) == 1:
        return tuple(head_of(text) for text in upper)
    lower = [plain(cell) for cell in lines[1]] + [""] * (width - len(lines[1]))
    reached, texts = "", []
    for above, below in zip(upper, lower, strict=True):
        reached = above or reached
        texts.append(below or above if not (above and below) else below)
    return tuple(head_of(text) for text in texts)


def match_columns(heads: Sequence[Head], words: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Which column is which field: exact names first, then names that contain each other."""
    found: dict[str, int] = {}
    names = {field: [head_of(word).name for word in known] for field, known in words.items()}
    for exact in (True, False):
        for field, known in names.items():
            if field in found:
                continue
            for index, head in enumerate(heads):
                if head.name and index not in found.values() and _names(head.name, known, exact=exact):
                    found[field] = index
                    break
    return found


def _names(name: str, known: Sequence[str], *, exact: bool) -> bool:
    if exact:
        return name in known
    return any(len(word) >= 2 and (word in name or (len(name) >= 3 and name in word)) for word in known)


def _is_total(row: Sequence[Any]) -> bool:
    """A row that sums the others is none of them."""
    first = next((plain(cell) for cell in row if plain(cell)), "")
    return first in ("合计", "总计", "小计", "合 计", "共计")


def _year_above(rows: Sequence[Sequence[Any]]) -> int | None:
    """A year in the title above the head, for dates written without one."""
    for row in rows:
        for cell in row:
            match = re.search(r"(19|20)\d{2}(?=\s*年|年度|$)", plain(cell))
            if match:
                return int(match.group())
    return None
