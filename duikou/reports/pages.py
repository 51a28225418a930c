from django.utils.translation import gettext_lazy as _

from duikou.ledger.page import Page

pages = [
    Page("report-write", _("Write a report"), "pencil", "papers"),
    Page("report-templates", _("Report templates"), "list-check", "see"),
    Page("asked-forms", _("Forms from above"), "list-check", "papers"),
]
