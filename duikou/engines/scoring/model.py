from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from duikou.engines.scoring.numbers import SchemeError, is_number, number
from duikou.engines.scoring.shapes import check


@dataclass(frozen=True)
class Item:
    """One line of a scheme.

    `form` names the arithmetic (see forms.py), `figures` what it reads, `settings` its numbers. `weight` multiplies,
    `cap` and `floor` bound the item's score. `kind` is item, bonus, deduction, veto or notice (a floor
    that scores nothing and is named where it is missed); `once` names the project-like
    figure under which a bonus counts only once. `not_counted` are kinds left out of a figure that is given by kind.
    """

    key: str
    form: str
    label: str = ""
    figures: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    weight: Decimal = Decimal(1)
    cap: Decimal | None = None
    floor: Decimal | None = None
    kind: str = "item"
    once: str = ""
    block: str = ""
    not_counted: tuple[str, ...] = ()

    def reads(self) -> list[str]:
        """Every figure that the item reads, whatever its form, each once."""
        settings, found = self.settings, list(self.figures)
        for row in (*settings.get("parts", ()), *settings.get("bands", ())):
            found.append(row["figure"])
        for name in ("credits", "penalties"):
            found += list(settings.get(name, {}))
        for step in settings.get("steps", ()):
            found += list(step["least"])
        named = (settings.get(name) for name in ("target", "divisor", "fault"))
        found += [one for one in named if isinstance(one, str) and one and not is_number(one)]
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Scheme:
    """Items with the rules of grading. `grades` are (name, least score) from the best down, or (name, share) as quotas."""

    key: str
    items: tuple[Item, ...]
    label: str = ""
    places: int | None = None
    cap: Decimal | None = None
    floor: Decimal | None = Decimal(0)
    blocks: Mapping[str, Decimal] = field(default_factory=dict)
    bonus_cap: Decimal | None = None
    grades: tuple[tuple[str, Decimal], ...] = ()
    quotas: Mapping[str, Decimal] = field(default_factory=dict)
    jumps: tuple[tuple[str, Decimal], ...] = ()
    not_counted: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitValues:
    """What a unit brings: figures by name (null is not reported, which is not zero), its group, proofs that lack."""

    unit: str
    figures: Mapping[str, Any]
    group: str = ""
    missing_proof: tuple[str, ...] = ()


KINDS = ("item", "bonus", "deduction", "veto", "notice")


def _known(data: Any, of: type, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise SchemeError(f"{where}: an object is needed")
    names = {one.name for one in fields(of)}
    unknown = sorted(set(data) - names)
    if unknown:
        raise SchemeError(f"{where}: unknown field “{unknown[0]}”; known are {', '.join(sorted(names))}")
    return data


def _optional(data: Mapping[str, Any], name: str, where: str) -> Decimal | None:
    return number(data[name], f"{where}.{name}") if data.get(name) is not None else None


def read_scheme(data: Any) -> Scheme:
    """A scheme from parsed JSON. Raises SchemeError that names the place."""
    from duikou.engines.scoring.forms import FORMS

    given = _known(data, Scheme, "scheme")
    if not isinstance(given.get("items"), list) or not given["items"]:
        raise SchemeError("scheme.items: a list of at least one item is needed")
    left_out = tuple(str(kind) for kind in given.get("not_counted", ()))
    items = tuple(_item(one, f"scheme.items[{place}]", FORMS, left_out) for place, one in enumerate(given["items"]))
    keys = [item.key for item in items]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise SchemeError(f"scheme.items: the key “{twice}” stands twice")
    pairs = {name: _pairs(given.get(name, []), f"scheme.{name}") for name in ("grades", "jumps")}
    return Scheme(
        key=str(given.get("key", "scheme")), items=items, label=str(given.get("label", "")),
        places=int(number(given["places"], "scheme.places")) if given.get("places") is not None else None,
        cap=_optional(given, "cap", "scheme"),
        floor=_optional(given, "floor", "scheme") if "floor" in given else Decimal(0),
        blocks={key: number(value, f"scheme.blocks.{key}") for key, value in given.get("blocks", {}).items()},
        bonus_cap=_optional(given, "bonus_cap", "scheme"),
        grades=pairs["grades"], jumps=pairs["jumps"],
        quotas={key: number(value, f"scheme.quotas.{key}") for key, value in given.get("quotas", {}).items()},
        not_counted=left_out,
    )  # fmt: skip


def _pairs(data: Any, where: str) -> tuple[tuple[str, Decimal], ...]:
    try:
        return tuple((str(name), number(value, where)) for name, value in data)
    except (TypeError, ValueError) as error:
        if isinstance(error, SchemeError):
            raise
        raise SchemeError(f"{where}: a list of [name, number] is needed") from None


def _item(data: Any, where: str, forms: Mapping[str, Any], left_out: tuple[str, ...]) -> Item:
    given = _known(data, Item, where)
    for name in ("key", "form"):
        if not given.get(name):
            raise SchemeError(f"{where}: “{name}” is missing")
    if given["form"] not in forms:
        raise SchemeError(f"{where}.form: no form “{given['form']}”; known are {', '.join(sorted(forms))}")
    kind = given.get("kind", "item")
    if kind not in KINDS:
        raise SchemeError(f"{where}.kind: “{kind}” is none of {', '.join(KINDS)}")
    settings = given.get("settings", {})
    needed = forms[given["form"]].settings
    unknown = sorted(set(settings) - set(needed))
    if unknown:
        raise SchemeError(f"{where}.settings: unknown field “{unknown[0]}”; known are {', '.join(sorted(needed))}")
    check(settings, f"{where}.settings")
    item = Item(
        key=str(given["key"]), form=given["form"], label=str(given.get("label", "")),
        figures=tuple(given.get("figures", ())), settings=settings,
        weight=number(given.get("weight", 1), f"{where}.weight"), cap=_optional(given, "cap", where),
        floor=_optional(given, "floor", where), kind=kind, once=str(given.get("once", "")),
        block=str(given.get("block", "")), not_counted=tuple(given.get("not_counted", left_out)),
    )  # fmt: skip
    if forms[item.form].figures == "one" and not item.figures:
        raise SchemeError(f"{where}.figures: the form “{item.form}” reads at least one figure")
    return item


def read_values(data: Any) -> list[UnitValues]:
    """Figures per unit from parsed JSON: {"units": [{"unit", "group"?, "figures": {…}, "missing_proof"?: […]}]}."""
    if not isinstance(data, dict) or not isinstance(data.get("units"), list):
        raise SchemeError("values: an object with a list “units” is needed")
    unknown = sorted(set(data) - {"units"})
    if unknown:
        raise SchemeError(f"values: unknown field “{unknown[0]}”; known is units")
    found = []
    for place, one in enumerate(data["units"]):
        given = _known(one, UnitValues, f"values.units[{place}]")
        if not given.get("unit"):
            raise SchemeError(f"values.units[{place}]: “unit” is missing")
        if not isinstance(given.get("figures", {}), dict):
            raise SchemeError(f"values.units[{place}].figures: an object of name and number is needed")
        found.append(
            UnitValues(
                str(given["unit"]),
                given.get("figures", {}),
                str(given.get("group", "")),
                tuple(given.get("missing_proof", ())),
            )
        )
    return found
