from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, beside, by

pictures = [
    Picture(
        _("Decided and signed by conference"),
        beside("conference", "conferences.matters_decided", "conferences.projects_signed"),
    ),
    Picture(_("Joint conferences by host"), by("conferences.held", "host")),
]
