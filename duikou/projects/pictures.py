from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, chain

pictures = [
    Picture(
        _("From the lead to production"),
        chain(
            "projects.leads",
            "projects.signings",
            "projects.signed",
            "projects.performed",
            "projects.started",
            "projects.in_production",
        ),
    )
]
