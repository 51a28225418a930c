from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

MOST_BLANKS: Final = 600
Value = Decimal | str


class BlankError(ValueError):
    """A form that cannot be read or filled; the text says why and how to mend it."""


@dataclass(frozen=True)
class Blank:
    """One place to fill with the words beside it: the head of its row and of its column, or the sentence around it.

    `unit` is the unit that the form asks for (万元, 个), `shown` where a reader finds the place.
    """

    place: str
    row: str
    column: str = ""
    unit: str = ""
    shown: str = ""

    @property
    def label(self) -> str:
        return " · ".join(part for part in (self.row, self.column) if part)


def limited(blanks: list[Blank]) -> list[Blank]:
    if len(blanks) > MOST_BLANKS:
        raise BlankError(f"空格有 {len(blanks)} 个,至多 {MOST_BLANKS} 个;请删去不需填报的行列后重新上传。")
    if not blanks:
        raise BlankError("没有找到可填的空格:表格中的空单元格需有行名,正文中的空格请用下划线“____”标出。")
    return blanks
