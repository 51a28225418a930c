from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Regions(AppConfig):
    name = "duikou.regions"
    verbose_name = _("regions and pairings")
