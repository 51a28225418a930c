from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Final

from duikou.engines.quantities import plain
from duikou.engines.reading import Found

CLAUSE: Final = re.compile(r"[,。;:!?\n;!?]")
SENTENCE: Final = re.compile(r"[。\n!?]")
TOTALS: Final = re.compile(r"共有|共签|总共|累计|合计|共计|总数")
SIGNED: Final = re.compile(r"签约")
AMOUNTS: Final = re.compile(r"投资|出资|金额|产值|签约额|贷款|补贴")
SPECIFIC: Final = 4  # characters by which a thing is told from others
PROJECT: Final = re.compile(r"(?:吨|了|的|建设|^)?([\u4e00-\u9fff()()]{2,14}?)(?:制造|加工|生产|建设)?项目")
GENERIC: Final = re.compile(r"签约|合作|产业|民生|重点|第一个|各类|开发|对口")


@dataclass(frozen=True)
class Conflict:
    """Places that do not agree, and why in one sentence a clerk understands."""

    kind: str
    spans: tuple[Found, ...]
    why: str


def conflicts(text: str, found: Sequence[Found]) -> list[Conflict]:
    """Everything within a text that cannot hold together."""
    return [*_amounts(text, found), *_parts(text, found)]


def _amounts(text: str, found: Sequence[Found]) -> list[Conflict]:
    """One project, told by what it builds, with two different amounts of investment."""
    told = [(one, _thing(text, one)) for one in found if one.unit == "CNY" and AMOUNTS.search(_before(text, one))]
    results = []
    for (one, here), (two, there) in combinations(told, 2):
        shared = _longest_shared(here, there)
        if len(shared) >= SPECIFIC and one.value != two.value:
            why = f"同一事项(“{shared}”)前后写有不同金额:{one.figure}、{two.figure},请核对。"
            results.append(Conflict("internal_conflict", (one, two), why))
    return _joined(results)


def _thing(text: str, one: Found) -> str:
    """What the project beside an amount builds: named in the rest of its sentence, else in what stands before."""
    rest = SENTENCE.split(text[one.char_end : one.char_end + 60])[0]
    for match in PROJECT.finditer(rest):
        if len(match[1]) >= SPECIFIC:
            return match[1]
    before = [match[1] for match in PROJECT.finditer(text, max(one.char_start - 90, 0), one.char_start)]
    return next((name for name in reversed(before) if len(GENERIC.sub("", name)) >= SPECIFIC), "")


def _longest_shared(one: str, two: str) -> str:
    for size in range(min(len(one), len(two)), SPECIFIC - 1, -1):
        for start in range(len(one) - size + 1):
            if one[start : start + size] in two:
                return one[start : start + size]
    return ""


def _joined(found: list[Conflict]) -> list[Conflict]:
    """Pairs that share a place speak of one conflict."""
    groups: list[list[Found]] = []
    whys: list[str] = []
    for conflict in found:
        home = next((group for group in groups if set(group) & set(conflict.spans)), None)
        if home is None:
            groups.append(list(conflict.spans))
            whys.append(conflict.why)
        else:
            home += [span for span in conflict.spans if span not in home]
    return [Conflict("internal_conflict", tuple(group), why) for group, why in zip(groups, whys, strict=True)]


def _before(text: str, one: Found) -> str:
    return CLAUSE.split(text[max(one.char_start - 30, 0) : one.char_start])[-1]


def _parts(text: str, found: Sequence[Found]) -> list[Conflict]:
    """Signed projects: a stated total that is less than the signings named elsewhere in the text."""
    signed = [
        one
        for one in found
        if one.unit == "project" and not isinstance(one.value, tuple) and SIGNED.search(_around(text, one))
    ]
    totals = [one for one in signed if TOTALS.search(_around(text, one))]
    events = [one for one in signed if one not in totals and one.qualifier == "exact"]
    results = []
    for total in totals:
        parts = list({one.value: one for one in events if one.value != total.value}.values())
        amount = sum((one.value for one in parts if isinstance(one.value, Decimal)), Decimal(0))
        if len(parts) >= 2 and isinstance(total.value, Decimal) and amount > total.value:
            shown = " + ".join(plain(one.value) for one in parts if isinstance(one.value, Decimal))
            why = f"分次签约 {shown} = {plain(amount)},多于总数 {plain(total.value)},除非各次有重叠,请说明口径。"
            results.append(Conflict("internal_conflict", (*parts, total), why))
    return results


def _around(text: str, one: Found) -> str:
    start = max(
        (match.end() for match in CLAUSE.finditer(text, max(one.char_start - 30, 0), one.char_start)),
        default=max(one.char_start - 30, 0),
    )
    after = CLAUSE.search(text, one.char_end)
    return text[start : min(after.start() if after else len(text), one.char_end + 10)]
