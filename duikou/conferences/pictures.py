from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, by

pictures = [Picture(_("Joint conferences by host"), by("conferences.held", "host"))]
