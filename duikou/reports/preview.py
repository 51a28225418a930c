"""A document on the screen, as it will stand on paper: the same blocks, the same links."""

from __future__ import annotations

from typing import Any

from duikou.engines.documents import Block, Document, Heading, Paragraph, Table

ROWS = 60  # of a table, beyond which the screen shows only how many there are


def shown(document: Document) -> dict[str, Any]:
    return {"document": document, "blocks": [_shown(block) for block in document.blocks],
            "sources": [_shown(block) for block in document.sources]}  # fmt: skip


def _shown(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "runs": block.runs, "indent": block.indent, "align": block.align}
    if isinstance(block, Table):
        rows = list(block.rows)
        return {"kind": "table", "table": block, "rows": rows[:ROWS], "more": max(0, len(rows) - ROWS)}
    return {"kind": "page"}
