from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="talent.cadres_sent",
        label=_("Cadres sent"),
        unit="person",
        definition=_("Cadres whom side A sent to posts at side B."),
    ),
    Figure(
        key="talent.cadres_sent_batches",
        label=_("Batches of cadres sent"),
        unit="batch",
        definition=_("Batches in which side A sent cadres to posts at side B."),
    ),
    Figure(
        key="talent.cadres_received",
        label=_("Cadres received"),
        unit="person",
        definition=_("Cadres of side B who came to side A to study and exchange."),
    ),
    Figure(
        key="talent.cadres_received_batches",
        label=_("Batches of cadres received"),
        unit="batch",
        definition=_("Batches in which cadres of side B came to side A."),
    ),
    Figure(
        key="talent.entrepreneurs_trained",
        label=_("Entrepreneurs trained"),
        unit="person",
        definition=_(
            "Entrepreneurs and financial executives of side A trained at side B. Whether they stand inside the total sent is open."
        ),
    ),
    Figure(
        key="talent.sent_total",
        label=_("People sent in all"),
        unit="person",
        definition=_("Cadres, entrepreneurs and professionals whom side A sent to side B to study, in all."),
    ),
    Figure(
        key="talent.sent_total_batches",
        label=_("Batches sent in all"),
        unit="batch",
        definition=_("Batches in which side A sent people to side B to study, in all."),
    ),
]
