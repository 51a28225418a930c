"""The pieces as .docx: real styles, headings, tables and page-number fields, so that an office can write on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from duikou.engines.documents import layout
from duikou.engines.documents.compose import Grid, Imprint, Line, Piece, Placed, compose
from duikou.engines.documents.layout import MM, STYLES
from duikou.engines.documents.model import Document, Run
from duikou.engines.documents.packing import pack
from duikou.engines.documents.word_styles import JUSTIFIED, define, indent, twips

COMPATIBILITY: Final = {
    "characterSpacingControl": f'<w:characterSpacingControl {nsdecls("w")} w:val="compressPunctuation"/>',
    "compat": f"<w:compat {nsdecls('w')}><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
}
FIRST_LINK: Final = 1001  # a number no part of the empty document has
RED_RULE: Final = f'<w:pBdr><w:bottom w:val="single" w:sz="{layout.RULE * 8:.0f}" w:space="{{:.0f}}" w:color="{layout.RED}"/></w:pBdr>'
NOT_XML: Final = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PROPERTIES: Final = ("author", "last_modified_by", "comments", "keywords", "category")
NUMBER: Final = """
<w:p {ns}><w:pPr><w:pStyle w:val="Footer"/><w:ind w:left="{gap}" w:right="{gap}"/><w:jc w:val="{side}"/></w:pPr>
<w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>
<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>"""
# The lines at the foot stand between two of 0.35 mm. LibreOffice drops the frame of paragraphs whose borders differ, so
# the line of 0.25 mm between them is a black paragraph of that height.
FRAME: Final = (
    '<w:framePr w:w="{}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" w:yAlign="bottom"/>'
    '<w:pBdr><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/></w:pBdr>'
)
THIN_LINE: Final = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/><w:spacing w:line="15" w:lineRule="exact"/>'


def write(document: Document, created_at: datetime) -> bytes:
    word = docx.Document()
    define(word)
    _set_page(word, document.landscape)
    _set_properties(word, document, created_at)
    writer = Writer(word.part.rels, document.landscape)
    _fill(word, "".join(map(writer.xml, _ordered(compose(document)))))
    target = BytesIO()
    word.save(target)
    return pack(target.getvalue())


def _ordered(pieces: list[Piece]) -> list[Piece]:
    """A frame stands before the paragraph it is anchored to: the lines at the foot go before the last one."""
    if not isinstance(pieces[-1], Imprint):
        return pieces
    if not isinstance(pieces[-2], Line):
        return [*pieces, Line("Unit", size=STYLES["Unit"].size)]
    return [*pieces[:-2], pieces[-1], pieces[-2]]


def _fill(word: WordDocument, body: str) -> None:
    """The whole body in one reading: parts put in one by one are each looked through for their names."""
    section = word.element.body.sectPr.xml
    text = f"<w:document {nsdecls('w', 'r')}><w:body>{body}{section}</w:body></w:document>"
    word.part._element = parse_xml(text)  # type: ignore[assignment]


def _set_page(word: WordDocument, landscape: bool) -> None:
    section = word.sections[0]
    width, height = layout.page_mm(landscape)
    top, right, bottom, left = layout.margins_mm(landscape)
    section.page_width, section.page_height = Pt(width * MM), Pt(height * MM)
    section.top_margin, section.right_margin = Pt(top * MM), Pt(right * MM)
    section.bottom_margin, section.left_margin = Pt(bottom * MM), Pt(left * MM)
    section.header_distance = Pt(top / 2 * MM)
    section.footer_distance = Pt((bottom - layout.NUMBER_BELOW_MM) * MM - layout.NUMBER_SIZE / 2)
    properties = section._sectPr
    for grid in properties.xpath("w:docGrid"):
        properties.remove(grid)
    if landscape:  # a sheet of a table has no 22 lines to be set on
        properties.xpath("w:pgSz")[0].set(qn("w:orient"), "landscape")
    else:
        properties.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{twips(layout.PITCH)}"/>'))
    word.settings.odd_and_even_pages_header_footer = True
    _set_number(section.footer, "right")
    _set_number(section.even_page_footer, "left")
    _set_compatibility(word)


def _set_number(footer: Any, side: str) -> None:
    footer.is_linked_to_previous = False
    for paragraph in footer.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)
    footer._element.append(parse_xml(NUMBER.format(ns=nsdecls("w"), gap=twips(layout.NUMBER_SIZE), side=side)))


def _set_compatibility(word: WordDocument) -> None:
    """Punctuation is squeezed where two meet, and the layout is that of a Word of today; Word wants each in its place."""
    settings = word.settings.element
    for name, xml in COMPATIBILITY.items():
        [old] = settings.xpath(f"w:{name}")
        settings.replace(old, parse_xml(xml))


def _set_properties(word: WordDocument, document: Document, created_at: datetime) -> None:
    core = word.core_properties
    for name in PROPERTIES:
        setattr(core, name, "")
    core.title = storable(document.title.replace("\n", ""))
    core.author = storable(document.signature or document.red_head)
    core.subject = storable(document.subject)
    core.language = "zh-CN"
    core.created = core.modified = created_at.replace(microsecond=0)
    core.revision = 1


class Writer:
    """Says pieces in WordprocessingML; an address linked to twice has one relation."""

    def __init__(self, relations: Relationships, landscape: bool) -> None:
        self.relations, self.landscape = relations, landscape
        self.links: dict[str, str] = {}
        self.writers: dict[type, Callable[[Any], str]] = {Line: self.line, Grid: self.grid, Imprint: self.imprint}

    def xml(self, piece: Piece) -> str:
        return self.writers[type(piece)](piece)

    def line(self, line: Line) -> str:
        style = STYLES[line.style]
        given = "".join(
            (
                f'<w:pStyle w:val="{line.style}"/>',
                "<w:keepNext/>" if line.keep and not style.level else "",
                "<w:keepLines/>" if line.keep else "",
                "<w:pageBreakBefore/>" if line.page else "",
                RED_RULE.format(line.rule) if line.rule is not None else "",
                f'<w:spacing w:before="{twips(line.before)}"/>' if line.before else "",
                indent(line.first, line.left, line.right, line.size) if _placed(line) else "",
                f'<w:jc w:val="{JUSTIFIED[line.align]}"/>' if line.align != style.align else "",
            )
        )
        own = f'<w:w w:val="{line.stretch}"/>' if line.stretch != 100 else ""
        own += f'<w:sz w:val="{line.size * 2:.0f}"/>' if line.size != style.size else ""
        return f"<w:p><w:pPr>{given}</w:pPr>{''.join(self.run(run, own) for run in line.runs)}</w:p>"

    def run(self, run: Run, own: str = "") -> str:
        bold = "<w:b/>" if run.bold else ""
        text = "<w:br/>".join(f'<w:t xml:space="preserve">{_clean(part)}</w:t>' for part in run.text.split("\n"))
        written = f"<w:r>{f'<w:rPr>{bold}{own}</w:rPr>' if bold or own else ''}{text}</w:r>"
        return (
            f'<w:hyperlink r:id="{self.link(run.link)}" w:history="1">{written}</w:hyperlink>' if run.link else written
        )

    def link(self, address: str) -> str:
        if address not in self.links:
            self.links[address] = f"rId{FIRST_LINK + len(self.links)}"
            self.relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, self.links[address], is_external=True)
        return self.links[address]

    def grid(self, grid: Grid) -> str:
        total = sum(map(twips, grid.widths))
        columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in grid.widths)
        head = (Placed(text, "", column, 1, "center") for column, text in enumerate(grid.head))
        alone = len(grid.rows) - grid.tail
        rows = "".join(self.row(grid, row, "TableText", keep=place >= alone) for place, row in enumerate(grid.rows))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{total}" w:type="dxa"/>'
            f'<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
            f"{self.row(grid, head, 'TableHead', '<w:tblHeader/>')}{rows}</w:tbl>"
        )

    def row(self, grid: Grid, cells: Iterable[Placed], style: str, own: str = "", keep: bool = False) -> str:
        written = "".join(self.cell(grid, cell, style, keep) for cell in cells)
        return f"<w:tr><w:trPr><w:cantSplit/>{own}</w:trPr>{written}</w:tr>"

    def cell(self, grid: Grid, cell: Placed, style: str, keep: bool) -> str:
        width = sum(map(twips, grid.widths[cell.column : cell.column + cell.span]))
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        own = f'<w:sz w:val="{grid.size * 2:.0f}"/>' if grid.size != STYLES[style].size else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
            f'<w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}<w:spacing w:line="{twips(grid.pitch)}" w:lineRule="exact"/>'
            f'<w:jc w:val="{cell.align}"/></w:pPr>'
            f"{self.run(Run(cell.text, cell.link), own) if cell.text else ''}</w:p></w:tc>"
        )

    def imprint(self, imprint: Imprint) -> str:
        """Paragraphs in one frame that stands at the foot of the text block whatever is above it."""
        width = twips(layout.text_width(self.landscape))
        opening = f'<w:p><w:pPr><w:pStyle w:val="Imprint"/>{FRAME.format(width)}'
        lines = (f"{opening}{self.imprint_line(*ends, width)}</w:p>" for ends in imprint.lines)
        return f"{opening}{THIN_LINE}</w:pPr></w:p>".join(lines)

    def imprint_line(self, left: str, right: str, width: int) -> str:
        size = STYLES["Imprint"].size
        if not right:
            return f"{indent(-3, 4, 1, size)}</w:pPr>{self.run(Run(left))}"
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{width - twips(size)}"/></w:tabs>'
        return f"{tab}{indent(0, 1, 0, size)}</w:pPr>{self.run(Run(left))}<w:r><w:tab/></w:r>{self.run(Run(right))}"


def _placed(line: Line) -> bool:
    return (line.first, line.left, line.right) != (STYLES[line.style].first, 0, 0)


def _clean(text: str) -> str:
    return escape(storable(text))


def storable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return NOT_XML.sub("", text)
