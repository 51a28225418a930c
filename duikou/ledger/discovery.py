"""Finds what the apps declare: registers, figures, panels and chapters, in the order of the story."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

from django.apps import AppConfig, apps
from django.conf import settings

if TYPE_CHECKING:
    from duikou.ledger.figure import AnyFigure
    from duikou.ledger.register import Register


def story() -> list[AppConfig]:
    """Our apps in the order in which the settings tell the story."""
    by_name = {app.name: app for app in apps.get_app_configs()}
    return [by_name[name] for name in settings.STORY if name in by_name]


@cache
def declared(module_name: str) -> tuple[tuple[AppConfig, ModuleType], ...]:
    """The modules of this name with the apps that have one; looked for once, since every page asks."""
    found = [(app, f"{app.name}.{module_name}") for app in story()]
    return tuple((app, import_module(name)) for app, name in found if find_spec(name))


@cache
def registers() -> dict[str, Register]:
    """Every declared register by its name in addresses."""
    found: dict[str, Register] = {}
    for _, module in declared("register"):
        for register in module.registers:
            if register.name in found:
                raise ValueError(f"two registers are named {register.name!r}")
            found[register.name] = register
    return found


@cache
def register_of(kind: str) -> Register | None:
    """The register that lists records of this kind (a model label)."""
    return next((register for register in registers().values() if register.kind == kind), None)


@cache
def figures() -> dict[str, AnyFigure]:
    """Every declared figure by key."""
    found: dict[str, AnyFigure] = {}
    for _, module in declared("figures"):
        for figure in module.figures:
            if figure.key in found:
                raise ValueError(f"two figures have the key {figure.key!r}")
            found[figure.key] = figure
    return found


@cache
def figures_of(app_label: str) -> list[AnyFigure]:
    """The figures that one app declares."""
    return [figure for app, module in declared("figures") if app.label == app_label for figure in module.figures]
