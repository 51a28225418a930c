from django.utils.translation import gettext_lazy as _

from duikou.ledger.page import Page

pages = [Page("scheme-workbench", _("Write and try a scheme"), "scale", "survey")]
