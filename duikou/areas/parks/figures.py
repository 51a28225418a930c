from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="parks.area",
        label=_("Area of the co-built park"),
        unit="km2",
        definition=_("Planned area of the co-built park."),
    ),
]
