from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Dimension, Figure
from duikou.parties.models import Body

figures = [
    Figure(
        key="governance.working_groups",
        label=_("Working groups"),
        unit="body",
        definition=_("Working groups that the two sides set up for the cooperation, counted while they exist."),
        rows=Body.objects.working_groups,
        dimensions={"side": Dimension("home", _("side")), "field": Dimension("field", _("field of work"))},
    ),
]
