from django.utils.translation import gettext_lazy as _

from duikou.ledger.page import Page

pages = [Page("conversion", _("After the contact"), "chart-bar", "survey")]
