from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="twinning.senior_high_schools",
        label=_("Twinned senior high schools"),
        unit="school",
        definition=_("Senior high schools in twinning, counted as the agreement counts them."),
    ),
    Figure(
        key="twinning.junior_high_schools",
        label=_("Twinned junior high schools"),
        unit="school",
        definition=_("Junior high schools in twinning, counted as the agreement counts them."),
    ),
    Figure(
        key="twinning.medical_institutions",
        label=_("Twinned medical institutions"),
        unit="hospital",
        definition=_("Medical institutions of both sides in twinning."),
    ),
]
