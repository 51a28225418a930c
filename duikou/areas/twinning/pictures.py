from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from duikou.ledger.discovery import figures
from duikou.ledger.figure import Scope
from duikou.ledger.picture import Link, Picture, by, flow


def ties(scope: Scope) -> Iterator[Link]:
    """From the northern side through each type of twinning to the southern side, each side as it counts its own."""
    for part in figures()["twinning.institutions_north"].split(scope, "type"):
        if part.reading.value:
            yield scope.pairing.short_a, part.label, part.reading.value.low
    for part in figures()["twinning.institutions_south"].split(scope, "type"):
        if part.reading.value:
            yield part.label, scope.pairing.short_b, part.reading.value.low


pictures = [
    Picture(_("Institutions in twinning, as each side counts its own"), flow(ties, "org")),
    Picture(_("Twinnings by type"), by("twinning.ties", "type")),
]
