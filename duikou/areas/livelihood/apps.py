from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Livelihood(AppConfig):
    name = "duikou.areas.livelihood"
    verbose_name = _("livelihood")
    icon = "heart-handshake"
