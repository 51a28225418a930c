from django.utils.translation import gettext_lazy as _

from duikou.areas.livelihood.models import Funding
from duikou.ledger.panel import Panel, rows_of

panels = [Panel(Funding, _("Disbursements"), rows_of("disbursements"))]
