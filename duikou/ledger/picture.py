"""The one telling picture of an area's page; declared in `pictures.py` as `pictures`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from duikou.ledger.discovery import declared, figures
from duikou.ledger.figure import Scope
from duikou.ledger.templatetags.duikou import quantity

Text = str | Promise
Bar = tuple[str, float, str]  # what it is, how long, the number as people read it


@dataclass(frozen=True)
class Picture:
    """Bars with their words; the same rows stand beside the picture as a table."""

    label: Text
    bars: Callable[[Scope], list[Bar]]


def by(key: str, dimension: str, size: int = 12) -> Callable[[Scope], list[Bar]]:
    """The parts of one figure along a dimension, the largest first."""

    def bars(scope: Scope) -> list[Bar]:
        parts = [part for part in figures()[key].split(scope, dimension) if part.reading.value][:size]
        unit = figures()[key].unit
        return [(part.label, float(part.reading.value.low), quantity(part.reading.value, unit)) for part in parts]  # type: ignore[union-attr]

    return bars


def chain(*keys: str) -> Callable[[Scope], list[Bar]]:
    """Several figures one under the other, such as the way from a lead to production."""

    def bars(scope: Scope) -> list[Bar]:
        read = [(figures()[key], figures()[key].read(scope).value) for key in keys]
        return [(str(figure.label), float(value.low), quantity(value, figure.unit)) for figure, value in read if value]

    return bars


def pictures_of(app_label: str, scope: Scope) -> list[dict[str, Any]]:
    """The app's pictures as ECharts options; one without bars is left out."""
    found = [picture for app, module in declared("pictures") if app.label == app_label for picture in module.pictures]
    drawn = [(picture, picture.bars(scope)) for picture in found]
    return [_drawn(picture.label, bars, f"picture-{number}") for number, (picture, bars) in enumerate(drawn) if bars]


def _drawn(label: Text, bars: list[Bar], name: str) -> dict[str, Any]:
    option = {
        "tooltip": {},
        "grid": {"left": 8, "right": 60, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "data": [words for words, _length, _number in bars], "inverse": True},
        "series": [{"type": "bar", "data": [length for _words, length, _number in bars], "barMaxWidth": 22}],
    }
    return {
        "label": label,
        "option": option,
        "name": name,
        "rows": [(words, number) for words, _length, number in bars],
    }
