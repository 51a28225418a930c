"""Numbers as a text writes them: the ledger's value in the scale of the sentence, with its qualifier."""

from __future__ import annotations

import re
from decimal import Decimal

from duikou.engines.quantities import SCALES, Quantity, plain
from duikou.engines.reading import Found

SCALE = re.compile(r"[十百千]?[万亿]亿?")
BEFORE = {"approx": "约", "below": "近", "exact": ""}


def shown(value: Quantity, unit: str = "") -> str:
    """For a clerk to read: 约2亿元, 800~1500, 30余."""
    ends = [value.low] if value.high is None else [value.low, value.high]
    text = "~".join(_scaled(end, _fitting(end, unit)) for end in ends)
    return f"{BEFORE.get(value.qualifier, '')}{text}{'余' if value.qualifier == 'at_least' else ''}"


def _fitting(value: Decimal, unit: str) -> str:
    """The scale a clerk would write: money in 亿 and 万, other numbers only where they come out short."""
    for scale in ("亿", "万"):
        short = plain((value / SCALES[scale]).normalize())
        if abs(value) >= SCALES[scale] and len(short) <= 8 and (unit in ("CNY", "t", "t/year") or len(short) <= 5):
            return scale
    return ""


def _scaled(value: Decimal, scale: str) -> str:
    return plain((value / SCALES[scale]).normalize()) + scale


def proposed(one: Found, value: Quantity) -> str:
    """What the text could say instead of a number: the ledger's value, the text's scale and measure word."""
    scale = match.group() if (match := SCALE.match(one.unit_text)) else ""
    measure = one.unit_text[len(scale) :]
    size = SCALES.get(scale, 1)
    ends = [value.low] if value.high is None else [value.low, value.high]
    if any(len(plain((end / size).normalize()).partition(".")[2]) > 4 for end in ends):
        scale = _fitting(ends[-1], one.unit)
    text = "~".join(plain((end / SCALES.get(scale, 1)).normalize()) for end in ends)
    return f"{BEFORE.get(value.qualifier, '')}{text}{scale}{'余' if value.qualifier == 'at_least' else ''}{measure}"
