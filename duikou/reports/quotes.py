"""Figures as a paper quotes them: each read once, remembered with its scope, written in words, linked to its card."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from duikou.engines.documents import Run
from duikou.engines.quantities import Quantity
from duikou.engines.wording import change, change_in_words, in_words
from duikou.ledger.course import course
from duikou.ledger.discovery import figures
from duikou.ledger.figure import AnyFigure, Figure, Part, Ratio, Reading, Scope
from duikou.ledger.models import Entry, Evidence
from duikou.ledger.statement import evidence_count
from duikou.ledger.units import unit_label

NOT_REPORTED = "未报送"
FEW = 2000


@dataclass(frozen=True)
class Quote:
    """One figure as quoted, with the scope it was read for."""

    figure: AnyFigure
    scope: Scope
    reading: Reading

    @property
    def value(self) -> Quantity | None:
        return self.reading.value

    @property
    def unit(self) -> str:
        return unit_label(self.figure.unit)

    @property
    def is_sum(self) -> bool:
        """Whether it is made of items and balances; a rate is not."""
        return self.value is not None and isinstance(self.figure, Figure)

    @property
    def words(self) -> str:
        return in_words(self.value, self.unit) if self.value else NOT_REPORTED

    @property
    def label(self) -> str:
        parts = [part_label(self.figure, name, value, self.scope) for name, value in self.scope.where.items()]
        return f"{self.figure.label}({'、'.join(parts)})" if parts else str(self.figure.label)


def part_label(figure: AnyFigure, name: str, value: str, scope: Scope) -> str:
    """The words for one part of a figure; a side is called by its city."""
    if value in ("a", "b") and name in ("side", "host", "home"):
        return scope.pairing.side_name(value)
    above = figure if isinstance(figure, Figure) else figure.parts()[1]
    return above.label_of(name, value)


def asked(key: str, scope: Scope) -> tuple[object, ...]:
    return key, scope.as_of, scope.basis, scope.start, scope.end, tuple(sorted(scope.where.items()))


@dataclass
class Quotes:
    """Everything that a paper quotes; what was quoted is what is frozen when it is issued."""

    scope: Scope
    issue: str = ""
    side: str = ""  # speaks of one side only: of the figures that can be split by side
    read: dict[tuple[object, ...], Reading] = field(default_factory=dict)
    quoted: dict[tuple[object, ...], Quote] = field(default_factory=dict)
    proven: dict[int, int] = field(default_factory=dict)

    def evidence(self, quote: Quote) -> int:
        """How many pieces of evidence stand behind the figure."""
        if id(quote) not in self.proven:
            self.proven[id(quote)] = self._proofs(quote) if quote.value else 0
        return self.proven[id(quote)]

    @cached_property
    def _proven_records(self) -> list[UUID]:
        """The records that have evidence, one for each piece of it; a few too many to see that they are many."""
        rows = Evidence.objects.filter(record__pairing=self.scope.pairing, trashed_at__isnull=True)
        return list(rows.values_list("record_id", flat=True)[: FEW + 1])

    def _proofs(self, quote: Quote) -> int:
        """Where few records have evidence, they are looked for in the figure; else the figure's records are searched."""
        if len(self._proven_records) > FEW:
            return evidence_count(quote.figure, quote.scope)
        pieces = Counter(self._proven_records)
        counted = (
            set(quote.figure.records(quote.scope).filter(pk__in=pieces).values_list("pk", flat=True))
            if pieces
            else set()
        )
        return sum(pieces[pk] for pk in counted | {balance.pk for balance in quote.figure.balances(quote.scope)})

    @cached_property
    def kept_since(self) -> date | None:
        """The day of the first entry in the pairing's history."""
        first = Entry.objects.filter(pairing=self.scope.pairing).order_by("number").values_list("at", flat=True).first()
        return timezone.localdate(first) if first else None

    def look(self, key: str, scope: Scope) -> Reading:
        """A reading that is not quoted, such as last year's. Each is read once, and with it the one it is held against."""
        if asked(key, scope) not in self.read:
            figure = figures()[key]
            if isinstance(figure, Ratio):
                self.read[asked(key, scope)] = figure.share(*(self.look(part.key, scope) for part in figure.parts()))
            else:
                scopes = [scope, year_before(scope)]
                days = [one.as_of for one in scopes]
                found = [figure.read(scope)] if scope.start or figure.yearly else course(figure, scope, days)
                self.read |= {asked(key, one): reading for one, reading in zip(scopes, found, strict=False)}
        return self.read[asked(key, scope)]

    def speaks_of(self, key: str) -> bool:
        return not self.side or "side" in figures()[key].dimensions

    def quote(self, key: str, scope: Scope | None = None, **where: str) -> Quote:
        scope = replace(scope or self.scope, where=where) if where else scope or self.scope
        if self.side and self.speaks_of(key):
            scope = replace(scope, where={"side": self.side, **scope.where})
        return self.quoted.setdefault(asked(key, scope), Quote(figures()[key], scope, self.look(key, scope)))

    def split(self, key: str, dimension: str, scope: Scope | None = None) -> list[Part]:
        scope = scope or self.scope
        if self.side:
            scope = replace(scope, where={"side": self.side, **scope.where})
        parts = figures()[key].split(scope, dimension)
        for part in parts:  # a part that is quoted later is not read again
            one = replace(scope, where={**scope.where, dimension: part.value})
            whole = self.look(key, scope)
            reading = replace(part.reading, rule_version=whole.rule_version, period=whole.period)
            self.read.setdefault(asked(key, one), reading)
        return [replace(part, label=part_label(figures()[key], dimension, part.value, scope)) for part in parts]

    def run(self, quote: Quote, text: str = "") -> Run:
        return Run(text or quote.words, link=self.address(quote), key=quote.figure.key)

    def address(self, quote: Quote) -> str:
        """Where the figure opens: its card, as of then, and in an issued paper with what the paper says."""
        scope, days = quote.scope, {"from": quote.scope.start, "to": quote.scope.end, "as_of": quote.scope.as_of}
        words = {**scope.where, "basis": scope.basis, **{name: str(day) for name, day in days.items() if day}}
        words |= {"issue": self.issue} if self.issue else {}
        return f"{settings.SITE_ADDRESS}{reverse('figure', args=[quote.figure.key])}?{urlencode(words)}"

    def change(self, quote: Quote, before: Scope, than: str) -> str:
        """How the figure stands against an earlier scope, in words; "" where that was not reported."""
        held = self.look(quote.figure.key, before)
        if not self._comparable(quote, before):
            return ""
        found = change(quote.value, held.value)
        return change_in_words(found, than, quote.unit) if found else ""

    def _comparable(self, quote: Quote, before: Scope) -> bool:
        """Totals compare when both rest on the same opening balances and the ledger was kept on the earlier day.

        A later balance tells nothing of the growth, and what was entered about a time before the ledger need not be
        all there was then. A figure that counts by year compares when it was reported for both years.
        """
        figure = quote.figure
        if getattr(figure, "yearly", False):
            last = self.look(figure.key, before).period
            return bool(last) and last != quote.reading.period
        if quote.scope.start:
            return True
        if not self.kept_since or before.as_of < self.kept_since:
            return False
        return {b.pk for b in figure.balances(quote.scope)} == {b.pk for b in figure.balances(before)}


def year_before(scope: Scope) -> Scope:
    """The end of the year before the scope's day."""
    return replace(scope, as_of=date(scope.as_of.year - 1, 12, 31))


def before_period(scope: Scope, since: date) -> Scope:
    """The day before a period begins."""
    return replace(scope, as_of=since - timedelta(days=1))
