"""Loads a reference case from its data file through the same verbs that a clerk uses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from duikou.accounts.actor import Actor
from duikou.accounts.demo import open_accounts
from duikou.briefs import actions as briefs
from duikou.engines.quantities import parse
from duikou.ledger import actions, storage
from duikou.ledger.discovery import registers
from duikou.ledger.fields import QuantityField
from duikou.ledger.models import File, Record
from duikou.regions.models import Pairing

FOLDER = Path(__file__).parent / "reference"
ORDER = (
    "organisations", "bodies", "conferences", "agreements", "leads", "projects", "phases", "outputs", "listings", "halls",
    "offtakes", "parks", "works", "laboratories", "alliances", "ties", "balances",
)  # fmt: skip
NO_VALUES = {"spans", "agreed", "dispute"}


def load(name: str, prefixes: tuple[str, str], *, at: datetime, article: Path | None = None) -> Pairing:
    """Load the case `name`; a case that is there already is left as it is."""
    data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    known = Pairing.objects.filter(slug=data["slug"]).first()
    if known:
        return known
    with transaction.atomic():
        names = ("slug", "name", "english_name", "short_a", "short_b")
        regions = {"region_a_id": data["region_a"], "region_b_id": data["region_b"]}
        pairing = Pairing.objects.create(**{name: data[name] for name in names}, **regions)
        clerks = open_accounts(pairing, prefixes)
        by_a, by_b = Actor(clerks["a"], at), Actor(clerks["b"], at)
        file = _article(article, by_a)
        for kind in ORDER:
            for facts in data.get(kind, []):
                _enter(kind, facts, by_a, by_b, source="" if file else data["source"], file=file)
        _text(file, data, by_a)
    return pairing


def _article(path: Path | None, by: Actor) -> File | None:
    if path is None or not path.is_file():
        return None
    return actions.keep_file(by=by, name=path.name, content=path.read_bytes())


def _text(file: File | None, data: Mapping[str, Any], by: Actor) -> None:
    """The article as a text that is held against what was just entered from it, reported to the other side."""
    if file is None or "article" not in data:
        return
    given = {**data["article"], "published": date.fromisoformat(data["article"]["published"])}
    text = briefs.take_in(storage.path_of(file.sha256).read_bytes(), file.name, **given, by=by)
    actions.report(briefs.judge(text, by=by), by=by)


def _enter(kind: str, facts: Mapping[str, Any], by_a: Actor, by_b: Actor, *, source: str, file: File | None) -> None:
    model = registers()[kind].model
    values = {name: _value(model, name, value, by_a) for name, value in facts.items() if name not in NO_VALUES}
    record = actions.enter(model, values, by=by_a)
    for span in facts["spans"]:
        actions.attach_span(
            record, by=by_a, start=span["start"], end=span["end"], quote=span["quote"], file=file, source=source
        )
    actions.report(record, by=by_a)
    _second_key(record, facts, by_b, source=source, file=file)


def _second_key(record: Record, facts: Mapping[str, Any], by: Actor, *, source: str, file: File | None) -> None:
    """What side B does: it disputes what the facts say so, leaves what only side A can know, and agrees to the rest."""
    if "dispute" in facts:
        dispute = dict(facts["dispute"])
        for span in dispute.pop("spans"):
            actions.attach_span(
                record, by=by, start=span["start"], end=span["end"], quote=span["quote"], file=file, source=source
            )
        actions.dispute(record, by=by, **dispute)
    elif facts.get("agreed", True):
        actions.agree(record, by=by)


def _value(model: type[Record], name: str, value: Any, by: Actor) -> Any:
    """A fact of the file as the field wants it: quantities and dates from text, records by their title."""
    field = model._meta.get_field(name)
    if isinstance(field, QuantityField):
        return parse(value)[0]
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    if isinstance(field, models.ForeignKey) and value is not None:
        target = field.related_model
        if issubclass(target, Record):
            return target.objects.get(pairing=by.pairing, title=value)  # type: ignore[attr-defined]
        return target.objects.get(pk=value)  # type: ignore[attr-defined]
    return value
