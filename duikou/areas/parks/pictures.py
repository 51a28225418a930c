from django.utils.translation import gettext_lazy as _

from duikou.ledger.picture import Picture, by

pictures = [Picture(_("Land of the park by use"), by("parks.parcels", "use"))]
