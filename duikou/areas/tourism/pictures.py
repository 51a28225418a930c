from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, by, chain, monthly_by

pictures = [
    Picture(_("Visitors by month and origin"), monthly_by("tourism.visitors", "origin")),
    Picture(_("Visitors by route"), by("tourism.visitors", "route")),
    Picture(_("Routes and visitors"), chain("tourism.routes", "tourism.visitors")),
]
