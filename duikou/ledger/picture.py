"""The one telling picture of an area's page: the first of those declared in `pictures.py` that has something to draw.

So months and bands stand where records are itemised, and parts of a total where only that is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from duikou.engines.quantities import Quantity
from duikou.ledger.discovery import declared, figures
from duikou.ledger.figure import Figure, Part, Scope
from duikou.ledger.templatetags.duikou import quantity
from duikou.ledger.units import unit_label

Text = str | Promise
Link = tuple[str, str, Decimal]  # from whom, to whom, how much
MONTHS = 12
GRID = {"left": 8, "right": 16, "top": 40, "bottom": 8, "containLabel": True}


@dataclass(frozen=True)
class Drawing:
    """An ECharts option, and the same as words: what it is and its number, as people read them."""

    option: dict[str, Any]
    rows: list[tuple[str, str]]
    size: int = 0  # of bars or nodes, where the height depends on them


Draw = Callable[[Scope], Drawing | None]


@dataclass(frozen=True)
class Picture:
    label: Text
    draw: Draw


def by(key: str, dimension: str, size: int = 12) -> Draw:
    """The parts of one figure along a dimension, the largest first."""

    def draw(scope: Scope) -> Drawing | None:
        parts = _parts(key, dimension, scope)[:size]
        return _bars([(part.label, _words(key, part.reading.value), part.reading.value.low) for part in parts])  # type: ignore[union-attr]

    return draw


def chain(*keys: str) -> Draw:
    """Several figures one under the other, such as the way from a lead to production."""

    def draw(scope: Scope) -> Drawing | None:
        read = [(key, figures()[key].read(scope).value) for key in keys]
        return _bars([(str(figures()[key].label), _words(key, value), value.low) for key, value in read if value])

    return draw


def beside(dimension: str, *keys: str) -> Draw:
    """Several figures in one unit beside each other for each value of a dimension, such as given and paid out."""

    def draw(scope: Scope) -> Drawing | None:
        split = {key: {part.label: part.reading.value for part in _parts(key, dimension, scope)} for key in keys}
        labels = list(dict.fromkeys(label for parts in split.values() for label in parts))
        if not labels:
            return None
        series = [_series(key, "bar", [_length(split[key].get(label)) for label in labels]) for key in keys]
        rows = [
            (f"{label} · {figures()[key].label}", _words(key, split[key][label]))
            for label in labels
            for key in keys
            if label in split[key]
        ]
        return Drawing(_columns(labels, series, keys[0]), rows)

    return draw


def monthly(*keys: str) -> Draw:
    """Figures by month over the last year, stacked on each other."""

    def draw(scope: Scope) -> Drawing | None:
        return _by_month([(str(figures()[key].label), key, _months_of(key, scope)) for key in keys], scope)

    return draw


def monthly_by(key: str, dimension: str, size: int = 5) -> Draw:
    """One figure by month over the last year, stacked by the largest values of a dimension."""

    def draw(scope: Scope) -> Drawing | None:
        parts = _parts(key, dimension, _last_year(scope))[:size]
        told = [
            (part.label, key, _months_of(key, replace(scope, where={**scope.where, dimension: part.value})))
            for part in parts
        ]
        return _by_month(told, scope)

    return draw


def priced(amount: str, volume: str) -> Draw:
    """A volume by month as columns with its mean price as a line."""

    def draw(scope: Scope) -> Drawing | None:
        volumes, amounts, months = _months_of(volume, scope), _months_of(amount, scope), _last_months(scope.as_of)
        if not volumes:
            return None
        prices = [round(amounts[m] / volumes[m]) if amounts.get(m) and volumes.get(m) else None for m in months]
        price_of = _("mean price")
        name = f"{price_of} ({unit_label('CNY')}/{unit_label(figures()[volume].unit)})"
        columns = _series(volume, "bar", [float(volumes.get(month, 0)) for month in months])
        line = {"type": "line", "name": name, "data": prices, "yAxisIndex": 1, "connectNulls": True}
        option = _columns(months, [columns, line], volume)
        option["yAxis"] = [option["yAxis"], {"type": "value", "splitLine": {"show": False}}]
        rows = [
            (month, f"{_words(volume, Quantity(volumes[month]))} · {price or '–'}")
            for month, price in zip(months, prices, strict=True)
            if month in volumes
        ]
        return Drawing(option, rows)

    return draw


def land(key: str, dimension: str) -> Draw:
    """The parts of a figure as fields of their size, such as the land of a park by use."""

    def draw(scope: Scope) -> Drawing | None:
        parts = _parts(key, dimension, scope)
        rows = [(part.label, _words(key, part.reading.value)) for part in parts]
        fields = [
            {"name": f"{label}\n{words}", "value": _length(part.reading.value)}
            for part, (label, words) in zip(parts, rows, strict=True)
        ]
        series = {
            "type": "treemap", "data": fields, "roam": False, "nodeClick": False, "breadcrumb": {"show": False},
            "width": "100%", "height": "100%", "colorMappingBy": "index", "levels": [{"itemStyle": {"gapWidth": 3}}],
        }  # fmt: skip
        return Drawing({"tooltip": {}, "series": [series]}, rows) if rows else None

    return draw


def flow(links: Callable[[Scope], Iterable[Link]], unit: str) -> Draw:
    """Who is tied to whom, or goes where: a band for each link as wide as its number."""

    def draw(scope: Scope) -> Drawing | None:
        found: Counter[tuple[str, str]] = Counter()
        for source, target, weight in links(scope):
            found[source, target] += weight  # type: ignore[assignment]
        if not found:
            return None
        names = list(dict.fromkeys(name for link in found for name in link))
        series = {
            "type": "sankey", "nodeGap": 10, "left": 8, "right": 150, "top": 8, "bottom": 8, "draggable": False,
            "data": [{"name": name} for name in names], "lineStyle": {"color": "source", "opacity": 0.3},
            "links": [{"source": a, "target": b, "value": float(n)} for (a, b), n in found.items()],
            "label": {"overflow": "truncate", "width": 140},
        }  # fmt: skip
        rows = [
            (f"{a} → {b}", f"{quantity(Quantity(Decimal(n)), unit)} {unit_label(unit)}") for (a, b), n in found.items()
        ]
        return Drawing({"tooltip": {}, "series": [series]}, rows, len(names) // 2)

    return draw


def picture_of(app_label: str, scope: Scope) -> dict[str, Any] | None:
    """The app's picture as an ECharts option with its words; None where nothing is to be drawn."""
    declared_ones = (
        picture for app, module in declared("pictures") if app.label == app_label for picture in module.pictures
    )
    for picture in declared_ones:
        if drawing := picture.draw(scope):
            height = max(220, 44 + 30 * drawing.size) if drawing.size else 260
            return {"label": picture.label, "option": drawing.option, "rows": drawing.rows, "height": height}
    return None


