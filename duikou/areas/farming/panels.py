from django.utils.translation import gettext_lazy as _

from duikou.areas.farming.models import Offtake
from duikou.ledger.panel import Panel, rows_of

panels = [Panel(Offtake, _("Deliveries"), rows_of("deliveries"))]
