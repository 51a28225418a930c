from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, by

pictures = [Picture(_("Funding by who gives it"), by("livelihood.funding", "giver"))]
