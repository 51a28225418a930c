from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from duikou.engines.quantities import SCALES, plain
from duikou.engines.reading.dates import DIGITS, Spans, read_dates

NEAR: Final = 14  # characters beside a measure word in which the counted noun is looked for
OCCASIONS: Final = ("meeting", "visit", "event")  # what 次 can count
STOPS: Final = re.compile(r"[,。;:!?\n,;!?()()]")
_ARABIC = r"(?<![\d.A-Za-z])\d{1,3}(?:[,,]\d{3})+(?:\.\d+)?|(?<![\d.A-Za-z])\d+(?:\.\d+)?"
_CHINESE = r"[一二三四五六七八九两]?[十百千][一二三四五六七八九十百千两零]*|[一二三四五六七八九两]"
_SCALE = r"(?:[十百千]?[万亿]亿?)?"


@dataclass(frozen=True)
class Found:
    """A quantity in the text. `value` is one number or the two ends of a range; offsets are characters, end exclusive."""

    char_start: int
    char_end: int
    quote: str
    figure: str
    value: Decimal | tuple[Decimal, Decimal]
    unit: str
    unit_text: str
    qualifier: str
    noun: str = ""


@cache
def words() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))


def _any(options: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(options, key=len, reverse=True))


@cache
def grammar() -> re.Pattern[str]:
    """One number with what stands around it: qualifier, range, scale, 余/多, measure word, 以上/左右."""
    return re.compile(
        rf"(?P<ordinal>第)?(?P<before>{_any(words()['before'])})?"
        rf"(?P<low>{_ARABIC}|{_CHINESE})(?P<low_scale>{_SCALE})(?P<low_more>[余多来])?"
        rf"(?:(?P<low_unit>%|{_any(words()['measures'])})?(?P<to>[~~—–\-至到])(?P<high>{_ARABIC}|{_CHINESE})(?P<high_scale>{_SCALE}))?"
        rf"(?P<more>[余多来])?(?P<measure>%|‰|{_any(words()['measures'])})?(?P<after>以上|左右|以内|上下)?"
    )


@cache
def _excluded() -> re.Pattern[str]:
    return re.compile(_any(words()["not_numbers"]))


FRACTION: Final = re.compile(r"([一二三四五六七八九十百]+)分之([一二三四五六七八九十]+)")
FIRST: Final = re.compile(r"首(?P<measure>次|届|个|批|家|例|条)")


def number(text: str) -> Decimal:
    """An Arabic or Chinese number below ten thousand: 1,756, 两, 三十六, 一百零八."""
    bare = text.replace(",", "").replace(",", "")
    if bare[:1].isdigit():
        return Decimal(bare)
    total, digit = 0, 0
    for character in bare:
        if character in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
        elif character != "零":
            digit = 2 if character == "两" else DIGITS[character]
    return Decimal(total + digit)


def read_quantities(text: str, published: date | None = None) -> list[Found]:
    """Every quantity of the text in reading order; dates, idioms and numbers inside names are none."""
    taken = Spans([(one.char_start, one.char_end) for one in read_dates(text, published)])
    excluded = Spans([match.span() for match in _excluded().finditer(text)])
    found = [*_fractions(text), *_firsts(text)]
    for match in grammar().finditer(text):
        start = match.start("low")
        if taken.cover(start, match.end("low")) or excluded.cover(start, match.end("low")):
            continue
        one = _found(text, match)
        if one:
            found.append(one)
    return sorted(found, key=lambda one: one.char_start)


def _fractions(text: str) -> list[Found]:
    found = []
    for match in FRACTION.finditer(text):
        value = number(match[2]) / number(match[1])
        lead = STOPS.split(text[max(match.start() - 10, 0) : match.start()])[-1]
        vague = next((kind for word, kind in words()["before"].items() if word in lead), "exact")
        found.append(Found(*match.span(), match.group(), match.group(), value, "fraction", "", str(vague)))
    return found


def _firsts(text: str) -> list[Found]:
    found = []
    for match in FIRST.finditer(text):
        unit, noun = _counted(text, match.start(), match.end(), match["measure"])
        if match["measure"] in ("次", "届") or noun:
            found.append(
                Found(*match.span(), match.group(), match.group(), Decimal(1), unit, match["measure"], "ordinal", noun)
            )
    return found


def _found(text: str, match: re.Match[str]) -> Found | None:
    got = match.groupdict(default="")
    if not _is_quantity(text, match, got):
        return None
    measure = got["measure"] or got["low_unit"]
    end = (
        match.end()
        if got["measure"] or got["after"]
        else match.end(
            "high_scale" if got["high"] else "more" if got["more"] else "low_more" if got["low_more"] else "low_scale"
        )
    )
    unit, noun = _counted(text, match.start("low"), end, measure)
    if not unit:
        return None
    value: Decimal | tuple[Decimal, Decimal] = number(got["low"]) * SCALES.get(got["low_scale"], 1)
    qualifier = _qualifier(got)
    if got["high"]:
        high = number(got["high"]) * SCALES.get(got["high_scale"], 1)
        low = number(got["low"]) * SCALES.get(got["low_scale"] or got["high_scale"], 1)
        value, qualifier = (low, high), "range"
        if high <= low:
            return None
    start = match.start("ordinal") if got["ordinal"] else match.start("low")
    begin = match.start()
    scale = got["high_scale"] if got["high"] else got["low_scale"]
    return Found(begin, end, text[begin:end], text[start:end], value, unit, scale + measure, qualifier, noun)