def _parts(key: str, dimension: str, scope: Scope) -> list[Part]:
    return [part for part in figures()[key].split(scope, dimension) if part.reading.value]


def _words(key: str, value: Quantity | None) -> str:
    unit = figures()[key].unit
    return f"{quantity(value, unit)} {unit_label(unit)}"


def _length(value: Quantity | None) -> float | None:
    return float(value.low) if value else None


def _bars(bars: list[tuple[str, str, Decimal]]) -> Drawing | None:
    """Lying bars, each with its number at its end; an axis would only repeat them."""
    data = [
        {"value": float(length), "label": {"show": True, "position": "right", "formatter": words}}
        for _label, words, length in bars
    ]
    option = {
        "grid": {"left": 8, "right": 110, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {"type": "category", "data": [label for label, _words, _length in bars], "inverse": True,
                  "axisTick": {"show": False}},
        "series": [{"type": "bar", "data": data, "barMaxWidth": 22}],
    }  # fmt: skip
    return Drawing(option, [(label, words) for label, words, _length in bars], len(bars)) if bars else None


def _series(key: str, kind: str, data: list[float | None]) -> dict[str, Any]:
    return {"type": kind, "name": f"{figures()[key].label}", "data": data, "barMaxWidth": 28}


def _columns(labels: list[str], series: list[dict[str, Any]], key: str) -> dict[str, Any]:
    """Standing columns; the unit stands over the axis."""
    unit = str(unit_label(figures()[key].unit))
    return {
        "tooltip": {"trigger": "axis"}, "legend": {"top": 0, "right": 0, "type": "scroll"}, "grid": GRID,
        "xAxis": {"type": "category", "data": labels},
        "yAxis": {"type": "value", "name": unit, "nameTextStyle": {"align": "left"}},
        "series": series,
    }  # fmt: skip


def _by_month(told: list[tuple[str, str, dict[str, Decimal]]], scope: Scope) -> Drawing | None:
    months = _last_months(scope.as_of)
    told = [one for one in told if one[2]]
    if not told:
        return None
    series = [
        {**_series(key, "bar", [float(found.get(month, 0)) for month in months]), "name": name, "stack": "all"}
        for name, key, found in told
    ]
    rows = [
        (f"{month} · {name}", _words(key, Quantity(found[month])))
        for month in months
        for name, key, found in told
        if month in found
    ]
    return Drawing(_columns(months, series, told[0][1]), rows)


def _last_months(as_of: date) -> list[str]:
    days = [as_of]
    for _month in range(MONTHS - 1):
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return [f"{day:%Y-%m}" for day in reversed(days)]


def _last_year(scope: Scope) -> Scope:
    first = date.fromisoformat(f"{_last_months(scope.as_of)[0]}-01")
    return replace(scope, start=first, end=scope.as_of)


def _months_of(key: str, scope: Scope) -> dict[str, Decimal]:
    figure = figures()[key]
    return figure.by_month(_last_year(scope)) if isinstance(figure, Figure) and figure.rows else {}
