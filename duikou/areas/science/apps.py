from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Science(AppConfig):
    name = "duikou.areas.science"
    verbose_name = _("science and technology")
    icon = "flask"
