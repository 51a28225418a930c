from django.utils.translation import gettext_lazy as _

from duikou.ledger.page import Page

pages = [
    Page("tasks-board", _("Task ledger with lights"), "list-check", "see"),
    Page("supervision", _("Supervision"), "alert-triangle", "survey"),
]
