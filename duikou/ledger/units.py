"""The words for units, in one place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

UNITS = {
    "CNY": _("yuan"), "t": _("t"), "t/year": _("t a year"), "m2": _("m²"), "km2": _("km²"), "percent": "%",
    "person": _("people"), "project": _("projects"), "meeting": _("meetings"), "item": _("items"),
    "visit": _("visits"), "event": _("events"), "body": _("bodies"), "category": _("categories"),
    "org": _("organisations"), "school": _("schools"), "hospital": _("hospitals"), "batch": _("batches"),
    "route": _("routes"), "tank": _("tanks"), "agreement": _("agreements"),
}  # fmt: skip


def unit_label(name: str) -> str:
    return str(UNITS.get(name, name))
