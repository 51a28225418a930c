from django.utils.translation import gettext_lazy as _

from duikou.agreements.models import Agreement
from duikou.ledger.figure import Dimension, Figure

BY = {"type": Dimension("type", _("type")), "side": Dimension("side", _("entered by"))}

figures = [
    Figure(
        key="agreements.signed",
        label=_("Agreements signed"),
        unit="agreement",
        definition=_("All agreements of the cooperation, binding or not, each counted on the day of signing."),
        rows=Agreement.objects.all,
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
]
