from django.utils.translation import gettext_lazy as _

from duikou.areas.tourism.models import Route
from duikou.ledger.panel import Panel, rows_of

panels = [Panel(Route, _("Tour groups"), rows_of("groups"))]
