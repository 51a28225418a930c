from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Reports(AppConfig):
    name = "duikou.reports"
    verbose_name = _("reports")
    icon = "report"
