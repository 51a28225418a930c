from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from duikou.engines.names.normal import abbreviations, core, normalised, plain

LINES = ("不锈钢", "管业", "科技", "食品", "实业", "贸易", "物流", "化工", "农业", "电子", "机械", "陶瓷", "建材", "药业",
         "投资", "发展", "技术", "制造", "工业", "商贸", "集团", "控股", "新材料", "智能", "环保", "能源")  # fmt: skip


@dataclass(frozen=True)
class Likeness:
    """How alike two names are, 0 to 1, with what speaks for it in Chinese words a clerk reads."""

    score: float
    reasons: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def likeness(one: str, two: str) -> Likeness:
    """Compare two names: spelling, short forms, the brand word inside them, sound."""
    if plain(one) == plain(two):
        return Likeness(1.0, ("名称相同",))
    first, second = normalised(one), normalised(two)
    if first == second:
        return Likeness(0.95, (f"去掉地名和公司形式后同为“{first}”",))
    if plain(one) in abbreviations(two) or plain(two) in abbreviations(one):
        return Likeness(0.92, ("一个是另一个的简称",))
    short, long = sorted((first, second), key=len)
    if len(short) >= 2 and short in long:
        return Likeness(0.8, (f"名称主体“{short}”包含在“{long}”中",))
    return _by_parts(first, second)


def _by_parts(first: str, second: str) -> Likeness:
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.fuzz import ratio

    brands = brand(first), brand(second)
    if brands[0] == brands[1] and len(brands[0]) >= 2:
        return Likeness(0.75, (f"字号同为“{brands[0]}”",))
    spelling = ratio(first, second) / 100
    if sound(first) == sound(second):
        return Likeness(0.85, ("读音相同,用字不同",))
    reasons = [f"名称文字相近({spelling:.0%})"] if spelling >= 0.6 else []
    score = spelling * 0.8 if spelling >= 0.6 else 0.0
    shared = [character for character in brands[0] if character in brands[1]]
    if shared and not reasons:
        score, reasons = 0.3, [f"字号都有“{''.join(shared)}”字"]
    near = JaroWinkler.similarity(sound(first), sound(second))
    if near >= 0.93 and score < 0.7:
        score, reasons = 0.7, [*reasons, "读音相近"]
    return Likeness(round(score, 3), tuple(reasons))


def brand(text: str) -> str:
    """The brand word (字号): the core before the first word for a line of business, at most four characters."""
    starts = [position for line in LINES if (position := text.find(line)) > 0]
    return text[: min([*starts, 4, len(text)])]


@lru_cache(maxsize=50_000)
def sound(text: str) -> str:
    """The name in pinyin without tones."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(core(text)))
