from django.utils.translation import gettext_lazy as _

from duikou.conferences.models import Conference
from duikou.ledger.panel import Panel, rows_of

panels = [Panel(Conference, _("Matters decided"), rows_of("matters"))]
