from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Cases(AppConfig):
    name = "duikou.cases"
    verbose_name = _("one-window services")
    icon = "building-store"
