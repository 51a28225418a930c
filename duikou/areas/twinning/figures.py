from django.utils.translation import gettext_lazy as _

from duikou.areas.twinning.models import Activity, Tie
from duikou.ledger.figure import Dimension, Figure, Measure

figures = [
    Figure(
        key="twinning.senior_high_schools",
        label=_("Twinned senior high schools"),
        unit="school",
        definition=_("Senior high schools in twinning, counted as the agreement counts them."),
        rows=Tie.objects.senior_high,
        measure=Measure("institutions"),
    ),
    Figure(
        key="twinning.junior_high_schools",
        label=_("Twinned junior high schools"),
        unit="school",
        definition=_("Junior high schools in twinning, counted as the agreement counts them."),
        rows=Tie.objects.junior_high,
        measure=Measure("institutions"),
    ),
    Figure(
        key="twinning.medical_institutions",
        label=_("Twinned medical institutions"),
        unit="hospital",
        definition=_("Medical institutions of both sides in twinning."),
        rows=Tie.objects.medical,
        measure=Measure("institutions"),
    ),
    Figure(
        key="twinning.ties",
        label=_("Twinnings"),
        unit="item",
        definition=_("Agreements of twinning between institutions of the two sides."),
        rows=Tie.objects.all,
        dimensions={"type": Dimension("type", _("type"))},
    ),
    Figure(
        key="twinning.institutions_north",
        label=_("Twinned institutions, northern side"),
        unit="org",
        definition=_("Institutions of the northern side in twinning, as that side counts them."),
        rows=Tie.objects.all,
        measure=Measure("count_a"),
        dimensions={"type": Dimension("type", _("type"))},
    ),
    Figure(
        key="twinning.institutions_south",
        label=_("Twinned institutions, southern side"),
        unit="org",
        definition=_("Institutions of the southern side in twinning, as that side counts them."),
        rows=Tie.objects.all,
        measure=Measure("count_b"),
        dimensions={"type": Dimension("type", _("type"))},
    ),
    Figure(
        key="twinning.activities",
        label=_("Activities of twinnings"),
        unit="item",
        definition=_("What twinnings did: visits, lessons, consultations, joint training."),
        rows=Activity.objects.all,
        dimensions={"type": Dimension("of_tie__type", _("type"))},
    ),
]
