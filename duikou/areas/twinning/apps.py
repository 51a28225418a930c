from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Twinning(AppConfig):
    name = "duikou.areas.twinning"
    verbose_name = _("twinning")
    icon = "school"
