from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, by

pictures = [Picture(_("People sent by programme"), by("talent.sent_total", "programme"))]
