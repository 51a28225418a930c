from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, chain, priced

pictures = [
    Picture(_("Sold outside by month, with the mean price"), priced("farming.sales_amount", "farming.sold_outside")),
    Picture(_("Intended and contracted a year"), chain("farming.offtake_intended", "farming.offtake_contracted")),
]
