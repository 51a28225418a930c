"""The words for units, in one place."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

UNITS = {
    "CNY": pgettext_lazy("unit", "yuan"), "t": pgettext_lazy("unit", "t"), "t/year": pgettext_lazy("unit", "t a year"), "m2": pgettext_lazy("unit", "m²"), "km2": pgettext_lazy("unit", "km²"), "percent": "%",
    "person": pgettext_lazy("unit", "people"), "project": pgettext_lazy("unit", "projects"), "meeting": pgettext_lazy("unit", "meetings"), "item": pgettext_lazy("unit", "items"),
    "visit": pgettext_lazy("unit", "visits"), "event": pgettext_lazy("unit", "events"), "body": pgettext_lazy("unit", "bodies"), "category": pgettext_lazy("unit", "categories"),
    "org": pgettext_lazy("unit", "organisations"), "school": pgettext_lazy("unit", "schools"), "hospital": pgettext_lazy("unit", "hospitals"), "batch": pgettext_lazy("unit", "batches"),
    "route": pgettext_lazy("unit", "routes"), "tank": pgettext_lazy("unit", "tanks"), "agreement": pgettext_lazy("unit", "agreements"), "signing": pgettext_lazy("unit", "signings"),
}  # fmt: skip


def unit_label(name: str) -> str:
    return str(UNITS.get(name, name))
