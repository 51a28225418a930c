from django.utils.translation import gettext_lazy as _

from duikou.areas.twinning.models import Tie
from duikou.ledger.panel import Panel, rows_of

panels = [Panel(Tie, _("Activities"), rows_of("activities"))]
