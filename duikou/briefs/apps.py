from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Briefs(AppConfig):
    name = "duikou.briefs"
    verbose_name = _("texts")
    icon = "highlight"
