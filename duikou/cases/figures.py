from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="cases.storage_tanks_full",
        label=_("Storage tanks full"),
        unit="tank",
        definition=_("Storage tanks reported full in an enterprise appeal."),
    ),
]
