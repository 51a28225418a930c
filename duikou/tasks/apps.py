from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Tasks(AppConfig):
    name = "duikou.tasks"
    verbose_name = _("plans and tasks")
    icon = "list-check"
