"""A scheme and example values as the fields of a page, and back: what has many parts is one line of words for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.engines.scoring import SchemeError
from duikou.engines.scoring.forms import FORMS
from duikou.engines.scoring.model import KINDS
from duikou.engines.scoring.shapes import SHAPES

Words = Any
# Each form with the arithmetic as a clerk reads it.
FORM_WORDS: Mapping[str, tuple[Words, Words]] = {
    "ratio": (gettext_lazy("share of a target"), gettext_lazy("min(actual ÷ target, limit) × points")),
    "blend": (gettext_lazy("count and amount blended"), gettext_lazy("Σ(actual ÷ target × share) × points")),
    "basket": (gettext_lazy("least numbers in bands"), gettext_lazy("points − missing × penalty")),
    "credits": (gettext_lazy("credit for each"), gettext_lazy("base + Σ(number × credit)")),
    "faults": (gettext_lazy("full marks less faults"), gettext_lazy("points − Σ(number × penalty)")),
    "time_progress": (gettext_lazy("against what is due by now"), gettext_lazy("min(actual ÷ (target × time passed), limit) × points")),
    "steps": (gettext_lazy("steps"), gettext_lazy("points of the first step reached − faults × penalty")),
    "rate": (gettext_lazy("rate with extra above"), gettext_lazy("at the target: points + above × extra; below: proportional")),
    "given": (gettext_lazy("scores given by others"), gettext_lazy("Σ(mean of a kind of giver × its share), or the mean")),
    "sum": (gettext_lazy("sum"), gettext_lazy("Σ figures × factor")),
    "mean": (gettext_lazy("derived mean"), gettext_lazy("figure ÷ divisor × points")),
    "at_least": (gettext_lazy("least value"), gettext_lazy("points when reached, else 0")),
}  # fmt: skip
SETTING_WORDS: Mapping[str, tuple[Words, Words]] = {
    "target": (gettext_lazy("target"), gettext_lazy("a number or a figure")),
    "divisor": (gettext_lazy("divisor"), gettext_lazy("a number or a figure")),
    "limit": (gettext_lazy("limit"), gettext_lazy("1 caps at the target, 1.2 pays for over-performance")),
    "points": (gettext_lazy("points"), ""),
    "nothing_due": (gettext_lazy("points where nothing is due"), ""),
    "penalty": (gettext_lazy("penalty"), ""), "penalty_cap": (gettext_lazy("penalty at most"), ""),
    "fault": (gettext_lazy("figure of faults"), ""), "base": (gettext_lazy("base"), ""),
    "extra": (gettext_lazy("extra for each above"), ""), "factor": (gettext_lazy("factor"), ""),
    "least": (gettext_lazy("least value"), ""), "places": (gettext_lazy("decimal places"), ""),
    "parts": (gettext_lazy("parts"), gettext_lazy("one a line: figure, target, share")),
    "bands": (gettext_lazy("bands"), gettext_lazy("one a line: figure, least number")),
    "credits": (gettext_lazy("credits"), gettext_lazy("one a line: figure, credit")),
    "penalties": (gettext_lazy("penalties"), gettext_lazy("one a line: figure, penalty")),
    "shares": (gettext_lazy("shares"), gettext_lazy("one a line: figure, share; blank for the mean")),
    "steps": (gettext_lazy("steps"), gettext_lazy("one a line, the best first: points: figure ≥ value, figure ≥ value")),
}  # fmt: skip
KIND_WORDS = {
    "item": gettext_lazy("scored item"), "bonus": gettext_lazy("bonus"), "deduction": gettext_lazy("deduction"),
    "veto": gettext_lazy("veto"), "notice": gettext_lazy("named in the notice"),
}  # fmt: skip
PAIRS = ("grades", "jumps")  # lists of name and number
NUMBERS = ("blocks", "quotas")  # numbers by name
PLAIN = ("places", "cap", "floor", "bonus_cap")
OF_ITEM = ("weight", "cap", "floor", "once", "block")


@dataclass(frozen=True)
class Field:
    """One setting on the page."""

    name: str
    label: Words
    hint: Words
    text: str
    many: bool


@dataclass(frozen=True)
class ItemFields:
    number: int
    form: str
    form_label: Words
    arithmetic: Words
    given: Mapping[str, Any]
    figures: str
    settings: list[Field]

    @property
    def reads_figures(self) -> bool:
        return FORMS[self.form].figures != "none"


def words(name: str, value: Any) -> str:
    """A setting as it stands in its field."""
    shape = SHAPES[name]
    if value in (None, "", {}, []):
        return ""
    if name == "steps":
        return "\n".join(
            f"{step['points']}: {', '.join(f'{key} ≥ {least}' for key, least in step['least'].items())}"
            for step in value
        )
    if isinstance(shape, tuple):
        return "\n".join(", ".join(str(row[column]) for column in shape) for row in value)
    return pairs(value.items()) if shape == "numbers" else str(value)


def pairs(rows: Any) -> str:
    return "\n".join(f"{name}, {number}" for name, number in rows)


def value_of(name: str, text: str) -> Any:
    """A field's text as the setting it means. Raises SchemeError that quotes the line which is not understood."""
    shape, lines = SHAPES[name], _lines(text)
    if name == "steps":
        return [_step(line) for line in lines]
    if isinstance(shape, tuple):
        return [dict(zip(shape, _cells(line, len(shape)), strict=True)) for line in lines]
    return dict(_cells(line, 2) for line in lines) if shape == "numbers" else text.strip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _cells(line: str, many: int) -> list[str]:
    cells = [cell for cell in re.split(r"[,,\s]+", line) if cell]
    if len(cells) != many:
        raise SchemeError(_("“%(line)s”: %(n)s entries are needed, separated by commas.") % {"line": line, "n": many})
    return cells


