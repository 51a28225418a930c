from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Api(AppConfig):
    name = "duikou.api"
    verbose_name = _("interface for programs")
