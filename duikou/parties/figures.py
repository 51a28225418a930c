from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="governance.working_groups",
        label=_("Working groups"),
        unit="body",
        definition=_("Working groups that the two sides set up for the cooperation, counted while they exist."),
    ),
]
