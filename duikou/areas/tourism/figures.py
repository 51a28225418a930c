from django.utils.translation import gettext_lazy as _

from duikou.areas.tourism.models import Promotion, Route, TourGroup
from duikou.ledger.figure import Dimension, Figure, Measure

figures = [
    Figure(
        key="tourism.routes",
        label=_("Tourist routes"),
        unit="route",
        definition=_("Tourist routes brought out together and in operation."),
        rows=Route.objects.all,
    ),
    Figure(
        key="tourism.visitors",
        label=_("Visitors from the partner"),
        unit="person",
        definition=_("Visitors from the partner city on these routes."),
        rows=TourGroup.objects.all,
        measure=Measure("visitors"),
        dimensions={"route": Dimension("on_route__title", _("route")), "origin": Dimension("origin", _("origin"))},
    ),
    Figure(
        key="tourism.promotions",
        label=_("Tourism promotions"),
        unit="event",
        definition=_("Events to promote tourism at the partner."),
        rows=Promotion.objects.all,
    ),
]
