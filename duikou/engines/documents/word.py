"""The pieces as .docx: real styles, headings, tables and page-number fields, so that an office can write on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from duikou.engines.documents import layout
from duikou.engines.documents.compose import Grid, Imprint, Line, Piece, compose
from duikou.engines.documents.layout import MM, STYLES
from duikou.engines.documents.model import Cell, Document, PageBreak, Run
from duikou.engines.documents.packing import pack
from duikou.engines.documents.word_styles import JUSTIFIED, define, indent, twips

FIRST_LINK: Final = 1001  # a number no part of the empty document has
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
    writer = Writer(word, document.landscape)
    for piece in _ordered(compose(document)):
        writer.write(piece)
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
    properties.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{twips(layout.PITCH)}"/>'))
    if landscape:
        properties.xpath("w:pgSz")[0].set(qn("w:orient"), "landscape")
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
    """Punctuation is squeezed where two meet, and the layout is that of a Word of today."""
    settings = word.settings.element
    for old in settings.xpath("w:compat | w:characterSpacingControl"):
        settings.remove(old)
    settings.append(parse_xml(f'<w:characterSpacingControl {nsdecls("w")} w:val="compressPunctuation"/>'))
    settings.append(
        parse_xml(
            f"<w:compat {nsdecls('w')}><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
            "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
            '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
            "</w:compat>"
        )
    )


def _set_properties(word: WordDocument, document: Document, created_at: datetime) -> None:
    core = word.core_properties
    for name in PROPERTIES:
        setattr(core, name, "")
    core.title = document.title.replace("\n", "")
    core.author = document.signature or document.red_head
    core.subject = document.subject
    core.language = "zh-CN"
    core.created = core.modified = created_at.replace(microsecond=0)
    core.revision = 1


class Writer:
    """Appends pieces to a body; links are shared by address, because Word's list of them is searched from the start."""

    def __init__(self, word: WordDocument, landscape: bool) -> None:
        self.word, self.landscape = word, landscape
        self.end = word.element.body.sectPr
        self.links: dict[str, str] = {}
        self.writers: dict[type, Callable[[Any], str]] = {
            Line: self.line, Grid: self.grid, Imprint: self.imprint, PageBreak: self.page_break,
        }  # fmt: skip

    def write(self, piece: Piece) -> None:
        body = parse_xml(f"<w:body {nsdecls('w', 'r')}>{self.writers[type(piece)](piece)}</w:body>")
        for element in list(body):
            self.end.addprevious(element)

    def line(self, line: Line) -> str:
        style = STYLES[line.style]
        given = "".join(
            (
                f'<w:pStyle w:val="{line.style}"/>',
                "<w:keepNext/>" if line.keep and not style.level else "",
                "<w:keepLines/>" if line.keep else "",
                _red_rule(line) if line.rule else "",
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
            self.word.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, self.links[address], is_external=True
            )
        return self.links[address]

    def grid(self, grid: Grid) -> str:
        total = sum(map(twips, grid.widths))
        columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in grid.widths)
        head = "".join(self.cell(grid, place, Cell(text), head=True) for place, text in enumerate(grid.head))
        rows = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{self.row(grid, row)}</w:tr>" for row in grid.rows)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{total}" w:type="dxa"/>'
            f'<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        )

    def row(self, grid: Grid, row: tuple[Cell, ...]) -> str:
        place, cells = 0, []
        for cell in row:
            cells.append(self.cell(grid, place, cell))
            place += cell.span
        return "".join(cells)

    def cell(self, grid: Grid, place: int, cell: Cell, head: bool = False) -> str:
        width = sum(map(twips, grid.widths[place : place + cell.span]))
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        style = "TableHead" if head else "TableText"
        align = "" if head else _cell_align(grid, place, cell)
        own = f'<w:sz w:val="{grid.size * 2:.0f}"/>' if grid.size != STYLES[style].size else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:spacing w:line="{twips(grid.pitch)}" w:lineRule="exact"/>{align}</w:pPr>'
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

    def page_break(self, _: PageBreak) -> str:
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _placed(line: Line) -> bool:
    return (line.first, line.left, line.right) != (STYLES[line.style].first, 0, 0)


def _red_rule(line: Line) -> str:
    """The red line; of the space under the characters a part is already in the pitch."""
    space = max(0, round(4 * MM - (STYLES[line.style].pitch - line.size) / 2))
    return f'<w:pBdr><w:bottom w:val="single" w:sz="{layout.RULE * 8:.0f}" w:space="{space}" w:color="{layout.RED}"/></w:pBdr>'


def _cell_align(grid: Grid, place: int, cell: Cell) -> str:
    side = "right" if cell.numeric else "center" if grid.centred[place] and cell.span == 1 else "left"
    return f'<w:jc w:val="{side}"/>'


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return escape("".join(character for character in text if character >= " " or character == "\t"))
