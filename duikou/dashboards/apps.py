from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Dashboards(AppConfig):
    name = "duikou.dashboards"
    verbose_name = _("overview")
