"""The sectors of the economy, GB/T 4754-2017: sections A–T with their divisions 01–97, kept as data."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def sections() -> dict[str, dict[str, Any]]:
    return json.loads(Path(__file__).with_name("sectors.json").read_text(encoding="utf-8"))


@cache
def sector_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Divisions grouped by section, as a form offers them."""
    return [
        (f"{letter} {section['name']}", [(code, f"{code} {name}") for code, name in section["divisions"].items()])
        for letter, section in sections().items()
    ]


@cache
def _names() -> dict[str, str]:
    return {code: name for section in sections().values() for code, name in section["divisions"].items()}


def sector_name(code: str) -> str:
    """The words of a division, or of the section when given its letter; "" for an unknown code."""
    return _names().get(code) or sections().get(code, {}).get("name", "")
