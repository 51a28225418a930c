"""Widths in characters, and what follows from them: lines of a title, columns of a table, numbers of headings."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

from duikou.engines.documents.layout import CELL_INSET, TABLE_SIZES
from duikou.engines.documents.model import Cell, DocumentError, Heading, Table

NARROW: Final = {"Na", "H", "N"}
AFTER_WHICH_A_TITLE_BREAKS: Final = "的》”、、：）"
KEPT_TOGETHER: Final = (
    "情况", "进展情况", "通报", "通知", "报告", "工作", "总结", "对口合作", "合作", "年度", "会议", "联席会议", "纪要", "领导小组", "重点任务",
    "任务", "项目", "关于", "办公室", "台账",
)  # fmt: skip
LONGEST: Final = 60.0  # characters of a cell beyond which a column asks for no more
DIGITS: Final = ("", *"一二三四五六七八九")
NUMBERED: Final = ("{}、", "（{}）", "{}.", "（{}）")


def width(text: str) -> float:
    """In characters: a Chinese one is one, a digit or a Latin letter half of one, and a quarter parts the two."""
    narrow = [unicodedata.east_asian_width(character) in NARROW for character in text]
    meetings = sum(
        this != next_ and (text[at] + text[at + 1]).replace(" ", "").isalnum()
        for at, (this, next_) in enumerate(pairwise(narrow))
    )
    return sum(0.5 if one else 1.0 for one in narrow) + 0.25 * meetings


def title_lines(title: str, room: float) -> list[str]:
    """A title in as few lines as it needs, no word cut, near to even; a line break in the title is obeyed."""
    lines: list[str] = []
    for part in title.split("\n"):
        count = max(1, -(-int(width(part) * 2) // int(room * 2)))
        lines += _even_lines(part, count, room)
    return lines


def _even_lines(text: str, count: int, room: float) -> list[str]:
    if count == 1:
        return [text]
    wanted = len(text) / count
    places = [place for place in range(1, len(text)) if width(text[:place]) <= room and _may_break(text, place)]
    if not places:
        return [text]
    place = min(places, key=lambda at: abs(at - wanted) - 4 * (text[at - 1] in AFTER_WHICH_A_TITLE_BREAKS))
    return [text[:place], *_even_lines(text[place:], count - 1, room)]


def _may_break(text: str, place: int) -> bool:
    """No line begins with closing or ends with opening punctuation, and neither words nor numbers are cut."""
    before, after = text[place - 1], text[place]
    if (unicodedata.category(after)[0] == "P" and after not in "《“（〔") or before in "《“（〔—":
        return False
    if (
        before.isascii()
        or (after.isascii() and not after.isdigit())
        or (before.isdigit() and after in "年月日号届次期")
    ):
        return False
    return not any(word in text[place - len(word) + 1 : place + len(word) - 1] for word in KEPT_TOGETHER)


class Numbering:
    """The numbers of headings in the set order 一、（一）1.（1); a higher heading starts the lower ones anew."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0, 0]

    def of(self, heading: Heading) -> str:
        place = heading.level - 1
        self.counts[place:] = [self.counts[place] + 1, *[0] * (3 - place)]
        number = self.counts[place]
        return NUMBERED[place].format(chinese(number) if place < 2 else number)


def chinese(number: int) -> str:
    """Of 1 to 99, as headings count: 一, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{DIGITS[ones]}"


def column_widths(table: Table, rows: Sequence[Sequence[Cell]], total: float) -> tuple[tuple[float, ...], float]:
    """Widths of the columns in points, together `total`, and the size of the text in which they find room."""
    room = total - 2 * CELL_INSET[1] * len(table.head)
    for size, widest in TABLE_SIZES:
        natural = widths_of(table.head, rows, widest)
        if sum(natural) * size <= room:
            break
    wanted = _shared(natural, widths_of(table.head, rows, LONGEST), room / size)
    if table.widths:
        wanted = _as_asked(table, natural, room / size)
    return tuple(2 * CELL_INSET[1] + room / sum(wanted) * part for part in wanted), size


def _as_asked(table: Table, natural: list[float], room: float) -> list[float]:
    """The proportions given, but no column so narrow that it wraps where there is room for all."""
    if len(table.widths) != len(table.head):
        raise DocumentError(f"{table.title or '表'}:{len(table.head)} 列,却给了 {len(table.widths)} 个列宽。")
    asked = [room * part / sum(table.widths) for part in table.widths]
    spare, above = room - sum(natural), [max(0.0, one - least) for one, least in zip(asked, natural, strict=True)]
    if spare <= 0 or not any(above):
        return asked
    return [least + spare * part / sum(above) for least, part in zip(natural, above, strict=True)]


def _shared(least: list[float], natural: list[float], room: float) -> list[float]:
    """What room is left over goes to the columns that wrap, by how much they lack."""
    lacking = [wished - given for wished, given in zip(natural, least, strict=True)]
    share = min(1.0, max(0.0, room - sum(least)) / sum(lacking)) if any(lacking) else 0.0
    return [given + share * lack for given, lack in zip(least, lacking, strict=True)]


def widths_of(head: Sequence[str], rows: Sequence[Sequence[Cell]], widest: float) -> list[float]:
    """What each column would like, in characters: its longest cell, up to `widest`."""
    found = [min(width(text), 6.0) for text in head]
    for row in rows[:500]:
        for place, cell in zip(accumulate((cell.span for cell in row), initial=0), row, strict=False):
            if cell.span == 1:
                found[place] = max(found[place], min(width(cell.text), widest))
    return [max(part, 2.0) + 0.2 for part in found]
