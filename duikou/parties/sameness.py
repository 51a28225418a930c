"""When two organisations may be one: an abbreviation, a former name, a second entry of the same firm."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duikou.engines.names import Likeness as NameLikeness
from duikou.engines.names import abbreviations, likeness, normalised, place_of
from duikou.ledger.sameness import Comparison, Likeness
from duikou.parties.models import Organisation

LONGEST_KEY = 3  # characters of a shared piece of a name that bring two records together


def alike_names(one: str, two: str) -> NameLikeness:
    return likeness(one, two)


def name_keys(name: str) -> set[str]:
    """Two-character pieces of the name without place and legal form, and its abbreviations."""
    core = normalised(name)
    pieces = {core[start : start + 2] for start in range(len(core) - 1)}
    return {f"name {piece}" for piece in pieces | set(abbreviations(name))}


def keys(organisation: Organisation) -> set[str]:
    found = set().union(*(name_keys(name) for name in [organisation.title, *_aliases(organisation)]))
    if organisation.uscc:
        found.add(f"uscc {organisation.uscc}")
    return found | {f"makes {piece}" for piece in _pieces(organisation.offers, LONGEST_KEY)}


def _aliases(organisation: Organisation) -> list[str]:
    return [name.strip() for name in organisation.known_as.split("、") if name.strip()]


def _pieces(text: str, size: int) -> set[str]:
    return {text[start : start + size] for start in range(len(text) - size + 1)}


def compare(one: Organisation, two: Organisation) -> Likeness:
    if one.uscc and two.uscc:
        same = one.uscc == two.uscc
        return Likeness(1.0 if same else 0.0, (_("the same unified social credit code"),) if same else ())
    best = max(
        (alike_names(a, b) for a in [one.title, *_aliases(one)] for b in [two.title, *_aliases(two)]),
        key=lambda found: found.score,
    )
    score, reasons = best.score, list(best.reasons)
    shared = _longest_shared(one.offers, two.offers)
    if len(shared) >= LONGEST_KEY:
        score, reasons = score + 0.3, [*reasons, _("both make %(product)s") % {"product": shared}]
    if one.home and one.home == two.home and reasons:
        score, reasons = score + 0.05, [*reasons, _("both belong to %(side)s") % {"side": _home(one)}]
    if one.type != two.type or (one.home and two.home and one.home != two.home) or _elsewhere(one.title, two.title):
        score -= 0.5
    return Likeness(max(min(score, 1.0), 0.0), tuple(reasons))


def _elsewhere(one: str, two: str) -> bool:
    """Both names say where they are, and it is not the same place."""
    first, second = place_of(one), place_of(two)
    return bool(first and second) and first not in second and second not in first


def _home(organisation: Organisation) -> str:
    return str(organisation.pairing.side_name(organisation.home))


def _longest_shared(one: str, two: str) -> str:
    """The longest piece that two texts share; "" when they share none."""
    for size in range(min(len(one), len(two)), 0, -1):
        shared = _pieces(one, size) & _pieces(two, size)
        if shared:
            return min(shared)
    return ""


comparisons = [Comparison(Organisation, keys, compare)]
