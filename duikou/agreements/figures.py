from django.utils.translation import gettext_lazy as _

from duikou.agreements.models import Agreement, Obligation
from duikou.ledger.figure import Dimension, Figure, Measure, Ratio

BY = {"type": Dimension("type", _("type")), "side": Dimension("side", _("entered by"))}

figures = [
    Figure(
        key="agreements.signed",
        label=_("Agreements signed"),
        unit="agreement",
        definition=_(
            "All agreements of the cooperation, binding or not, each counted once on the day of signing; amendments are versions."
        ),
        rows=Agreement.objects.original,
        dimensions=BY,
    ),
    Figure(
        key="agreements.binding",
        label=_("Binding agreements"),
        unit="agreement",
        definition=_("Agreements that bind: all but framework agreements and letters of intent."),
        rows=Agreement.objects.binding,
        dimensions=BY,
    ),
    Figure(
        key="agreements.not_binding",
        label=_("Framework agreements and letters of intent"),
        unit="agreement",
        definition=_("Framework agreements and letters of intent, counted apart from contracts."),
        rows=Agreement.objects.not_binding,
        dimensions=BY,
    ),
    Figure(
        key="agreements.amount",
        label=_("Amount of binding agreements"),
        unit="CNY",
        definition=_("Amounts of binding agreements as signed; letters of intent and frameworks are left out."),
        rows=Agreement.objects.binding,
        measure=Measure("amount"),
        dimensions=BY,
    ),
    Figure(
        key="agreements.obligations_due",
        label=_("Obligations due"),
        unit="item",
        definition=_("Obligations of agreements whose day has come."),
        rows=Obligation.objects.all,
        date="due_on",
        dimensions={"type": Dimension("under__type", _("type")), "side": Dimension("side", _("entered by"))},
    ),
    Figure(
        key="agreements.obligations_fulfilled",
        label=_("Obligations fulfilled"),
        unit="item",
        definition=_("Obligations that were due and are fulfilled, each counted on the day it was due."),
        rows=Obligation.objects.fulfilled,
        date="due_on",
        dimensions={"type": Dimension("under__type", _("type")), "side": Dimension("side", _("entered by"))},
    ),
    Ratio(
        key="agreements.fulfilment_rate",
        label=_("Fulfilment of agreements"),
        definition=_("Obligations fulfilled as a share of obligations due."),
        numerator="agreements.obligations_fulfilled",
        denominator="agreements.obligations_due",
    ),
]
