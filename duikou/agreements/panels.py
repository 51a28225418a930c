from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.agreements.models import Agreement, Obligation
from duikou.ledger.panel import Panel, rows_of
from duikou.parties.models import Organisation


def _obligation(row: Obligation) -> str:
    if row.fulfilled_on:
        return _("fulfilled on %(day)s") % {"day": row.fulfilled_on}
    return _("due on %(day)s") % {"day": row.due_on}


def _versions(agreement: Agreement, membership: Membership, today: date) -> dict[str, Any] | None:
    """The chain of amendments, this version among them; nothing where there is only one."""
    later = list(agreement.amendments.visible_to(membership).live())  # type: ignore[attr-defined]
    chain = [*later, *agreement.versions()]
    return {"rows": [(row, row.get_type_display()) for row in chain]} if len(chain) > 1 else None


def _of_party(organisation: Organisation, membership: Membership, today: date) -> dict[str, Any] | None:
    signed = Agreement.objects.visible_to(membership).live()
    rows = (signed.filter(first_party=organisation) | signed.filter(second_party=organisation)).order_by("-happened_on")
    found = [(row, row.get_type_display()) for row in rows[:50]]  # type: ignore[attr-defined]
    return {"rows": found} if found else None


panels = [
    Panel(Agreement, gettext_lazy("Obligations"), rows_of("obligations", _obligation)),
    Panel(Agreement, gettext_lazy("Versions"), _versions),
    Panel(Organisation, gettext_lazy("Agreements"), _of_party),
]
