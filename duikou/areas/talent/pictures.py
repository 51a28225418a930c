from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from duikou.ledger.discovery import figures
from duikou.ledger.figure import Scope
from duikou.ledger.picture import Link, Picture, chain, flow


def journeys(scope: Scope) -> Iterator[Link]:
    """From the side that sent people to the programme they went for."""
    for key, home in (("talent.sent_total", scope.pairing.short_a), ("talent.received_total", scope.pairing.short_b)):
        for part in figures()[key].split(scope, "programme"):
            if part.reading.value:
                yield home, part.label, part.reading.value.low


pictures = [
    Picture(_("Who sends people for what"), flow(journeys, "person")),
    Picture(
        _("People sent and received"),
        chain("talent.sent_total", "talent.cadres_received", "talent.cadres_sent", "talent.entrepreneurs_trained"),
    ),
]
