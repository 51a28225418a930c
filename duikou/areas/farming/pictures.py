from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, by

pictures = [Picture(_("Sales by goods"), by("farming.sales_amount", "goods"))]
