from __future__ import annotations

import re
from functools import cache
from typing import Final

from duikou.engines.reading.found import Number
from duikou.engines.reading.vocabulary import any_of, kinds, table

LEAD: Final = 12  # characters before a number in which its qualifier stands
OTHER_WORD: Final = re.compile(r"起[家步点来飞草航底]|许[可多]")
LINKS: Final = r"(?:为|了|到|至|于|有|占|需|合|达|计|在|近)?(?:人民币)?"
EACH: Final = r"(?:每(?:平方米|[\u4e00-\u9fff])){0,2}"  # 不低于每平方米1500元


@cache
def _before() -> re.Pattern[str]:
    words, verbs = any_of(kinds("words", "before")), any_of(table("words")["links"].split())
    return re.compile(
        rf"({words})(?:{EACH}{LINKS}|(?<=最[高低长短])(?:{verbs})|(?<=[最至][多少])[^\W\d的是]{{0,4}})第?$"
    )


@cache
def _after() -> re.Pattern[str]:
    return re.compile(any_of(kinds("words", "after")))


def qualifier_before(text: str, number: Number) -> str:
    """The qualifier before a number as written with what links it: 约, 超过, 不低于; "" where the character before makes it another word."""
    match = _before().search(text[max(number.start - LEAD, 0) : number.start])
    if match is None:
        return ""
    word, place = match[1], number.start - len(match.group())
    if place and text[place - 1] in table("words")["not_before"].get(word, ""):
        return ""
    only = table("words")["only_before"].get(word)
    if only and not text.startswith(tuple(only.split()), number.end):
        return ""
    if word in table("words")["only_before_scale"] and not (number.is_bare or (number.scale and word != "上")):
        return ""
    return match.group()


def kind_before(lead: str) -> str:
    match = _before().search(lead)
    return kinds("words", "before")[match[1]] if match else ""


def qualifier_after(text: str, end: int) -> str:
    match = _after().match(text, end)
    return match.group() if match and not OTHER_WORD.match(text, match.start()) else ""
