from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Talent(AppConfig):
    name = "duikou.areas.talent"
    verbose_name = _("cadres and talent")
    icon = "users"
