from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Projects(AppConfig):
    name = "duikou.projects"
    verbose_name = _("projects")
    icon = "crane"
