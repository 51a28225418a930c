"""A document as plain text: what the search finds, the checker reads and two issues are compared by."""

from __future__ import annotations

from collections.abc import Iterator

from duikou.engines.documents import Document, Heading, Paragraph, Table


def text_of(document: Document) -> str:
    return "\n".join([document.title, *_lines(document, tables=True)])


def prose_of(document: Document) -> str:
    """The sentences alone: what a table says stands under its heads, which a line of text loses."""
    return "\n".join(_lines(document, tables=False))


def _lines(document: Document, *, tables: bool) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield "".join(run.text for run in block.runs)
        elif isinstance(block, Table) and tables:
            for row in block.rows:
                yield " ".join(cell.text for cell in row)