def _step(line: str) -> dict[str, Any]:
    points, colon, rest = line.replace(":", ":").partition(":")
    conditions = [re.split(r"\s*(?:≥|>=)\s*", part.strip()) for part in re.split(r"[,,;;]", rest) if part.strip()]
    if not colon or not conditions or any(len(one) != 2 for one in conditions):
        raise SchemeError(_("“%(line)s”: write a step as 100: figure ≥ 1, figure ≥ 0.2") % {"line": line})
    return {"points": points.strip(), "least": dict(conditions)}  # type: ignore[arg-type]


def scheme_fields(scheme: Mapping[str, Any]) -> dict[str, str]:
    """What stands above the items."""
    found = {name: str(scheme.get(name) if scheme.get(name) is not None else "") for name in ("key", "label", *PLAIN)}
    found |= {name: pairs(scheme.get(name) or ()) for name in PAIRS}
    found |= {name: pairs((scheme.get(name) or {}).items()) for name in NUMBERS}
    return found | {"not_counted": "、".join(scheme.get("not_counted", ()))}


def item_fields(scheme: Mapping[str, Any]) -> list[ItemFields]:
    return [_item_fields(number, item) for number, item in enumerate(scheme.get("items", []))]


def _item_fields(number: int, item: Mapping[str, Any]) -> ItemFields:
    label, arithmetic = FORM_WORDS[item["form"]]
    settings = [_field(name, words(name, item.get("settings", {}).get(name))) for name in FORMS[item["form"]].settings]
    return ItemFields(number, item["form"], label, arithmetic, item, ", ".join(item.get("figures", ())), settings)


def _field(name: str, text: str) -> Field:
    return Field(name, *SETTING_WORDS[name], text, SHAPES[name] == "numbers" or isinstance(SHAPES[name], tuple))


def posted_fields(post: Mapping[str, str]) -> dict[str, str]:
    """What stands above the items, as it was sent, right or wrong."""
    return {name: post.get(f"s-{name}", "") for name in ("key", "label", *PLAIN, *PAIRS, *NUMBERS, "not_counted")}


def posted_items(post: Mapping[str, str]) -> list[ItemFields]:
    """The items as they were sent, right or wrong, so that nobody types anything twice."""
    return [_posted_item(post, number) for number in range(_count(post, "count"))]


