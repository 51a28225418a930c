from django.utils.translation import gettext_lazy as _

from duikou.areas.science.models import AllianceMember, Laboratory, Transfer
from duikou.ledger.figure import Dimension, Figure, Measure

figures = [
    Figure(
        key="science.alliance_members",
        label=_("Members of alliances"),
        unit="org",
        definition=_("Organisations of both sides that signed an innovation alliance."),
        rows=AllianceMember.objects.all,
        dimensions={"alliance": Dimension("in_alliance__title", _("alliance"))},
    ),
    Figure(
        key="science.platforms",
        label=_("Platforms and centres"),
        unit="org",
        definition=_("Platforms, centres, workstations and incubators run or built together."),
        rows=Laboratory.objects.all,
        dimensions={"type": Dimension("type", _("type"))},
    ),
    Figure(
        key="science.transfers",
        label=_("Results transferred"),
        unit="item",
        definition=_("Results of research that enterprises took over."),
        rows=Transfer.objects.all,
    ),
    Figure(
        key="science.transfer_amount",
        label=_("Amount of transfers"),
        unit="CNY",
        definition=_("Money paid for results of research."),
        rows=Transfer.objects.all,
        measure=Measure("amount"),
    ),
]
