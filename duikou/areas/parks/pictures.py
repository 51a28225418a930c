from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, land

pictures = [
    Picture(_("Land of the park by use"), land("parks.parcels", "use")),
]
