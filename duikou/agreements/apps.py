from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Agreements(AppConfig):
    name = "duikou.agreements"
    verbose_name = _("agreements")
    icon = "file-text"
