"""The styles of a .docx, written from the table of the layout: built-in names where Word has them."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from duikou.engines.documents.layout import BODY, CELL_INSET, FACES, PITCH, STYLES, TRACKING, Style

OWN: Final = {
    "RedHead",
    "IssueNumber",
    "Recipients",
    "Attachment",
    "AnnexHeading",
    "Unit",
    "TableHead",
    "TableText",
    "Imprint",
}
JUSTIFIED: Final = {"left": "both", "center": "center", "right": "right"}
DEFAULTS: Final = f"""
<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>{{fonts}}<w:kern w:val="2"/><w:sz w:val="{BODY * 2:.0f}"/>
<w:szCs w:val="{BODY * 2:.0f}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault/></w:docDefaults>"""
# No line begins with closing punctuation, and none of it hangs in the margin.
NORMAL: Final = """
<w:style {ns} w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>
<w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"""
CHARACTER: Final = """
<w:style {ns} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>"""
TABLE: Final = """
<w:style {ns} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>"""
GRID: Final = """
<w:style {ns} w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
<w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>
<w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/><w:bottom w:w="{top}" w:type="dxa"/>
<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"""
PARAGRAPH: Final = """
<w:style {ns} w:type="paragraph"{custom} w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{next}<w:qFormat/>
<w:pPr>{keep}{grid}<w:spacing w:line="{line}" w:lineRule="exact"/>{indent}<w:jc w:val="{align}"/>{outline}</w:pPr>
<w:rPr>{fonts}<w:color w:val="{colour}"/>{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"""
SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def twips(points: float) -> int:
    """Twentieths of a point, in which Word measures."""
    return round(points * 20)


def fonts(face: str) -> str:
    name = FACES[face].office
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def define(word: WordDocument) -> None:
    """Throw out the styles of the empty document and put in those of the layout."""
    root = word.styles.element
    for element in root.xpath("w:style | w:docDefaults"):
        root.remove(element)
    _add(root, DEFAULTS.format(fonts=fonts("body")), first=True)
    _add(root, NORMAL.format(ns=nsdecls("w"), fonts=fonts("body"), line=twips(PITCH), size=round(BODY * 2)))
    _add(root, CHARACTER.format(ns=nsdecls("w")))
    _add(root, TABLE.format(ns=nsdecls("w")))
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in SIDES)
    top, side = (twips(inset) for inset in CELL_INSET)
    _add(root, GRID.format(ns=nsdecls("w"), borders=borders, top=top, side=side))
    for style in STYLES.values():
        _add(root, _paragraph_style(style))


def _paragraph_style(style: Style) -> str:
    return PARAGRAPH.format(
        ns=nsdecls("w"), id=style.id, name=style.name, fonts=fonts(style.face), colour=style.colour,
        custom=' w:customStyle="1"' if style.id in OWN else "",
        next='<w:next w:val="BodyText"/>' if style.level else "",
        keep="<w:keepNext/>" if style.level else "",
        grid="" if style.size == BODY else '<w:snapToGrid w:val="0"/>',
        spacing=f'<w:spacing w:val="{twips(TRACKING)}"/>' if style.size == BODY else "",
        line=twips(style.pitch), size=round(style.size * 2), align=JUSTIFIED[style.align],
        indent=indent(style.first, 0, 0, style.size),
        outline=f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else "",
    )  # fmt: skip


def indent(first: float, left: float, right: float, size: float) -> str:
    """Indents counted in characters, with their lengths beside them for programs that do not count."""
    first_name = "firstLine" if first >= 0 else "hanging"
    parts = ((first_name, abs(first)), ("left", left), ("right", right))
    given = [f'w:{name}Chars="{round(count * 100)}" w:{name}="{twips(count * size)}"' for name, count in parts if count]
    return f"<w:ind {' '.join(given)}/>" if given else ""


def _add(root: Any, xml: str, first: bool = False) -> None:
    element = parse_xml(xml)
    if first:
        root.insert(0, element)
    else:
        root.append(element)
