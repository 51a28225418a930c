"""Keeps docs/benchmarks.md: one section for each benchmark, replaced by its newest run."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "docs/benchmarks.md"


def record(title: str, text: str) -> None:
    """Write `text` as the section `title`; the other sections stay."""
    head, *sections = re.split(r"^## ", PATH.read_text(), flags=re.MULTILINE)
    kept = {section.partition("\n")[0]: section.partition("\n")[2].strip() for section in sections}
    kept[title] = text.strip()
    PATH.write_text(head + "\n\n".join(f"## {name}\n\n{body}" for name, body in kept.items()) + "\n")
