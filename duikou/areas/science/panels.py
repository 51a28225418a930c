from django.utils.translation import gettext_lazy as _

from duikou.areas.science.models import Alliance
from duikou.ledger.panel import Panel, rows_of

panels = [Panel(Alliance, _("Members"), rows_of("members"))]
