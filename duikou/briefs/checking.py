"""A text against the ledger: each quantity is confirmed, differs, or is not recorded; and the text against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from duikou.engines.checking import conflicts
from duikou.engines.quantities import NotAQuantityError, Quantity, parse, plain
from duikou.engines.reading import Found, read_quantities
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Figure, Scope
from duikou.ledger.models import Objection
from duikou.regions.models import Pairing

# Units in which one thing may be counted: 28项 and 28个项目, 94次 visits and events.
ALIKE = ({"item", "project", "lead", "service_item"}, {"meeting", "event", "visit"}, {"t", "t/year"}, {"body", "group"},
         {"org", "school", "hospital"}, {"person", "person_time", "job"})  # fmt: skip
CLAUSE = re.compile(r"[。;!?\n;]")
SURE = 0.75  # share of a figure's words that the text must use before a different value is called a mismatch


@dataclass(frozen=True)
class Claim:
    """One value that the ledger holds, with the words by which a text may speak of it."""

    key: str
    words: str
    unit: str
    value: Quantity
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What is said of one place (or several) of the text; as `duikou check` prints it."""

    kind: str
    severity: str
    spans: tuple[Found, ...]
    why: str
    figure: str | None = None
    stated: Any = None
    ledger: Any = None
    records: tuple[str, ...] = ()


def claims(pairing: Pairing, as_of: date) -> list[Claim]:
    """Every figure of the pairing with its parts, its opening balances' words, and what its records are disputed to be."""
    with override("zh-hans"):
        return [
            claim
            for figure in figures().values()
            if isinstance(figure, Figure)
            for claim in _of_figure(figure, Scope(pairing, as_of))
        ]


def _of_figure(figure: Figure, scope: Scope) -> Iterator[Claim]:
    reading = figure.read(scope)
    if reading.value is None:
        return
    balances = figure.balances(scope)
    words = " ".join([str(figure.label), *(balance.title for balance in balances)])
    keys = tuple(str(balance.pk) for balance in balances)
    yield Claim(figure.key, words, figure.unit, reading.value, keys)
    for name in figure.dimensions:
        for part in figure.split(scope, name):
            if part.reading.value is not None:
                yield Claim(figure.key, f"{part.label} {figure.label}", figure.unit, part.reading.value)
    if figure.measure.of:
        yield from _disputed(figure, scope)


def _disputed(figure: Figure, scope: Scope) -> Iterator[Claim]:
    rows = figure.records(scope).values_list("pk", "title")[:5000]
    titles = dict(rows)
    open_objections = Objection.objects.filter(record__in=titles, field=figure.measure.of, settled_at__isnull=True)
    for objection in open_objections.exclude(value=""):
        try:
            value = parse(objection.value)[0]
        except NotAQuantityError:
            continue
        yield Claim(
            figure.key, f"{titles[objection.record_id]} {figure.label}", figure.unit, value, (str(objection.record_id),)
        )


def check(text: str, pairing: Pairing, *, as_of: date, published: date | None) -> list[Finding]:
    """All findings in reading order: conflicts inside the text first, then one for each quantity."""
    found = read_quantities(text, published)
    inside = [
        Finding("internal_conflict", "error", conflict.spans, conflict.why) for conflict in conflicts(text, found)
    ]
    known = claims(pairing, as_of)
    return inside + [_judged(text, one, known) for one in found]


def _judged(text: str, one: Found, known: Sequence[Claim]) -> Finding:
    stated = _stated(one)
    fitting = [claim for claim in known if _same_unit(one.unit, claim.unit)]
    context = _pairs(_context(text, one))
    scored = sorted(((len(context & _pairs(claim.words)), claim) for claim in fitting), key=lambda pair: -pair[0])
    for shared, claim in scored:
        if _equal(one, claim.value) and (shared or one.unit in ("km2", "m2", "tank", "category", "route")):
            why = f"台账“{claim.words.split()[0]}”为{_shown(claim.value)},与文中一致。"
            return Finding("confirmed", "info", (one,), why, claim.key, stated, _shown(claim.value), claim.records)
    if scored and scored[0][0] >= SURE * max(len(_pairs(scored[0][1].words.split()[0])), 3):
        claim = scored[0][1]
        why = f"台账“{claim.words.split()[0]}”为{_shown(claim.value)},文中为{one.figure},请核对口径和时点。"
        return Finding("ledger_mismatch", "warning", (one,), why, claim.key, stated, _shown(claim.value), claim.records)
    return Finding("not_recorded", "info", (one,), f"台账中没有与“{one.quote}”对应的记录。", None, stated)


def _same_unit(one: str, two: str) -> bool:
    return one == two or any(one in group and two in group for group in ALIKE)


def _equal(one: Found, value: Quantity) -> bool:
    if isinstance(one.value, tuple):
        return value.high is not None and (value.low, value.high) == one.value
    return value.high is None and value.low == one.value


def _context(text: str, one: Found) -> str:
    """The sentence around a quantity, at most forty characters each side."""
    before = CLAUSE.split(text[max(one.char_start - 40, 0) : one.char_start])[-1]
    return before + CLAUSE.split(text[one.char_start : one.char_end + 40])[0]


def _pairs(text: str) -> set[str]:
    chinese = re.sub(r"[^\u4e00-\u9fff]", " ", text)
    return {part[place : place + 2] for part in chinese.split() for place in range(len(part) - 1)}


def _stated(one: Found) -> str | list[str]:
    return (
        [plain(part) for part in one.value]
        if isinstance(one.value, tuple)
        else plain(one.value.quantize(Decimal("0.0001")))
    )


def _shown(value: Quantity) -> str:
    return plain(value.low) if value.high is None else f"{plain(value.low)}~{plain(value.high)}"


def as_json(finding: Finding) -> dict[str, Any]:
    spans = [{"char_start": one.char_start, "char_end": one.char_end, "quote": one.quote} for one in finding.spans]
    return {
        "kind": finding.kind, "severity": finding.severity, "spans": spans, "figure": finding.figure,
        "stated": finding.stated, "ledger": finding.ledger, "records": list(finding.records), "why": finding.why,
    }  # fmt: skip
