"""The pieces as .pdf, set by Typst from the template beside this file; the text never becomes markup."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from duikou.engines.documents import layout
from duikou.engines.documents.compose import Piece, compose
from duikou.engines.documents.model import Document

TEMPLATE: Final = Path(__file__).with_name("official.typ")
FONTS: Final = Path(sys.prefix) / "share" / "fonts"  # where scripts/setup puts the free faces


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[FONTS] if FONTS.is_dir() else [])


def faces(families: Collection[str]) -> dict[str, list[str]]:
    """Of each face what is there, best first; never an empty list, so that a bare machine still prints."""
    chains = {name: [face.office, *face.free] for name, face in layout.FACES.items()}
    return {name: [family for family in chain if family in families] or chain[-1:] for name, chain in chains.items()}


def write(document: Document, created_at: datetime) -> bytes:
    given = json.dumps(_given(document), ensure_ascii=False)
    return bytes(
        typst.compile(
            TEMPLATE, format="pdf", font_paths=fonts(), sys_inputs={"document": given},
            timestamp=int(created_at.timestamp()),
        )
    )  # fmt: skip


def _given(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "author": document.signature or document.red_head,
        "subject": document.subject,
        "page": [mm * layout.MM for mm in layout.page_mm(document.landscape)],
        "margins": [mm * layout.MM for mm in layout.margins_mm(document.landscape)],
        "number_below": layout.NUMBER_BELOW_MM * layout.MM,
        "styles": {name: asdict(style) for name, style in layout.STYLES.items()},
        "faces": faces(set(fonts().families())),
        "body": layout.BODY, "tracking": layout.TRACKING, "inset": layout.CELL_INSET,
        "rule": layout.RULE, "red": layout.RED,
        "pieces": [_as_data(piece) for piece in compose(document)],
    }  # fmt: skip


def _as_data(piece: Piece) -> dict[str, Any]:
    return {"piece": type(piece).__name__, **asdict(piece)}
