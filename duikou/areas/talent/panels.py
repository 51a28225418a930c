from django.utils.translation import gettext_lazy as _

from duikou.areas.talent.models import Batch
from duikou.ledger.panel import Panel, rows_of

panels = [Panel(Batch, _("Postings"), rows_of("postings", lambda row: row.position))]
