"""Blanks of an .xlsx. It is filled by changing the cells in its sheets' XML: formulas, pictures, widths and prints stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from duikou.engines.blanks.heads import UNDERSCORES, Heads
from duikou.engines.blanks.model import Blank, BlankError, Value, check, limited, unreadable

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_ROWS, MOST_COLUMNS = 2000, 100
CELL: Final = re.compile(r"([A-Z]+)(\d+)")


def find(content: bytes) -> list[Blank]:
    from openpyxl.utils import get_column_letter

    found = []
    for sheet in _book(content).worksheets:
        if sheet.sheet_state != "visible":
            continue
        for row, column, left, above, unit in _heads(sheet).asked():
            cell = f"{get_column_letter(column + 1)}{row + 1}"
            found.append(Blank(f"{sheet.title}!{cell}", left, above, unit, cell))
    return limited(found)


def _book(content: bytes) -> Any:
    import openpyxl

    check(content, ".xlsx")
    try:
        return openpyxl.load_workbook(BytesIO(content))
    except Exception as error:  # openpyxl raises what the broken part happens to raise
        raise unreadable(".xlsx") from error


def _heads(sheet: Any) -> Heads:
    rows, columns = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    texts = [[_text(cell) for cell in row] for row in sheet.iter_rows(max_row=rows, max_col=columns)]
    covered = set()
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row - 1, min(area.max_row, rows)):
            for column in range(area.min_col - 1, min(area.max_col, columns)):
                texts[row][column] = texts[area.min_row - 1][area.min_col - 1]
                covered.add((row, column))
        covered.discard((area.min_row - 1, area.min_col - 1))
    empty = [
        (r, c) for r, line in enumerate(texts) for c, text in enumerate(line) if not text and (r, c) not in covered
    ]
    return Heads(texts, empty)


def _text(cell: Any) -> str:
    """What a cell says; one that holds only underscores says nothing."""
    text = str(cell.value).strip() if cell.value is not None else ""
    return "" if UNDERSCORES.fullmatch(text) else "".join(text.split())


def fill(content: bytes, values: Mapping[str, Value]) -> bytes:
    by_sheet: dict[str, dict[str, Value]] = {}
    for place, value in values.items():
        sheet, _, cell = place.rpartition("!")
        by_sheet.setdefault(sheet, {})[cell] = value
    target = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(target, "w", ZIP_DEFLATED) as filled:
        parts = {part: by_sheet[name] for name, part in _parts(given).items() if name in by_sheet}
        for part in given.infolist():
            data = given.read(part)
            if part.filename in parts:
                data = _filled(data, parts[part.filename])
            elif part.filename == "xl/workbook.xml":
                data = _recalculated(data)
            filled.writestr(part, data)
    return target.getvalue()


def _parts(archive: ZipFile) -> dict[str, str]:
    """The name of each sheet with the part of the package that holds it."""
    relations = _read(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    sheets = _read(archive.read("xl/workbook.xml")).iter(f"{{{MAIN}}}sheet")
    return {
        sheet.get("name"): path.lstrip("/") if (path := targets[sheet.get(RELATION)]).startswith("/") else f"xl/{path}"
        for sheet in sheets
    }


def _recalculated(data: bytes) -> bytes:
    """The workbook told to work its formulas out anew when it is opened."""
    root = _read(data)
    found = root.find(f"{{{MAIN}}}calcPr")
    if found is None:
        after = [root.find(f"{{{MAIN}}}{name}") for name in ("externalReferences", "definedNames", "sheets")]
        place = next(element for element in (after[1], after[0], after[2]) if element is not None)
        found = etree.Element(f"{{{MAIN}}}calcPr")
        place.addnext(found)
    found.set("fullCalcOnLoad", "1")
    return _written(root)


def _filled(data: bytes, values: Mapping[str, Value]) -> bytes:
    root = _read(data)
    body = root.find(f"{{{MAIN}}}sheetData")
    rows = {row.get("r"): row for row in body}
    for place, value in values.items():
        match = CELL.fullmatch(place)
        row = rows.get(match[2]) if match else None
        if match is None or row is None:
            raise BlankError(f"表中已没有 {place} 这一格,请重新上传表样并对应。")
        _write(_cell(row, place), value)
    for cell in _with_formula(body):
        for shown in cell.findall(f"{{{MAIN}}}v"):
            cell.remove(shown)  # what the formula gave before the blanks were filled
    return _written(root)


def _cell(row: Any, place: str) -> Any:
    """The cell of a row, made in its order where the file holds none."""
    for cell in row:
        if cell.get("r") == place:
            return cell
        if _order(cell.get("r")) > _order(place):
            break
    else:
        cell = None
    made = etree.Element(f"{{{MAIN}}}c", r=place)
    if cell is None:
        row.append(made)
    else:
        cell.addprevious(made)
    return made


def _order(place: str) -> tuple[int, str]:
    letters = place.rstrip("0123456789")
    return len(letters), letters


def _write(cell: Any, value: Value) -> None:
    for child in list(cell):
        cell.remove(child)
    if isinstance(value, Decimal):
        cell.attrib.pop("t", None)
        etree.SubElement(cell, f"{{{MAIN}}}v").text = f"{value:f}"
    else:
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t").text = value


def _with_formula(body: Any) -> Iterator[Any]:
    return (formula.getparent() for formula in body.iter(f"{{{MAIN}}}f"))


def _read(data: bytes) -> Any:
    """A part of the package; nothing that it names outside itself is looked up."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _written(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
