from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Parties(AppConfig):
    name = "duikou.parties"
    verbose_name = _("organisations")
    icon = "building"
