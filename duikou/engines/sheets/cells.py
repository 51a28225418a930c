from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from duikou.engines.quantities import SCALES, NotAQuantityError, Quantity, parse

EPOCH: Final = date(1899, 12, 30)  # day 0 of a spreadsheet's day numbers
THIRDS: Final = {"上旬": 1, "中旬": 11, "下旬": 21, "初": 1, "底": 28, "末": 28}
_DATE: Final = re.compile(
    r"(?:(?P<year>\d{4}|\d{2})\s*[年./-]\s*)?(?P<month>\d{1,2})\s*[月./-]\s*(?:(?P<day>\d{1,2})\s*[日号]?|(?P<third>[上中下]旬|初|底|末))?"
)
_YEAR: Final = re.compile(r"(?P<year>\d{4})\s*年?")
TRUE: Final = {"是", "有", "√", "对", "真", "1", "yes", "y", "true", "√√"}
FALSE: Final = {"否", "无", "×", "错", "假", "0", "no", "n", "false", "-", ""}


class CellError(ValueError):
    """What a cell says cannot be read; the text says how to write it."""


def plain(value: Any) -> str:
    """A cell as text in one width: whole floats lose their idle .0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFKC", str(value)).strip() if value is not None else ""


def read_date(value: Any, year: int | None = None) -> date | None:
    """A date from a date cell, a day number, or text such as 2019年6月中旬, 6月16日 (in `year`), 2019.6.16.

    The third of a month gives its first day, a month its first day, a year alone its first day; None for nothing.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and 20_000 < value < 80_000:
        return EPOCH + timedelta(days=int(value))
    text = plain(value)
    if not text:
        return None
    match = _DATE.match(text)
    if match and _fits(text, match.end()):
        return _date_of(match, year, text)
    whole = _YEAR.fullmatch(text)
    if whole and 1949 <= int(whole["year"]) <= 2100:
        return date(int(whole["year"]), 1, 1)
    raise CellError(f"“{text[:30]}”不是日期,请写成 2019-06-16 或 2019年6月16日。")


def _fits(text: str, end: int) -> bool:
    """Nothing follows but a time of day or a weekday in brackets."""
    return bool(re.fullmatch(r"\s*(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?\s*(?:\(.{1,6}\))?", text[end:]))


def _date_of(match: re.Match[str], year: int | None, text: str) -> date:
    given = match["year"]
    if given is None and year is None:
        raise CellError(f"“{text[:30]}”没有年份,请补上年份。")
    number = int(given) if given else int(year or 0)
    number += 2000 if given and len(given) == 2 else 0
    day = int(match["day"]) if match["day"] else THIRDS.get(match["third"] or "", 1)
    try:
        return date(number, int(match["month"]), day)
    except ValueError:
        raise CellError(f"“{text[:30]}”不是存在的日期。") from None


def read_quantity(value: Any, scale: str = "") -> Quantity | None:
    """A quantity from a number or text; `scale` (万, 亿 …) is that of the head, for numbers written without one."""
    if isinstance(value, bool):
        raise CellError("此处应为数字。")
    factor = SCALES.get(scale, 1)
    if isinstance(value, int | float):
        return _scaled(Quantity(_number(value)), factor)
    text = plain(value)
    if text in ("", "-", "—", "/", "无"):
        return None
    try:
        quantity, _unit = parse(text)
    except (NotAQuantityError, InvalidOperation, ValueError):
        raise CellError(f"“{text[:30]}”不是数量,请写成 1200、1.2万、约2亿元 或 800~1500。") from None
    has_scale = any(character in text for character in "万亿")
    return quantity if has_scale else _scaled(quantity, factor)


def _number(value: float | int) -> Decimal:
    """The decimal a person typed: the shortest that gives this float, to four places."""
    try:
        return Decimal(repr(value)).quantize(Decimal("0.0001")).normalize() + 0
    except InvalidOperation:
        raise CellError(f"“{value}”超出可记录的范围。") from None


def _scaled(quantity: Quantity, factor: int) -> Quantity:
    high = quantity.high * factor if quantity.high is not None else None
    return Quantity(quantity.low * factor, high, quantity.qualifier)


def read_truth(value: Any) -> bool:
    text = plain(value).lower()
    if text in TRUE:
        return True
    if text in FALSE:
        return False
    raise CellError(f"“{text[:30]}”请写成“是”或“否”。")
