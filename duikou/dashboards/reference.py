"""Loads a reference case from its data file through the same verbs that a clerk uses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership, Unit, User
from duikou.accounts.roles import Role
from duikou.engines.quantities import parse
from duikou.ledger import actions
from duikou.ledger.discovery import registers
from duikou.ledger.fields import QuantityField
from duikou.ledger.models import File, Record
from duikou.regions.models import Pairing

FOLDER = Path(__file__).parent / "reference"
PASSWORD = "duikou-demo-2019"
ORDER = ("organisations", "agreements", "leads", "projects", "phases", "outputs", "balances")
NO_VALUES = {"spans", "agreed", "dispute"}
# One account for each role and side: user name, role, kind of unit, what the unit is called.
ACCOUNTS = [
    ("clerk", Role.CLERK, Unit.Kind.OFFICE, "合作办"), ("liaison", Role.LIAISON, Unit.Kind.DEPARTMENT, "发改部门"),
    ("leader", Role.LEADER, Unit.Kind.OFFICE, "合作办"), ("supervisor", Role.SUPERVISOR, Unit.Kind.SUPERVISION, "督查室"),
    ("window", Role.WINDOW, Unit.Kind.WINDOW, "政务服务窗口"), ("enterprise", Role.ENTERPRISE, Unit.Kind.ENTERPRISE, "演示企业"),
    ("administrator", Role.ADMINISTRATOR, Unit.Kind.OFFICE, "合作办"),
]  # fmt: skip


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
            for facts in data[kind]:
                _enter(kind, facts, by_a, by_b, source="" if file else data["source"], file=file)
    return pairing


def open_accounts(pairing: Pairing, prefixes: tuple[str, str]) -> dict[str, Membership]:
    """The demo log-ins of a pairing; returns the clerk of each side."""
    clerks = {}
    for side, prefix in zip("ab", prefixes, strict=True):
        city = pairing.side_name(side)
        for word, role, kind, unit_name in ACCOUNTS:
            unit, _ = Unit.objects.get_or_create(
                pairing=pairing, side=side, name=f"{city}{unit_name}", defaults={"kind": kind}
            )
            member = _member(f"{prefix}.{word}", f"演示·{city}{role.label}", pairing, role, side, unit)
            if role is Role.CLERK:
                clerks[side] = member
    for role in (Role.AUDITOR, Role.PROVINCE):
        _member(role.value, f"演示·{role.label}", pairing, role, "", None)
    return clerks


def _member(username: str, name: str, pairing: Pairing, role: Role, side: str, unit: Unit | None) -> Membership:
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, password=PASSWORD, name=name[:40])
    return Membership.objects.create(user=user, pairing=pairing, role=role, side=side, unit=unit)


def _article(path: Path | None, by: Actor) -> File | None:
    if path is None or not path.is_file():
        return None
    return actions.keep_file(by=by, name=path.name, content=path.read_bytes())


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
