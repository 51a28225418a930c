from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, by, monthly_by

pictures = [
    Picture(
        _("Visitors by month and origin"), monthly_by("tourism.visitors", "origin"), by("tourism.visitors", "route")
    ),
]
