from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Ledger(AppConfig):
    name = "duikou.ledger"
    verbose_name = _("ledger")
