from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Conferences(AppConfig):
    name = "duikou.conferences"
    verbose_name = _("joint conferences")
    icon = "gavel"
