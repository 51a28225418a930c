"""A document as plain text: what the search finds, the checker reads and two issues are compared by."""

from __future__ import annotations

from collections.abc import Iterator

from duikou.engines.documents import Document, Heading, Paragraph, Table


def text_of(document: Document) -> str:
    return "\n".join(_lines(document))


def _lines(document: Document) -> Iterator[str]:
    yield document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield "".join(run.text for run in block.runs)
        elif isinstance(block, Table):
            for row in block.rows:
                yield " ".join(cell.text for cell in row)
