from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="livelihood.projects",
        label=_("Livelihood projects"),
        unit="project",
        definition=_("Livelihood and infrastructure projects that the partner city supports."),
    ),
    Figure(
        key="livelihood.partner_funding",
        label=_("Funding by the partner"),
        unit="CNY",
        definition=_("Money that the partner city gives for livelihood and infrastructure projects."),
    ),
]
