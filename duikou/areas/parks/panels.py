from django.utils.translation import gettext_lazy as _

from duikou.areas.parks.models import Park
from duikou.ledger.panel import Panel, rows_of

panels = [
    Panel(Park, _("Parcels"), rows_of("parcels", lambda row: row.get_use_display())),
    Panel(Park, _("Infrastructure works"), rows_of("works_there")),
    Panel(Park, _("Tenants"), rows_of("tenants")),
]
