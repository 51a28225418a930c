from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

DIGITS: Final = {character: number for number, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS: Final = {"十": 10, "百": 100, "千": 1_000}
SCALES: Final = {"万": 10_000, "亿": 100_000_000}
ARABIC: Final = r"(?<![\d.A-Za-z])(?:\d{1,3}(?:[,]\d{3})+(?![,\d])(?:\.\d+)?|\d+(?:\.\d+)?)"
SCALE: Final = r"(?:万亿|个亿|[十百千]?[万亿]|[百千](?![瓦克米伏斤卡]))"
CHINESE: Final = r"(?:[零〇一二两三四五六七八九十百万亿]|千(?![瓦克米伏])|(?<=[十百千万])[余多来](?=[万亿千百]))+(?:点[零〇一二三四五六七八九]+[百千]?[万亿]*)?"
# 1.2万, 10多亿, 1亿5000万 or a run of Chinese numerals; 余 and 多 may stand inside (两千多万).
NUMBER: Final = re.compile(
    rf"(?P<arabic>{ARABIC})(?P<inside>[余多来](?=[十百千万亿]))?(?P<scale>{SCALE})?(?P<rest>(?<=亿)\d+(?:\.\d+)?万|(?<=万)\d千)?"
    rf"|(?P<chinese>{CHINESE})"
)


def whole(text: str) -> int:
    """A small Chinese or Arabic whole number: 十二, 二十一, 30; 0 when it is none."""
    if text.isdigit():
        return int(text)
    value = chinese(text)
    return int(value) if value is not None else 0


def chinese(text: str) -> Decimal | None:
    """A Chinese numeral: 三百二十七, 两千多万, 百, 三点五; none where digits stand side by side (一二三, 三四百)."""
    bare, _, decimals = re.sub("[余多来]", "", text).partition("点")
    if decimals:
        places = decimals.rstrip("百千万亿")
        before = chinese(bare)
        digits = "".join(str(DIGITS[one]) for one in places)
        return None if before is None else Decimal(f"{before}.{digits}") * scaled(decimals[len(places) :])
    total, section, digit = 0, 0, -1
    for character in bare:
        if character in TENS:
            section += (1 if digit < 0 else digit) * TENS[character]
            digit = -1
        elif character in SCALES:
            low = section + max(digit, 0)
            total = (
                (total + low or 1) * SCALES[character] if character == "亿" else total + (low or 1) * SCALES[character]
            )
            section, digit = 0, -1
        elif digit > 0:
            return None
        else:
            digit = DIGITS[character]
    return Decimal(total + section + max(digit, 0))


def arabic(digits: str, scale: str, rest: str = "") -> Decimal:
    """1,756; 3.2 万; 1 亿 and 5000万."""
    value = Decimal(re.sub("[,]", "", digits)) * scaled(scale)
    return value + (Decimal(rest.rstrip("万千")) * (10_000 if rest[-1] == "万" else 1_000) if rest else 0)


def scaled(scale: str) -> int:
    factor = 1
    for character in scale:
        factor *= TENS.get(character) or SCALES.get(character, 1)  # 5个亿
    return factor
