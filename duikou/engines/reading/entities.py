from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# What a name ends with, and what it then is; the longest ending wins.
ENDINGS: Final = {
    "org": "有限责任公司|股份有限公司|有限公司|集团|银行|委员会|管理局|发改委|发改局|工商联|商会|协会|学院|大学|中学|医院|研究院|研究所|酒厂|合作社|联盟|人民政府|党校|分院",
    "project": "项目|工程|产业园",
    "document": "规划|方案|意见|办法|条例|通知|协议|细则",
}
_ORG: Final = re.compile(rf"[\u4e00-\u9fff()()]{{2,18}}?(?:{ENDINGS['org']})")
_QUOTED: Final = re.compile(r"《([^《》\n]{2,40})》|“([^“”\n]{2,12})”(?=品牌|商标|牌)")
_CUT: Final = re.compile(
    r"^.*?(?:与|和|在|由|对|向|到|被|将|从|把|为|是|了|的|、|及|同|赴|给|让)(?=[\u4e00-\u9fff]{2})"
)


@dataclass(frozen=True)
class Entity:
    """A name in the text; offsets are characters, end exclusive."""

    name: str
    type: str
    char_start: int
    char_end: int


def read_entities(text: str) -> list[Entity]:
    """Organisations by what their names end with, documents and brands by their quotation marks; first mentions only."""
    found: dict[str, Entity] = {}
    for match in _ORG.finditer(text):
        name = _CUT.sub("", match.group())
        if len(name) > 2 and name not in found:
            found[name] = Entity(name, "org", match.end() - len(name), match.end())
    for match in _QUOTED.finditer(text):
        name, kind = (match[1], "document") if match[1] else (match[2], "brand")
        start = match.start(1 if match[1] else 2)
        found.setdefault(name, Entity(name, kind, start, start + len(name)))
    return sorted(found.values(), key=lambda entity: entity.char_start)
