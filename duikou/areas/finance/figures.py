from django.utils.translation import gettext_lazy as _

from duikou.areas.finance.models import Branch, CreditLine, FinancingNeed
from duikou.ledger.figure import Dimension, Figure, Measure, Ratio

figures = [
    Figure(
        key="finance.institutions",
        label=_("Financial institutions set up"),
        unit="org",
        definition=_("Financial institutions that one side set up at the other."),
        rows=Branch.objects.all,
    ),
    Figure(
        key="finance.credit_lines",
        label=_("Credit lines"),
        unit="CNY",
        definition=_("Credit held ready for enterprises brought in."),
        rows=CreditLine.objects.all,
        measure=Measure("amount"),
    ),
    Figure(
        key="finance.needs",
        label=_("Financing needs"),
        unit="CNY",
        definition=_("Money that enterprises said they need."),
        rows=FinancingNeed.objects.all,
        measure=Measure("amount"),
        dimensions={"outcome": Dimension("outcome", _("outcome"))},
    ),
    Figure(
        key="finance.needs_met",
        label=_("Financing needs met"),
        unit="CNY",
        definition=_("Needs of enterprises that were met, as asked for."),
        rows=FinancingNeed.objects.met,
        measure=Measure("amount"),
    ),
    Ratio(
        key="finance.needs_met_rate",
        label=_("Share of needs met"),
        definition=_("Financing needs met as a share of the needs."),
        numerator="finance.needs_met",
        denominator="finance.needs",
    ),
]
