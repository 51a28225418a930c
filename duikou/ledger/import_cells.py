"""What the cells of a column become: for each field one reading, made once for a sheet and right for its every row."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from duikou.accounts.models import Membership
from duikou.engines.names import likeness, normalised
from duikou.engines.sheets import CellError, Table, read_date, read_quantity, read_truth
from duikou.engines.sheets.cells import plain
from duikou.ledger.fields import QuantityField
from duikou.ledger.register import Column, targets
from duikou.regions.models import Side

Read = Callable[[Any], Any]
ALIKE, SURE = 0.6, 0.8  # how alike a name is that is proposed, and one that is chosen beforehand
OFFERED = 5
KEPT = 10_000  # cells of a column whose reading is remembered


@dataclass(frozen=True)
class Unknown:
    """A name in a column that nothing has, and what may be meant by it, the likeliest first: (number, name, likely)."""

    field: str
    text: str
    alike: tuple[tuple[str, str, bool], ...]


class RowError(ValueError):
    """Why a row is refused or doubtful, and at which field; `unknown` is the name that someone has to explain."""

    def __init__(self, why: str, name: str = "", kind: str = "refused", unknown: Unknown | None = None) -> None:
        super().__init__(why)
        self.name, self.kind, self.unknown = name, kind, unknown


def reading_of(field: Any, table: Table, member: Membership, meant: Mapping[str, str]) -> Read:
    """Reads a cell as a valid value of the field, None where it says nothing.

    `meant` has for a name that nothing has the number of what it was said to mean. Raises CellError, RowError or
    ValidationError.
    """
    read, check = _read_of(field, table, member, meant), _check_of(field)

    @lru_cache(maxsize=KEPT, typed=True)
    def reading(cell: Any) -> Any:
        value = read(cell)
        if value is not None:
            check(value)
        return value

    return reading


def _read_of(field: Any, table: Table, member: Membership, meant: Mapping[str, str]) -> Read:
    if isinstance(field, QuantityField):
        return partial(read_quantity, scale=table.heads[table.columns[field.name]].scale)
    if isinstance(field, models.DateField):
        return partial(read_date, year=table.year)
    if isinstance(field, models.BooleanField):
        return lambda cell: read_truth(cell) if plain(cell) else None
    if isinstance(field, models.ForeignKey):
        return Targets(field, member, meant).read
    if field.choices:
        return _choice_of(field, member)
    if isinstance(field, models.JSONField):
        return _json
    return _whole if isinstance(field, models.IntegerField) else _text


def _check_of(field: Any) -> Callable[[Any], object]:
    """The field's own rules; what a key points at was looked up."""
    if isinstance(field, QuantityField):
        return lambda value: [field.clean(end, None) for end in (value.low, value.high) if end is not None]
    return (lambda value: None) if field.is_relation else lambda value: field.clean(value, None)


def _whole(cell: Any) -> int | None:
    quantity = read_quantity(cell)
    if quantity and (quantity.high is not None or quantity.low != int(quantity.low)):
        raise CellError(_("“%(text)s” is not one whole number.") % {"text": plain(cell)[:30]})
    return int(quantity.low) if quantity else None


def _text(cell: Any) -> str | None:
    return (cell.strip() if isinstance(cell, str) else plain(cell)) or None


def _json(cell: Any) -> Any:
    text = plain(cell)
    try:
        return json.loads(text, parse_float=_no_float) if text else None
    except ValueError:
        raise CellError(_("“%(text)s” is not written as data.") % {"text": text[:30]}) from None


def _no_float(text: str) -> None:
    raise CellError(_("Write “%(text)s” in quotation marks: an exact number travels as text.") % {"text": text})


def _choice_of(field: Any, member: Membership) -> Read:
    """One of several answers, by its words in both languages, its key, or the short name of a side."""
    known = {str(value).lower(): value for value, _label in field.flatchoices}
    for language in ("en", "zh-hans"):
        with override(language):
            known |= {plain(label).lower(): value for value, label in field.flatchoices}
    if Column(field).names_a_side:
        known |= {member.pairing.side_name(side): side for side in Side.values}

    def read(cell: Any) -> Any:
        text = plain(cell)
        if text and text.lower() not in known:
            offered = "、".join(plain(label) for _value, label in field.flatchoices[:12])
            raise CellError(_("“%(text)s” is none of: %(offered)s.") % {"text": text[:30], "offered": offered})
        return known[text.lower()] if text else None

    return read


@dataclass(frozen=True)
class Several:
    """What a name means that more than one has: it stands where the record already points at one of them."""

    rows: tuple[Any, ...]
    why: RowError


class Targets:
    """What a column may point at: by its number, its name, or what is left of a name without place and legal form."""

    def __init__(self, field: Any, member: Membership, meant: Mapping[str, str]) -> None:
        self.field, self.member, self.meant = field, member, meant
        self.found: dict[str, Any] = {}

    @cached_property
    def by_name(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in targets(self.field.related_model, self.member):
            found.setdefault(str(row.pk), []).append(row)
            found.setdefault(plain(row), []).append(row)
        return found

    @cached_property
    def by_core(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for name, rows in self.by_name.items():
            found.setdefault(normalised(name), []).extend(rows)
        return found

    def read(self, cell: Any) -> Any:
        text = plain(cell)
        if not text:
            return None
        if text not in self.found:
            self.found[text] = self._find(text)
        if isinstance(self.found[text], RowError):
            raise self.found[text]
        return self.found[text]

    def _find(self, text: str) -> Any:
        """What the text names, or the error that says why nothing does, which would cost as much to find again."""
        rows = self.by_name.get(self.meant.get(text, text)) or self.by_name.get(text) or []
        if len(rows) > 1:
            why = _("%(n)s are called “%(text)s”; write the number of the one that is meant.")
            error = RowError(why % {"n": len(rows), "text": text}, self.field.name, "doubtful")
            return Several(tuple(rows), error)
        near = rows or self.by_core.get(normalised(text), [])
        return near[0] if len(near) == 1 else self._unknown(text, [(row, False) for row in near] or self._alike(text))

    def _unknown(self, text: str, alike: list[tuple[Any, bool]]) -> RowError:
        offered = tuple((str(row.pk), plain(row), likely) for row, likely in alike[:OFFERED])
        unknown = Unknown(self.field.name, text, offered)
        if offered:
            why = _("“%(text)s” is not known; is it “%(alike)s”?") % {"text": text, "alike": offered[0][1]}
            return RowError(why, self.field.name, "doubtful", unknown)
        why = _("“%(text)s” is not known; enter it first or mend the name.") % {"text": text}
        return RowError(why, self.field.name, "refused", unknown)

    def _alike(self, text: str) -> list[tuple[Any, bool]]:
        """What has a name like this one, the most alike first, each once."""
        scored = sorted(((likeness(text, name).score, name) for name in self.by_name), reverse=True)
        near = [(row, score >= SURE) for score, name in scored if score >= ALIKE for row in self.by_name[name]]
        return list({row.pk: (row, likely) for row, likely in reversed(near)}.values())[::-1]
