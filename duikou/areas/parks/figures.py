from django.utils.translation import gettext_lazy as _

from duikou.areas.parks.models import Infrastructure, Parcel, Park, Tenant
from duikou.ledger.figure import Dimension, Figure, Measure, Ratio

figures = [
    Figure(
        key="parks.area",
        label=_("Area of the co-built park"),
        unit="km2",
        definition=_("Planned area of the co-built park."),
        rows=Park.objects.all,
        measure=Measure("size"),
    ),
    Figure(
        key="parks.parcels",
        label=_("Land of the park"),
        unit="m2",
        definition=_("Area of the parcels of co-built parks, by use."),
        rows=Parcel.objects.all,
        measure=Measure("extent"),
        dimensions={"use": Dimension("use", _("use"))},
    ),
    Figure(
        key="parks.occupied",
        label=_("Land occupied"),
        unit="m2",
        definition=_("Area of parcels that an enterprise uses."),
        rows=Parcel.objects.occupied,
        measure=Measure("extent"),
    ),
    Ratio(
        key="parks.occupancy",
        label=_("Occupancy"),
        definition=_("Land occupied as a share of the land of the park."),
        numerator="parks.occupied",
        denominator="parks.parcels",
    ),
    Figure(
        key="parks.tenants",
        label=_("Tenants"),
        unit="org",
        definition=_("Enterprises in co-built parks that have not left."),
        rows=Tenant.objects.present,
    ),
    Figure(
        key="parks.output",
        label=_("Output of tenants"),
        unit="CNY",
        definition=_("Yearly output of the tenants, as last reported."),
        rows=Tenant.objects.present,
        measure=Measure("yearly_output"),
    ),
    Figure(
        key="parks.works_done",
        label=_("Infrastructure works done"),
        unit="item",
        definition=_("Infrastructure works of co-built parks that are finished."),
        rows=Infrastructure.objects.finished,
        date="done_on",
        dimensions={"type": Dimension("type", _("type"))},
    ),
]
