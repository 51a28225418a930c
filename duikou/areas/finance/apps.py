from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Finance(AppConfig):
    name = "duikou.areas.finance"
    verbose_name = _("finance")
    icon = "coin"
