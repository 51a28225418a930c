from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any


@cache
def words() -> dict[str, Any]:
    """Places, legal forms and the usual short forms of departments, from words.json."""
    return json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))


@cache
def _place() -> re.Pattern[str]:
    known = "|".join(sorted(words()["places"], key=len, reverse=True))
    return re.compile(
        rf"(?:(?:{known})(?:特别行政区|自治区|自治州|省|市|地区|盟)?|[\u4e00-\u9fff]{{1,3}}(?:省|市|县|区|旗))"
    )


@cache
def _legal_form() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(words()["legal_forms"], key=len, reverse=True))
    return re.compile(rf"(?:{forms})+$")


def plain(name: str) -> str:
    """One width, one kind of brackets, no spaces, quotes or dots: the first step of every comparison."""
    return re.sub(r"[\s\"'“”‘’《》·,、。]", "", unicodedata.normalize("NFKC", name)).lower()


@lru_cache(maxsize=50_000)
def place_of(name: str) -> str:
    """The places with which the name begins, or that stand in brackets: 广东省佛山市; "" for none."""
    text, found = plain(name), ""
    while (match := _place().match(text)) and len(text) - match.end() >= 2:
        found, text = found + match.group(), text[match.end() :]
    inner = re.search(r"\(([\u4e00-\u9fff]{2,6})\)", text)
    return found or (inner.group(1) if inner and _place().fullmatch(inner.group(1)) else "")


@lru_cache(maxsize=50_000)
def core(name: str) -> str:
    """The name without leading places, bracketed parts and legal form; never empty for a name that is not."""
    text = plain(name)
    while (match := _place().match(text)) and len(text) - match.end() >= 2:
        text = text[match.end() :]
    text = re.sub(r"\([^()]*\)", "", text) or text
    return _legal_form().sub("", text) or text


def normalised(name: str) -> str:
    """The form under which two spellings of one organisation meet: `core` with departments in their short form."""
    text = core(name)
    for long, short in words()["departments"].items():
        text = text.replace(long, short)
    for long, short in words()["body_ends"].items():
        text = text.removesuffix(long) + short if text.endswith(long) and len(text) > len(long) else text
    return text


def abbreviations(name: str) -> frozenset[str]:
    """What people shorten the name to: the core, its normal form, both with 市 before them for a department."""
    short = normalised(name)
    found = {core(name), short}
    if short.endswith(("委", "局", "办")):
        found |= {f"市{short}", f"区{short}", f"县{short}"}
    return frozenset(found)