def _posted_item(post: Mapping[str, str], number: int) -> ItemFields:
    given = {name: post.get(f"i-{number}-{name}", "") for name in ("key", "form", "label", "kind", "figures", *OF_ITEM)}
    form = given["form"] if given["form"] in FORMS else "sum"
    settings = [_field(name, post.get(f"i-{number}-set-{name}", "")) for name in FORMS[form].settings]
    return ItemFields(number, form, *FORM_WORDS[form], given, given["figures"], settings)


def scheme_of(post: Mapping[str, str]) -> dict[str, Any]:
    """The scheme that the page's fields describe. Raises SchemeError."""
    found: dict[str, Any] = {"key": post.get("s-key") or "scheme", "label": post.get("s-label", "").strip()}
    found |= {name: post[f"s-{name}"].strip() for name in PLAIN if post.get(f"s-{name}", "").strip()}
    found |= {name: [_cells(line, 2) for line in _lines(post.get(f"s-{name}", ""))] for name in PAIRS}
    found |= {name: dict(_cells(line, 2) for line in _lines(post.get(f"s-{name}", ""))) for name in NUMBERS}
    found["not_counted"] = _names(post.get("s-not_counted", ""))
    found["items"] = [_item_of(post, number) for number in range(_count(post, "count"))]
    return {name: value for name, value in found.items() if value or name == "items"}


def _count(post: Mapping[str, str], name: str) -> int:
    return min(int(post[name]), 60) if post.get(name, "").isdigit() else 0


def _names(text: str) -> list[str]:
    return [name for name in re.split(r"[,,、\s]+", text.strip()) if name]


def _item_of(post: Mapping[str, str], number: int) -> dict[str, Any]:
    def given(name: str) -> str:
        return post.get(f"i-{number}-{name}", "").strip()

    form = given("form") if given("form") in FORMS else "sum"
    settings = {name: given(f"set-{name}") for name in FORMS[form].settings}
    found: dict[str, Any] = {
        "key": given("key") or f"item{number + 1}", "label": given("label"), "form": form,
        "kind": given("kind") if given("kind") in KINDS else "item", "figures": _names(given("figures")),
        "settings": {name: value_of(name, text) for name, text in settings.items() if text},
    }  # fmt: skip
    return found | {name: given(name) for name in OF_ITEM if given(name)}


def new_item(form: str, scheme: Mapping[str, Any]) -> dict[str, Any]:
    """An item of a form to begin with; its key is not taken yet."""
    taken = {item["key"] for item in scheme.get("items", [])}
    key = next(f"item{n}" for n in range(1, 1000) if f"item{n}" not in taken)
    return {
        "key": key,
        "form": form if form in FORMS else "sum",
        "label": "",
        "figures": [],
        "settings": {"points": "10"} if "points" in FORMS.get(form, FORMS["sum"]).settings else {},
    }


def figure_text(value: Any) -> str:
    """A figure of a unit as it stands in its field: a number, several marks, or numbers by kind."""
    if isinstance(value, Mapping):
        return " ".join(f"{kind}={number}" for kind, number in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def figure_of(text: str) -> Any:
    """A field's text as a figure; blank is not reported, which is not zero."""
    parts = [part for part in re.split(r"[,,、\s]+", text.strip()) if part]
    if not parts:
        return None
    if all("=" in part for part in parts):
        return dict(part.split("=", 1) for part in parts)
    return parts[0] if len(parts) == 1 else parts


def values_of(post: Mapping[str, str], names: list[str]) -> dict[str, Any]:
    units = []
    for number in range(_count(post, "units")):
        unit = post.get(f"v-{number}-unit", "").strip()
        if unit:
            figures = {name: figure_of(post.get(f"v-{number}-f-{name}", "")) for name in names}
            units.append({"unit": unit, "group": post.get(f"v-{number}-group", "").strip(), "figures": figures})
    return {"units": units}


def value_rows(values: Mapping[str, Any], names: list[str]) -> list[tuple[Mapping[str, Any], list[tuple[str, str]]]]:
    """Units with a field for each figure that the scheme reads."""
    return [
        (unit, [(name, figure_text(unit.get("figures", {}).get(name))) for name in names])
        for unit in values.get("units", [])
    ]
