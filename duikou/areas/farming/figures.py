from django.utils.translation import gettext_lazy as _

from duikou.ledger.figure import Figure

figures = [
    Figure(
        key="farming.product_categories_online",
        label=_("Product categories online"),
        unit="category",
        definition=_("Categories of farm products listed on e-commerce platforms of the partner."),
    ),
    Figure(
        key="farming.sold_outside",
        label=_("Farm products sold outside"),
        unit="t",
        definition=_(
            "Farm products that all producers sold outside the region in a year, to any place and not to the partner alone."
        ),
        yearly=True,
    ),
    Figure(
        key="farming.offtake_intended",
        label=_("Offtake intended"),
        unit="t/year",
        definition=_("Yearly quantities named in letters of intent; contracts count apart."),
    ),
    Figure(
        key="farming.exhibition_area",
        label=_("Exhibition area"),
        unit="m2",
        definition=_("Area of exhibition halls given for farm products, framework agreements included."),
    ),
]
