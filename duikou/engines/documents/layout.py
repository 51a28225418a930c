"""GB/T 9704-2012 in numbers: the page, the faces with their free substitutes, and the style of every part.

Lengths are points unless a name says mm; indents are counted in characters, as the standard counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duikou.engines.documents.model import Align

MM: Final = 72 / 25.4
PAGE_MM: Final = (210.0, 297.0)
MARGINS_MM: Final = (37.0, 26.0, 35.0, 28.0)  # top, right, bottom, left
LINES: Final = 22
CHARACTERS: Final = 28
PITCH: Final = 28.95  # of a line: 22 of them in 225 mm, in whole twentieths of a point as Word counts
BODY: Final = 16.0  # 3号
TRACKING: Final = -0.25  # what a character of 3号 gives up so that 28 stand on 156 mm
RED: Final = "e60012"
RED_HEAD_MM: Final = 35.0  # from the text block down to the red head
RULE: Final = 1.5
RULE_MM: Final = 4.0  # from the characters down to the red rule
TABLE_PITCH: Final = 1.45  # of the size of a table's text
# Of a table's text (小四, 五号, 小五) with the characters a column may ask for: the first in which all find room.
TABLE_SIZES: Final = ((12.0, 40.0), (10.5, 40.0), (12.0, 12.0), (10.5, 12.0), (10.5, 8.0), (9.0, 8.0))
CENTRED: Final = 8.0  # characters up to which a column of text stands in the middle
CELL_INSET: Final = (3.0, 4.0)  # above and below, left and right
NUMBER_SIZE: Final = 14.0  # 4号, of page numbers
NUMBER_BELOW_MM: Final = 7.0  # from the text block down to the dashes of the page number


@dataclass(frozen=True)
class Face:
    """The name an office's Word knows, and what stands in for it where that face is not installed, best first."""

    office: str
    free: tuple[str, ...]


FACES: Final = {
    "title": Face("方正小标宋简体", ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FandolSong", "Noto Serif CJK SC")),
    "body": Face("仿宋_GB2312", ("FangSong_GB2312", "FangSong", "STFangsong", "FandolFang R", "Noto Serif CJK SC")),
    "black": Face("黑体", ("SimHei", "FandolHei", "Noto Sans CJK SC")),
    "kai": Face("楷体_GB2312", ("KaiTi_GB2312", "KaiTi", "STKaiti", "AR PL UKai", "FandolKai", "Noto Serif CJK SC")),
    "song": Face("宋体", ("SimSun", "FandolSong", "Noto Serif CJK SC")),
}


@dataclass(frozen=True)
class Style:
    """How one part of a document is set; `id` and `name` are those under which Word lists it.

    `heavy` asks a free face for its bold cut; 小标宋 itself has but one, which is never emboldened.
    """

    id: str
    name: str
    face: str = "body"
    size: float = BODY
    pitch: float = PITCH
    align: Align = "left"
    first: float = 0
    level: int = 0
    heavy: bool = False
    colour: str = "000000"


STYLES: Final = {
    style.id: style
    for style in (
        Style("BodyText", "Body Text", first=2),
        Style("Title", "Title", face="title", size=22, align="center", heavy=True),
        Style("Heading1", "heading 1", face="black", first=2, level=1),
        Style("Heading2", "heading 2", face="kai", first=2, level=2),
        Style("Heading3", "heading 3", first=2, level=3),
        Style("Heading4", "heading 4", first=2, level=4),
        Style("RedHead", "发文机关标志", face="title", size=48, pitch=62, align="center", heavy=True, colour=RED),
        Style("IssueNumber", "发文字号", align="center"),
        Style("Recipients", "主送机关"),
        Style("Attachment", "附件说明"),
        Style("Signature", "Signature", align="right"),
        Style("Date", "Date", align="right"),
        Style("AnnexHeading", "附件标题", face="black", level=1),
        Style("Caption", "caption", face="black", size=14, align="center"),
        Style("Unit", "单位", size=12, pitch=18, align="right"),
        Style("TableHead", "表头", face="black", size=12, align="center"),
        Style("TableText", "表内文字", size=12),
        Style("Imprint", "版记", size=14, pitch=22),
        Style("Footer", "footer", face="song", size=NUMBER_SIZE, pitch=NUMBER_SIZE),
    )
}


def page_mm(landscape: bool) -> tuple[float, float]:
    width, height = PAGE_MM
    return (height, width) if landscape else (width, height)


def margins_mm(landscape: bool) -> tuple[float, float, float, float]:
    """Top, right, bottom, left; a sheet laid across is the upright one turned with its binding edge on top."""
    top, right, bottom, left = MARGINS_MM
    return (left, top, right, bottom) if landscape else MARGINS_MM


def text_width(landscape: bool) -> float:
    _, right, _, left = margins_mm(landscape)
    return (page_mm(landscape)[0] - left - right) * MM
