"""One thing under several names: proposals with reasons, and a person's decision that can be taken back.

A joined record keeps everything it has: its values, its evidence, what points at it. It only leaves the lists and
figures, where the record that stands for it takes its place; so parting them again loses nothing.
An app declares in its `sameness.py` a list `comparisons` of `Comparison`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.ledger.discovery import declared
from duikou.ledger.history import keep
from duikou.ledger.models import Judgement, Record


@dataclass(frozen=True)
class Likeness:
    """How alike two records are, 0 to 1, and what speaks for it in words."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """How records of one kind are compared: cheap `keys` bring candidates together, `compare` judges a pair."""

    model: type[Record]
    keys: Callable[[Any], set[str]]
    compare: Callable[[Any, Any], Likeness]
    threshold: float = 0.6
    relations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    record: Record
    other: Record
    likeness: Likeness


def all_comparisons() -> dict[str, Comparison]:
    """The declared comparisons by kind."""
    found = [comparison for _app, module in declared("sameness") for comparison in getattr(module, "comparisons", [])]
    return {comparison.model.kind_name(): comparison for comparison in found}


def proposals(comparison: Comparison, membership: Membership) -> list[Proposal]:
    """Pairs that may be the same thing and that nobody has judged yet, most alike first."""
    rows = list(_rows(comparison, membership))
    judged = {
        frozenset(pair)
        for pair in Judgement.objects.filter(record__in=[row.pk for row in rows], trashed_at__isnull=True).values_list(
            "record_id", "other_id"
        )
    }
    found = []
    for one, two in _candidates(rows, comparison):
        if frozenset((one.pk, two.pk)) in judged:
            continue
        likeness = comparison.compare(one, two)
        if likeness.score >= comparison.threshold:
            found.append(Proposal(one, two, likeness))
    return sorted(found, key=lambda proposal: -proposal.likeness.score)


def _rows(comparison: Comparison, membership: Membership) -> QuerySet[Any]:
    rows = comparison.model._default_manager.visible_to(membership).live()  # type: ignore[attr-defined]
    return rows.select_related(*comparison.relations, "pairing").order_by("created_at", "id")


def _candidates(rows: list[Any], comparison: Comparison) -> Iterator[tuple[Any, Any]]:
    """Pairs that share a key, each once; a key that very many share tells nothing and is left out."""
    by_key: dict[str, list[Any]] = {}
    for row in rows:
        for key in comparison.keys(row):
            by_key.setdefault(key, []).append(row)
    seen = set()
    for group in by_key.values():
        if len(group) > 50:
            continue
        for one, two in combinations(group, 2):
            pair = frozenset((one.pk, two.pk))
            if pair not in seen:
                seen.add(pair)
                yield one, two


def join(record: Record, into: Record, *, by: Actor, reason: str = "") -> Record:
    """Decide that `record` speaks of the same thing as `into`, which from now on stands for both."""
    _require_pair(record, into, by)
    if into.same_as_id:
        raise ValidationError(_("“%(title)s” is itself joined to another record."), "joined", {"title": into.title})
    if record.same_as_id == into.pk:
        return record
    if record.same_as_id or record.joined.exists():
        raise ValidationError(_("“%(title)s” already belongs to a joined group."), "joined", {"title": record.title})
    with transaction.atomic():
        record.same_as = into
        keep(record, by=by, verb="join", reason=reason)
        _judge(record, into, same=True, by=by, reason=reason)
    return record


def part(record: Record, *, by: Actor, reason: str = "") -> Record:
    """Take a join back: both stand for themselves again, as they did before."""
    if record.same_as is None:
        return record
    other = record.same_as
    _require_pair(record, other, by)
    with transaction.atomic():
        record.same_as = None
        keep(record, by=by, verb="part", reason=reason)
        for judgement in Judgement.objects.filter(record=record, other=other, same=True, trashed_at__isnull=True):
            judgement.trashed_at = by.at
            keep(judgement, by=by, verb="part")
    return record


def tell_apart(record: Record, other: Record, *, by: Actor, reason: str = "") -> Judgement:
    """Decide that two records are not the same thing; they are not proposed again."""
    _require_pair(record, other, by)
    return _judge(record, other, same=False, by=by, reason=reason)


def take_back(judgement: Judgement, *, by: Actor) -> None:
    """Forget that two records were kept apart: they may be proposed again. Doing it twice changes nothing."""
    _require_pair(judgement.record, judgement.other, by)
    if judgement.trashed_at is None:
        judgement.trashed_at = by.at
        keep(judgement, by=by, verb="part")


def _judge(record: Record, other: Record, *, same: bool, by: Actor, reason: str) -> Judgement:
    judgement = Judgement(record_id=record.pk, other_id=other.pk, same=same, reason=reason)
    keep(judgement, by=by, verb="judge", reason=reason)
    return judgement


def _require_pair(record: Record, other: Record, by: Actor) -> None:
    by.require("enter")
    if not by.pairing.pk == record.pairing_id == other.pairing_id:
        raise PermissionDenied(_("The record belongs to another pairing."))
    if record.pk == other.pk or record.kind != other.kind:
        raise ValidationError(_("Only two different records of one kind can be the same thing."), "kind")
