from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from typing import Any, Final

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_UNPACKED: Final = 600 * 1024 * 1024
MAX_RATIO: Final = 300
MAX_CELLS: Final = 20_000_000


class SheetError(ValueError):
    """The file is no sheet that is read here; the text says why and how to mend it."""


@dataclass(frozen=True)
class Sheet:
    """A named sheet; cells are str, int, float, bool, date, datetime or "" for nothing."""

    name: str
    rows: list[list[Any]]


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """The sheets of an .xlsx, .xls or .csv file. Raises SheetError; formulas count as the values last shown."""
    if len(content) > MAX_BYTES:
        raise SheetError("文件超过50MB,请拆分后导入。")
    suffix = name.rpartition(".")[2].lower()
    if suffix == "csv":
        return [Sheet(name, _csv_rows(content))]
    if suffix not in ("xlsx", "xls"):
        raise SheetError(f"“{name}”不是表格文件,请用 .xlsx、.xls 或 .csv。")
    if suffix == "xlsx":
        check_package(content)
    return _workbook(content, name)


def check_package(content: bytes) -> None:
    """Refuse what is no package, unpacks to a bomb, or carries macros."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise SheetError("文件已损坏或不是 .xlsx 格式,请重新另存后导入。") from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or any(part.file_size > MAX_RATIO * max(part.compress_size, 10_000) for part in parts):
        raise SheetError("文件解压后过大,请删去空白行列后重新保存。")
    if any(part.filename.endswith("vbaProject.bin") for part in parts):
        raise SheetError("文件含有宏,请另存为不含宏的 .xlsx 后导入。")


def _workbook(content: bytes, name: str) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [Sheet(title, book.get_sheet_by_name(title).to_python()) for title in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise SheetError(f"“{name}”无法读取({error}),请重新另存后导入。") from error
    if sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in sheets if sheet.rows) > MAX_CELLS:
        raise SheetError("单元格超过2000万个,请拆分后导入。")
    return sheets


def _csv_rows(content: bytes) -> list[list[Any]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SheetError("文字编码无法识别,请另存为 UTF-8 或 GB18030 的 .csv。")
    if "\0" in text:
        raise SheetError("文件不是文本表格,请另存为 .csv。")
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], ",;\t")
    except csv.Error:
        dialect = csv.excel
    dialect = csv.excel_tab if dialect.delimiter == "\t" else csv.excel
    return list(csv.reader(io.StringIO(text, newline=""), dialect))
