from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from duikou.accounts.models import Membership
from duikou.briefs.models import Text
from duikou.ledger.work import Text as Words
from duikou.ledger.work import Work


def _unsettled(membership: Membership, today: date) -> QuerySet[Any]:
    rows = Text.objects.visible_to(membership).live().filter(side=membership.side, open__gt=0)
    rows = rows.filter(unit=membership.unit) if membership.grants.records == "unit" else rows
    return rows.prefetch_related("pairing")


def _how_many(text: Text, today: date) -> Words:
    return ngettext("%(n)s finding to decide", "%(n)s findings to decide", text.open) % {"n": text.open}


work = [Work("texts", _("Texts with open findings"), "enter", _unsettled, _how_many)]
