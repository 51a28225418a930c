from django.utils.translation import gettext_lazy as _

from duikou.ledger.page import Page

pages = [Page("text-add", _("Check a text"), "search", "enter")]
