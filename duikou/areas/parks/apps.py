from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Parks(AppConfig):
    name = "duikou.areas.parks"
    verbose_name = _("co-built park")
    icon = "building-factory-2"
