"""Where what a text says would be entered: the register and the field, and what its form starts with."""

from __future__ import annotations

from typing import Any

from duikou.accounts.models import Membership
from duikou.briefs.models import Finding, Text
from duikou.ledger.discovery import figures, register_of, registers
from duikou.ledger.fields import QuantityField
from duikou.ledger.figure import Figure
from duikou.ledger.register import Register


def offered(membership: Membership) -> list[Register]:
    """Registers that people enter by hand; a member who may enter sees them all."""
    return [register for register in registers().values() if register.by_hand] if membership.may("enter") else []


def proposed(finding: Finding) -> Register:
    """The register of the figure's records; without a figure the first that holds a quantity of the unit."""
    figure = figures().get(finding.figure)
    if isinstance(figure, Figure) and figure.rows is not None and figure.measure.of:
        found = register_of(figure.rows().model.kind_name())
        if found and found.by_hand:
            return found
    if figure is None:
        fitting = [register for register in registers().values() if register.by_hand and _field(register, finding)]
        if fitting:
            return fitting[0]
    return registers()["balances"]


def _field(register: Register, finding: Finding) -> str:
    """The field of a register that takes the quantity: the measure of the figure, else the first of its unit."""
    figure = figures().get(finding.figure)
    if isinstance(figure, Figure) and figure.measure.of in register.form:
        return figure.measure.of
    if register.name == "balances":
        return "value"
    model_fields = [register.model._meta.get_field(name) for name in register.form]
    held = [field for field in model_fields if isinstance(field, QuantityField) and field.unit == finding.unit]
    return held[0].name if held else ""


def initial(text: Text, finding: Finding, register: Register, sentence: str) -> dict[str, Any]:
    """What the form starts with: the words of the text, its day, its number."""
    first: dict[str, Any] = {
        "title": sentence.strip()[:100],
        "happened_on": text.happened_on,
        "note": f"《{text.title}》",
    }
    if finding.quantity and (name := _field(register, finding)):
        first[name] = finding.quantity
    if register.name == "balances":
        first |= {
            "figure": finding.figure,
            "title": str(figures()[finding.figure].label) if finding.figure else first["title"],
        }
    return first
