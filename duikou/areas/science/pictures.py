from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, by

pictures = [Picture(_("Platforms and centres by type"), by("science.platforms", "type"))]
