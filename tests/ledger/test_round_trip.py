"""What export writes of any register, import reads back as the same; whatever stands in the cells, a verdict comes of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from duikou.accounts.models import Unit
from duikou.assessment.examples import EXAMPLE
from duikou.engines.quantities import QUALIFIERS, Quantity
from duikou.engines.sheets import find_table
from duikou.ledger import actions, export
from duikou.ledger.discovery import registers
from duikou.ledger.fields import QuantityField
from duikou.ledger.import_rows import KINDS, importable, judged, plan, words_of
from duikou.ledger.models import Record
from duikou.projects.models import Project
from duikou.regions.models import Region

BY_HAND = [name for name, register in registers().items() if register.by_hand]
GIVEN = {"home": "a", "rules": EXAMPLE, "figure": "projects.signed", "uscc": "", "given": {"满意度": "92"}}
cells = st.one_of(
    st.text(max_size=12), st.integers(-(10**18), 10**18), st.floats(), st.booleans(), st.dates(), st.just("")
)
LETTERS = "项目ABzé①〇㎡𠮷 '=+-@,\"%&<>0123456789约近余万亿~"
few = settings(
    max_examples=3,
    phases=[Phase.generate],
    database=None,
    suppress_health_check=list(HealthCheck),
    deadline=None,
    derandomize=True,
)


def text_of(chance: Random, length: int) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(1, min(length, 30)))).strip() or "字"


def quantity_of(chance: Random) -> Quantity:
    low = Decimal(chance.randrange(10 ** chance.randint(1, 14))).scaleb(-chance.randint(0, 4))
    qualifier = chance.choice(QUALIFIERS)
    return Quantity(low, low + chance.randrange(10**6) if qualifier == "range" else None, qualifier)


KINDS_OF_FIELD = {
    QuantityField: lambda field, chance: quantity_of(chance),
    models.DateField: lambda field, chance: date(1950, 1, 1) + timedelta(days=chance.randrange(50_000)),
    models.BooleanField: lambda field, chance: chance.choice((True, False)),
    models.EmailField: lambda field, chance: f"a{chance.randrange(99)}@example.cn",
    models.IntegerField: lambda field, chance: chance.randint(1, 99),
    models.Field: lambda field, chance: text_of(chance, field.max_length or 200),
}


def value_of(field: models.Field, chance: Random, cast):
    """A value of the field, or None to leave it out."""
    if field.name in GIVEN:
        return GIVEN[field.name]
    if field.blank and chance.random() < 0.4:
        return None
    if field.is_relation:
        return target_of(field.related_model, chance, cast)
    if field.choices:
        return chance.choice([value for value, _label in field.flatchoices])
    return next(made for kind, made in KINDS_OF_FIELD.items() if isinstance(field, kind))(field, chance)


def target_of(model: type[models.Model], chance: Random, cast):
    if model is Region:
        return Region.objects.get_or_create(
            code="230502", defaults={"name": "尖山区", "full_name": "尖山区", "level": "county", "parent_id": "230500"}
        )[0]
    if model is Unit:
        return cast.north.unit
    return record_of(Project if model is Record else model, chance, cast, cast.south)


def record_of(model: type[Record], chance: Random, cast, who) -> Record:
    """A reported record with drawn values; what the model's own rules refuse is left out."""
    names = importable(next(register for register in registers().values() if register.model is model))
    values = {name: value_of(model._meta.get_field(name), chance, cast) for name in names}
    values = {name: value for name, value in values.items() if value is not None}
    for _try in range(5):
        try:
            return actions.report(actions.enter(model, values, by=cast.by(who)), by=cast.by(who))
        except ValidationError as error:
            values = mended(values, error, model)
    raise AssertionError(f"no valid {model.__name__}: {values}")


def mended(values: dict, error: ValidationError, model: type[Record]) -> dict:
    """The values without those at fault, and a simple one where one is missing."""
    simple = {
        models.DateField: values.get("happened_on", date(2020, 1, 1)),
        models.CharField: "字",
        models.TextField: "字",
        QuantityField: Quantity(1),
    }
    at_fault = [model._meta.get_field(name) for name in error.error_dict]
    missing = [field for field in at_fault if field.name not in values or not field.blank]
    filled = {
        field.name: next((value for kind, value in simple.items() if isinstance(field, kind)), values.get(field.name))
        for field in missing
    }
    return {name: value for name, value in values.items() if name not in error.error_dict} | filled


@pytest.mark.parametrize("name", BY_HAND)
@few
@given(seed=st.integers(0, 10**9), form=st.sampled_from(["xlsx", "csv"]))
def test_export_and_import_of_any_register_change_nothing(cast, tmp_path, name, seed, form):
    register = registers()[name]
    Record.objects.update(trashed_at=cast.by(cast.north).at)
    record_of(register.model, Random(seed), cast, cast.north)
    path = tmp_path / f"p.{form}"
    rows = export.to_file(register, cast.pairing, path)
    found = plan(register, path.read_bytes(), path.name, member=cast.north)
    assert found.counts["same"] == found.counts["rows"] == rows, [v for v in found.verdicts if v.kind != "same"]


@pytest.mark.parametrize("name", BY_HAND)
@few
@given(data=st.data())
def test_random_cells_of_any_register_never_raise_but_give_verdicts(cast, name, data):
    register = registers()[name]
    head = [str(register.model._meta.get_field(field).verbose_name) for field in importable(register)]
    rows = data.draw(st.lists(st.lists(cells, min_size=len(head), max_size=len(head)), max_size=4))
    table = find_table([head, *rows], words_of(register))
    verdicts = list(judged(register, table, cast.north, {}))
    assert len(verdicts) == len(table.rows)
    assert all(v.kind in KINDS and (v.why or v.kind in ("new", "changed", "same")) for v in verdicts)
