"""When two projects may be one: re-signed, a phase entered apart, or an investor under another name."""

from __future__ import annotations

from duikou.engines.quantities import Quantity
from duikou.ledger.fields import as_text, quantity_of
from duikou.ledger.sameness import Comparison, Likeness
from duikou.parties.sameness import alike_names, name_keys
from duikou.projects.models import Project


def keys(project: Project) -> set[str]:
    own = {f"product {project.product}"} if project.product else set()
    investor = {f"investor {project.investor_id}"} if project.investor_id else set()
    return own | investor | name_keys(project.title)


def compare(one: Project, two: Project) -> Likeness:
    names = alike_names(one.title, two.title)
    reasons, score = list(names.reasons), 0.55 * names.score
    investor = _same_investor(one, two)
    for share, reason in (
        (0.3, investor),
        (0.2, _same_quantity(one, two, "capacity")),
        (0.15, _same_quantity(one, two, "investment_planned")),
        (0.1, one.product and one.product == two.product and one.product),
    ):
        if reason:
            score, reasons = score + share, [*reasons, str(reason)]
    return Likeness(min(score, 1.0), tuple(reasons))


def _same_investor(one: Project, two: Project) -> str:
    if not one.investor or not two.investor:
        return ""
    firms = {firm.same_as_id or firm.pk for firm in (one.investor, two.investor)}
    if len(firms) == 1:
        return one.investor.title
    likeness = alike_names(one.investor.title, two.investor.title)
    return f"{one.investor.title} ≈ {two.investor.title}" if likeness.score >= 0.6 else ""


def _same_quantity(one: Project, two: Project, field: str) -> str:
    held: list[Quantity | None] = [quantity_of(project, field) for project in (one, two)]
    same = held[0] is not None and held[1] is not None and held[0].low == held[1].low
    return f"{Project._meta.get_field(field).verbose_name} {as_text(held[0])}" if same else ""  # type: ignore[union-attr]


comparisons = [Comparison(Project, keys, compare, relations=("investor",))]
