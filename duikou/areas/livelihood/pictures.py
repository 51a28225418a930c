from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, beside, by

pictures = [
    Picture(_("Funding given and paid out, by giver"), beside("giver", "livelihood.funding", "livelihood.disbursed")),
    Picture(_("Livelihood projects by stage"), by("livelihood.projects", "stage")),
]
