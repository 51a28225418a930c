from django.utils.translation import gettext_lazy as _

from duikou.areas.talent.models import Batch, Posting
from duikou.ledger.figure import Dimension, Figure, Measure

figures = [
    Figure(
        key="talent.cadres_sent",
        label=_("Cadres sent"),
        unit="person",
        definition=_("Cadres whom side A sent to posts at side B."),
        rows=Batch.objects.cadres_sent,
        measure=Measure("people"),
    ),
    Figure(
        key="talent.cadres_sent_batches",
        label=_("Batches of cadres sent"),
        unit="batch",
        definition=_("Batches in which side A sent cadres to posts at side B."),
        rows=Batch.objects.cadres_sent,
    ),
    Figure(
        key="talent.cadres_received",
        label=_("Cadres received"),
        unit="person",
        definition=_("Cadres of side B who came to side A to study and exchange."),
        rows=Batch.objects.cadres_received,
        measure=Measure("people"),
    ),
    Figure(
        key="talent.cadres_received_batches",
        label=_("Batches of cadres received"),
        unit="batch",
        definition=_("Batches in which cadres of side B came to side A."),
        rows=Batch.objects.cadres_received,
    ),
    Figure(
        key="talent.entrepreneurs_trained",
        label=_("Entrepreneurs trained"),
        unit="person",
        definition=_(
            "Entrepreneurs and financial executives of side A trained at side B. Whether they stand inside the total sent is open."
        ),
        rows=Batch.objects.entrepreneurs,
        measure=Measure("people"),
    ),
    Figure(
        key="talent.sent_total",
        label=_("People sent in all"),
        unit="person",
        definition=_("Cadres, entrepreneurs and professionals whom side A sent to side B to study, in all."),
        rows=Batch.objects.sent,
        measure=Measure("people"),
        dimensions={"programme": Dimension("programme", _("programme"))},
    ),
    Figure(
        key="talent.received_total",
        label=_("People received in all"),
        unit="person",
        definition=_(
            "Cadres, entrepreneurs and professionals of side B who came to side A to study or to help, in all."
        ),
        rows=Batch.objects.received,
        measure=Measure("people"),
        dimensions={"programme": Dimension("programme", _("programme"))},
    ),
    Figure(
        key="talent.sent_total_batches",
        label=_("Batches sent in all"),
        unit="batch",
        definition=_("Batches in which side A sent people to side B to study, in all."),
        rows=Batch.objects.sent,
    ),
    Figure(
        key="talent.people_posted",
        label=_("People posted"),
        unit="person",
        definition=_("People on posts at the partner, each counted once however often posted."),
        rows=Posting.objects.first_of_person,
    ),
    Figure(
        key="talent.postings",
        label=_("Postings"),
        unit="item",
        definition=_("Postings in person-times: one who was posted twice counts twice."),
        rows=Posting.objects.all,
    ),
]
