from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Exchanges(AppConfig):
    name = "duikou.exchanges"
    verbose_name = _("visits and exchanges")
    icon = "plane"
