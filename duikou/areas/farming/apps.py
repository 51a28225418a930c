from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Farming(AppConfig):
    name = "duikou.areas.farming"
    verbose_name = _("farm products")
    icon = "plant"
