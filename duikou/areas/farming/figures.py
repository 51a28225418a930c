from django.utils.translation import gettext_lazy as _

from duikou.areas.farming.models import Delivery, Hall, Listing, Offtake, Sale
from duikou.ledger.figure import Dimension, Figure, Measure

figures = [
    Figure(
        key="farming.product_categories_online",
        label=_("Product categories online"),
        unit="category",
        definition=_("Categories of farm products listed on e-commerce platforms of the partner."),
        rows=Listing.objects.all,
        dimensions={"channel": Dimension("channel", _("channel"))},
    ),
    Figure(
        key="farming.sold_outside",
        label=_("Farm products sold outside"),
        unit="t",
        definition=_(
            "Farm products that all producers sold outside the region in a year, to any place and not to the partner alone."
        ),
        yearly=True,
        rows=Sale.objects.all,
        measure=Measure("quantity"),
        dimensions={"goods": Dimension("goods", _("goods")), "destination": Dimension("destination", _("destination"))},
    ),
    Figure(
        key="farming.offtake_intended",
        label=_("Offtake intended"),
        unit="t/year",
        definition=_("Yearly quantities named in letters of intent; contracts count apart."),
        rows=Offtake.objects.intended,
        measure=Measure("quantity"),
        dimensions={"goods": Dimension("goods", _("goods"))},
    ),
    Figure(
        key="farming.exhibition_area",
        label=_("Exhibition area"),
        unit="m2",
        definition=_("Area of exhibition halls given for farm products, framework agreements included."),
        rows=Hall.objects.all,
        measure=Measure("area_given"),
    ),
    Figure(
        key="farming.offtake_contracted",
        label=_("Offtake contracted"),
        unit="t/year",
        definition=_("Yearly quantities of binding offtake contracts."),
        rows=Offtake.objects.contracted,
        measure=Measure("quantity"),
        dimensions={"goods": Dimension("goods", _("goods"))},
    ),
    Figure(
        key="farming.delivered",
        label=_("Delivered under contracts"),
        unit="t",
        definition=_("Goods delivered under offtake contracts."),
        rows=Delivery.objects.all,
        measure=Measure("quantity"),
        dimensions={"goods": Dimension("under__goods", _("goods"))},
    ),
    Figure(
        key="farming.sales_amount",
        label=_("Amount of farm sales"),
        unit="CNY",
        definition=_("Money from farm products sold outside the region, where it was reported."),
        rows=Sale.objects.all,
        measure=Measure("amount"),
        dimensions={"goods": Dimension("goods", _("goods"))},
    ),
]
