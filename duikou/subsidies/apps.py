from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Subsidies(AppConfig):
    name = "duikou.subsidies"
    verbose_name = _("support policies")
