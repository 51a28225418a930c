"""Blanks of a .docx: empty cells of its tables, and underscores in its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from duikou.engines.blanks.heads import UNDERSCORES, UNIT, Heads
from duikou.engines.blanks.model import Blank, BlankError, Value, check, limited, unreadable
from duikou.engines.documents.packing import pack
from duikou.engines.quantities import plain

SENTENCE: Final = re.compile(r"[。;；!！\n]")
WORDS_BEFORE: Final = 30


def find(content: bytes) -> list[Blank]:
    word = _opened(content)
    found: list[Blank] = []
    for number, paragraph in enumerate(word.paragraphs):
        found += _in_text(f"P{number}", paragraph.text)
    for number, table in enumerate(word.tables):
        heads, _cells = _table(table)
        found += [
            Blank(f"T{number}R{row}C{column}", left, above, unit, f"表{number + 1}第{row + 1}行第{column + 1}列")
            for row, column, left, above, unit in heads.asked()
        ]
    return limited(found)


def _opened(content: bytes) -> Any:
    import docx

    check(content, ".docx")
    try:
        return docx.Document(BytesIO(content))
    except Exception as error:  # python-docx raises what the broken part happens to raise
        raise unreadable(".docx") from error


def _in_text(place: str, text: str) -> Iterator[Blank]:
    """Each run of underscores with the clause before it; the unit is what follows."""
    for number, match in enumerate(UNDERSCORES.finditer(text)):
        clause = SENTENCE.split(text[: match.start()])[-1]
        before = UNDERSCORES.split(clause)[-1].strip(",，、 ")[-WORDS_BEFORE:]
        unit = UNIT.match(text[match.end() :])
        yield Blank(f"{place}#{number}", before or clause[-WORDS_BEFORE:], "", unit[0] if unit else "", "正文")


def _table(table: Any) -> tuple[Heads, list[list[Any]]]:
    """The texts of a table with its cells; a merged cell stands in every place it covers and is asked about once."""
    cells = [list(row.cells) for row in table.rows]
    width = max((len(row) for row in cells), default=0)
    cells = [[*row, *row[-1:] * (width - len(row))] for row in cells if row]
    texts = [
        ["" if UNDERSCORES.fullmatch(cell.text.strip()) else "".join(cell.text.split()) for cell in row]
        for row in cells
    ]
    seen: set[Any] = set()
    empty = []
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            if not texts[row][column] and cell._tc not in seen:
                empty.append((row, column))
            seen.add(cell._tc)
    return Heads(texts, empty), cells


def fill(content: bytes, values: Mapping[str, Value]) -> bytes:
    word = _opened(content)
    tables = [_table(table)[1] for table in word.tables]
    paragraphs = word.paragraphs
    in_text: dict[int, dict[int, str]] = {}
    for place, value in values.items():
        written = plain(value) if isinstance(value, Decimal) else value
        numbers = [int(number) for number in re.findall(r"\d+", place)]
        try:
            if place.startswith("T"):
                _write(tables[numbers[0]][numbers[1]][numbers[2]].paragraphs[0], written)
            else:
                in_text.setdefault(numbers[0], {})[numbers[1]] = written
                paragraphs[numbers[0]]
        except IndexError:
            raise BlankError(f"文件中已没有 {place} 这一处,请重新上传表样并对应。") from None
    for number, found in in_text.items():
        _replace(paragraphs[number], found)
    target = BytesIO()
    word.save(target)
    return pack(target.getvalue())


def _write(paragraph: Any, text: str) -> None:
    """Into the first run that is there, so that the cell's own face and size hold."""
    runs = paragraph.runs or [paragraph.add_run()]
    runs[0].text = text
    for run in runs[1:]:
        run.text = ""


def _replace(paragraph: Any, values: Mapping[int, str]) -> None:
    """Put values in the place of underscores, which may run over several runs; the last first, so that places hold."""
    text = "".join(run.text for run in paragraph.runs)
    for number, match in reversed(list(enumerate(UNDERSCORES.finditer(text)))):
        if number in values:
            _replace_span(paragraph.runs, match.start(), match.end(), values[number])


def _replace_span(runs: list[Any], start: int, end: int, text: str) -> None:
    begin = 0
    for run in runs:
        length = len(run.text)
        first, last = max(start - begin, 0), min(end - begin, length)
        if first < last:
            run.text = run.text[:first] + text + run.text[last:]
            text = ""
        begin += length
