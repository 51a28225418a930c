from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Tourism(AppConfig):
    name = "duikou.areas.tourism"
    verbose_name = _("culture and tourism")
    icon = "beach"
