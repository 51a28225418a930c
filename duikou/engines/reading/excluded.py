from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import Final

from duikou.engines.reading.vocabulary import any_of, table

# What looks like a number and counts nothing, each class with an example.
CLASSES: Final = (
    r"[〔\[(【]\d{4}[〕\])】]\d*号?",  # 国发〔2017〕31号
    r"\d{4}年第?\d+号",
    r"(?<!\d)(?:\d{3,4}[-—]\d{7,8}|1[3-9]\d{9}|\d{3}[-—]\d{4}[-—]\d{4})(?!\d)",  # telephones
    r"[A-Za-z0-9._+-]{1,40}@[A-Za-z0-9.-]{1,60}|https?://[A-Za-z0-9./?=&%_-]+|www\.[A-Za-z0-9./_-]+",
    r"(?<!\d)\d{1,2}[:]\d{2}(?::\d{2})?(?!\d)",  # 9:30
    r"(?<!\d)\d{1,2}时(?:\d{1,2}分|许|整|半)?|(?<=[午晨晚间日])\d{1,2}点(?:\d{1,2}分|半)?",
    r"\d+(?:\.\d+)?(?:[∶:比]\d+(?:\.\d+)?)+",  # 17.2∶42.5∶40.3
    r"\d+世纪|\d+年代|[二三四五六七八九]十年代",
    r"(?m:^)[ \t\u3000]*(?:[(][\d一二三四五六七八九十]+[)]|[\d一二三四五六七八九十]+(?:[、.](?!\d)|[)])|[①-⑳])",  # 一、 (二) 3.
    r"\[\d+\]",
    r"第[一二三四五六七八九十百\d]+(?![个家所批次届期轮])(?:[条章款节页版卷编]|[\u4e00-\u9fff]{0,4}?(?:医院|中学|小学|幼儿园|高中|初中|产业|支部|网格|书记|师范|团|师|军|医学院|工程局|建设公司|建筑|水厂|热源))",
    r"《[^《》\n]{1,60}》",
    r"[“‘「\"][^“”‘’「」\"\n,。;、]{1,12}[”’」\"]",  # slogans: “三会一课”, “3+2”
    r"\d+[·•]\d+",  # 8·15
    r"\d+(?:\.\d+)?[×xX*]\d+(?:\.\d+)?",
    r"\d+[+]\d+|\d+[+][A-Za-zN]",
    r"(?<![\d.])\d+[A-JL-Z][A-Za-z]*(?:级|类)?",  # 4A, 5G; not kW, MW …
    r"[高初大小][一二三四五六]\(\d+\)班",
    r"[A-Za-z]+-?\d+[A-Za-z\d-]*",
    r"\d+号(?!召)|\d+国道|\d+省道|\d+县道|\d+级|\d+型|\d+后(?!,)|\d+路公交",
    r"(?:十[一二三四五]|十[一二三四五六七八九])五(?=[”\"规计期时末初]|期间|以来)",
)


@cache
def _pattern() -> re.Pattern[str]:
    idioms = table("words")["not_numbers"].split()
    starts = "".join(sorted({idiom[0] for idiom in idioms}))
    # Few characters can begin one of them: the rest of the text is passed over at once.
    first = rf"(?=[{starts}\dA-Za-z〔\[(【《“‘「\"①-⑳第高初大小一二三四五六七八九十. \t+-])"
    return re.compile(first + "(?:" + "|".join([*CLASSES, rf"(?<![\d十百千万亿余多.])(?:{any_of(idioms)})"]) + ")")


class Spans:
    """Spans that can be asked whether a place lies in one of them."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.starts = [start for start, _end in sorted(spans)]
        self.ends = list(accumulate((end for _start, end in sorted(spans)), max))

    def cover(self, start: int, end: int) -> bool:
        place = bisect_right(self.starts, end - 1) - 1
        return place >= 0 and self.ends[place] > start


def excluded(text: str) -> Spans:
    """Where numbers are parts of names, codes, idioms and headings."""
    return Spans([match.span() for match in _pattern().finditer(text)])
