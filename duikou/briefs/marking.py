"""Writes what the checker says of a text: rows made anew from it, which find the decisions of earlier checks again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from duikou.briefs import checking
from duikou.briefs.checking import Finding as Said
from duikou.briefs.models import Decision, Finding, Text
from duikou.engines.checking import Span, evened, falls, mentions
from duikou.engines.reading import read_dates, read_quantities
from duikou.ledger.fields import as_text

Tell = Callable[[int, int], None]


def said_of(text: Text, tell: Tell) -> list[Said]:
    """The findings of a text, and its totals that are below those of the text of the same source before it."""
    content = text.read()
    found = checking.check(content, text.pairing, as_of=text.as_of, published=text.happened_on, tell=tell)
    return [*_fallen(text, content), *found]


def _fallen(text: Text, content: str) -> list[Said]:
    earlier = before(text)
    if earlier is None:
        return []
    then, now = ((mentions(evened(words), read_quantities(words, day), read_dates(words, day), day.year))
                 for words, day in ((earlier.read(), earlier.happened_on), (content, text.happened_on)))  # fmt: skip
    return [
        Said("internal_conflict", "warning", (Span.of(later.found),),
             f"累计数下降:《{earlier.title}》({earlier.happened_on})写作{first.found.figure},本文为{later.found.figure}。")
        for first, later in falls(then, now)
    ]  # fmt: skip


def before(text: Text) -> Text | None:
    """The last text of the same source and side that was published before this one."""
    if not text.source:
        return None
    same: QuerySet[Any] = Text.objects.live().filter(pairing=text.pairing, side=text.side, source=text.source)
    return same.filter(happened_on__lt=text.happened_on).order_by("-happened_on", "-id").first()


def write(text: Text, said: Sequence[Said]) -> None:
    """Put the findings in the place of those of the last check."""
    decided = {one.place: one for one in Decision.objects.filter(text=text, trashed_at__isnull=True)}
    rows = [_row(text, number, one, decided) for number, one in enumerate(said, 1)]
    with transaction.atomic():
        Finding.objects.filter(text=text).delete()
        Finding.objects.bulk_create(rows, batch_size=500)


def _row(text: Text, number: int, one: Said, decided: dict[str, Decision]) -> Finding:
    spans = [[span.char_start, span.char_end, span.quote] for span in one.spans]
    place = sha256(f"{one.kind}|{one.figure}|{spans}".encode()).hexdigest()
    return Finding(
        text=text, number=number, place=place, kind=one.kind, severity=one.severity, start=spans[0][0], end=spans[0][1],
        quote="、".join(dict.fromkeys(str(span[2]) for span in spans)), spans=spans, figure=one.figure or "",
        stated=one.stated, ledger=one.ledger, quantity=as_text(one.value), unit=one.unit, records=list(one.records),
        why=one.why, part=one.part[:200], where=dict(one.where), wording=one.wording, decision=decided.get(place),
    )  # fmt: skip


def note(text: Text, places: Sequence[str], decision_of: dict[str, Decision | None]) -> None:
    """Show on the findings what was decided, or undone, about their places."""
    for place in places:
        Finding.objects.filter(text=text, place=place).update(decision=decision_of[place])
