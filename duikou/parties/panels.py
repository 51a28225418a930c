from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.ledger.models import Record
from duikou.ledger.panel import Panel, rows_of
from duikou.parties.models import Body, Organisation, Post, Term


def _term(row: Term) -> str:
    until = row.ends_on or _("today")
    return f"{row.holder.title}{'(' + _('acting') + ')' if row.acting else ''} {row.happened_on} – {until}"


def _holder_today(post: Post, membership: Membership, today: date) -> dict[str, Any]:
    return {"text": post.holder_on(today)}


def _joined(record: Record, membership: Membership, today: date) -> dict[str, Any] | None:
    rows = [(row, "") for row in record.joined.visible_to(membership)]  # type: ignore[attr-defined]
    return {"rows": rows} if rows else None


panels = [
    Panel(Record, gettext_lazy("Also entered as"), _joined),
    Panel(Post, gettext_lazy("Holder today"), _holder_today, "ledger/panels/text.html"),
    Panel(Post, gettext_lazy("Terms"), rows_of("terms", _term)),
    Panel(Body, gettext_lazy("Posts"), rows_of("posts")),
    Panel(Organisation, gettext_lazy("People"), rows_of("people", lambda row: row.position)),
    Panel(Organisation, gettext_lazy("Posts"), rows_of("posts")),
]