def _is_quantity(text: str, match: re.Match[str], got: dict[str, str]) -> bool:
    """Whether the number counts or measures something: not a date's rest, an idiom, a code or a name's part."""
    low, measure = got["low"], got["measure"] or got["low_unit"]
    arabic = low[0].isdigit()
    following = text[match.end() : match.end() + 2]
    if not measure:
        return bool(arabic and (got["low_scale"] and _noun_after(text, match.end())))
    if measure == "年" and ((arabic and len(low) == 4) or following[:1] in ("级", "度", "代", "间") or got["ordinal"]):
        return False
    if measure in ("米", "克", "升", "度电") and not arabic:
        return False
    if not arabic and not got["low_scale"] and not got["high"]:
        return _chinese_counts(text, match, low, measure, got)
    return not (got["ordinal"] and measure not in ("次", "届", "批", "个", "项"))


def _chinese_counts(text: str, match: re.Match[str], low: str, measure: str, got: dict[str, str]) -> bool:
    """A number in Chinese characters counts only with a measure word that nothing else explains."""
    before = text[match.start() - 1 : match.start()]
    if got["ordinal"]:
        return measure in ("次", "届") or (measure == "个" and bool(_noun_after(text, match.end())))
    if low == "一" or before in "一二三四五六七八九十百千万第几数":
        return False
    if (
        measure in ("人", "家", "所", "对", "处", "门", "位", "头", "只", "班", "周", "场")
        and text[match.end() : match.end() + 1] in "大民方面"
    ):
        return False
    return measure not in ("米", "天", "张", "年") or (
        measure == "年" and text[match.end() : match.end() + 1] not in "来前后级"
    )


def _qualifier(got: dict[str, str]) -> str:
    if got["ordinal"]:
        return "ordinal"
    known = words()["before"].get(got["before"], "exact")
    if known != "exact":
        return str(known)
    if "来" in (got["low_more"], got["more"]) or got["after"] in ("左右", "上下"):
        return "approx"
    if got["low_more"] or got["more"] or got["after"] == "以上":
        return "at_least"
    return "below" if got["after"] == "以内" else "exact"


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(_any([noun for noun, _unit in words()["nouns"]]))


def _noun_after(text: str, end: int) -> str:
    """The counted noun after a number: of a list 甲、乙等单位 the noun that sums it up, else the first."""
    clause = STOPS.split(text[end : end + NEAR + 6], maxsplit=1)[0]
    summed = re.search(r"等(?:各类|多个|\S{0,2})?", clause)
    if summed and "、" in clause[: summed.start()]:
        match = _nouns().search(clause, summed.end())
        if match:
            return match.group()
    for match in _nouns().finditer(clause.split("、")[0][:NEAR]):
        if len(match.group()) > 1 or match.start() == 0:  # a single character inside a longer word is none
            return match.group()
    return ""


def _noun_before(text: str, start: int) -> str:
    """The nearest noun before a number in its clause: 签约合作项目10个."""
    clause = STOPS.split(text[max(start - 2 * NEAR, 0) : start])[-1]
    found = [match.group() for match in _nouns().finditer(clause) if len(match.group()) > 1]
    return found[-1] if found else ""


def _counted(text: str, start: int, end: int, measure: str) -> tuple[str, str]:
    """The unit of a measure word, and the noun that told it where the word is a general one."""
    if measure in ("%", "%", "‰"):
        return "percent", ""
    units = dict(words()["nouns"])
    if not measure:
        noun = _noun_after(text, end)
        return str(units.get(noun, "")), noun
    unit = str(words()["measures"][measure])
    if measure not in words()["plain"]:
        return unit, ""
    order = (
        (_noun_before(text, start), _noun_after(text, end))
        if measure == "次"
        else (_noun_after(text, end), _noun_before(text, start))
    )
    for noun in order:
        if noun and (
            measure not in ("家", "批", "份", "种") or (measure == "家" and units[noun] in ("org", "hospital"))
        ):
            told = str(units[noun])
            if measure == "个" and noun in ("学校", "医院") and "单位" in text[end : end + NEAR]:
                told = "org"
            return told, noun
    return unit, ""


def as_json(one: Found) -> dict[str, Any]:
    """The quantity as `duikou read` prints it."""
    value = [_number(part) for part in one.value] if isinstance(one.value, tuple) else _number(one.value)
    return {
        "char_start": one.char_start, "char_end": one.char_end, "quote": one.quote, "figure": one.figure, "value": value,
        "unit": one.unit, "unit_text": one.unit_text, "qualifier": one.qualifier, "measure": None, "measure_text": one.noun,
        "period": {"kind": "none", "text": "", "date": None}, "subjects": [], "area": None,
    }  # fmt: skip


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(plain(value))
