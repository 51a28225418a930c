from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="science.alliance_members",
        label=_("Members of alliances"),
        unit="org",
        definition=_("Organisations of both sides that signed an innovation alliance."),
    ),
]
