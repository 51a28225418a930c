from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, Final

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_UNPACKED: Final = 600 * 1024 * 1024
MAX_RATIO: Final = 300
MAX_CELLS: Final = 20_000_000
_CELL: Final = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_FAR_CELL: Final = re.compile(rb"""\sr\s*=\s*["'](?=[A-Z]{2}|[A-Z]\d{6})([A-Z]{1,3})(\d{1,7})["']""")
_RUN: Final = ("=", "+", "-", "@", "\t", "\r")


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
    """Refuse what is no package, unpacks to a bomb, spreads few cells over millions, or carries macros."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise SheetError("文件已损坏或不是 .xlsx 格式,请重新另存后导入。") from error
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or any(part.file_size > MAX_RATIO * max(part.compress_size, 10_000) for part in parts):
        raise SheetError("文件解压后过大,请删去空白行列后重新保存。")
    if any(part.filename.endswith("vbaProject.bin") for part in parts):
        raise SheetError("文件含有宏,请另存为不含宏的 .xlsx 后导入。")
    try:
        for part in parts:
            if part.filename.startswith("xl/worksheets/") and _extent(package, part) > MAX_CELLS:
                raise SheetError("有单元格远在表格之外,请删去空白行列后重新保存。")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise SheetError("文件已损坏,请重新另存后导入。") from error


def _extent(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many cells lie between the first and the last used one, which is what reading takes in memory.

    Most sheets are settled by their cells beyond column Z or row 99,999; only where that bound is too large every cell
    is looked at.
    """
    bound = _spread(package, part, _FAR_CELL, rows=99_999, columns=26)
    return bound if bound <= MAX_CELLS else _spread(package, part, _CELL, rows=1, columns=1)


def _spread(package: zipfile.ZipFile, part: zipfile.ZipInfo, cell: re.Pattern[bytes], rows: int, columns: int) -> int:
    names: set[bytes] = set()
    with package.open(part) as stream:
        end = b""
        while block := stream.read(1 << 20):
            for column, row in cell.findall(end + block):
                names.add(column)
                rows = max(rows, int(row))
            end = block[-64:]
    return rows * max([columns, *map(_column_number, names)])


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


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
    return [[_unmarked(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), dialect)]


def marked(text: str) -> str:
    """Text with a mark before what a spreadsheet would run when it opens a .csv, so that it is shown."""
    return f"'{text}" if text.lstrip("'")[:1] in _RUN else text


def _unmarked(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in _RUN else cell
