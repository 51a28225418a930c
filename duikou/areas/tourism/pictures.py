from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, by

pictures = [Picture(_("Visitors by route"), by("tourism.visitors", "route"))]
