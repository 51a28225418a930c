from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Fairs(AppConfig):
    name = "duikou.fairs"
    verbose_name = _("trade fairs")
