from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Final
from zipfile import ZipFile, is_zipfile

from duikou.engines.sheets import SheetError
from duikou.engines.sheets.workbook import check_package

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


def check(content: bytes, suffix: str) -> None:
    """Refuse what is no office file, carries macros, or unpacks to a bomb."""
    if not is_zipfile(BytesIO(content)):
        raise unreadable(suffix)
    if any(name.endswith("vbaProject.bin") for name in ZipFile(BytesIO(content)).namelist()):
        raise BlankError(f"文件含有宏,请另存为不含宏的 {suffix} 后重新上传。")
    try:
        check_package(content)
    except SheetError as error:
        raise BlankError(str(error)) from error


def unreadable(suffix: str) -> BlankError:
    return BlankError(f"文件无法读取,请用 WPS 或 Office 另存为 {suffix} 后重新上传。")
