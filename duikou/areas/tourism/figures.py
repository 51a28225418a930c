from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="tourism.routes",
        label=_("Tourist routes"),
        unit="route",
        definition=_("Tourist routes brought out together and in operation."),
    ),
    Figure(
        key="tourism.visitors",
        label=_("Visitors from the partner"),
        unit="person",
        definition=_("Visitors from the partner city on these routes."),
    ),
]
