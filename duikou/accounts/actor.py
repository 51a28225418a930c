"""Who acts, for which side, and at what moment: the `by=` of every verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from duikou.accounts.models import Membership, Unit
from duikou.regions.models import Pairing


@dataclass(frozen=True)
class Actor:
    membership: Membership
    at: datetime

    @classmethod
    def of(cls, request: HttpRequest) -> Actor:
        """The actor behind a request; the only place where a page reads the clock for a verb."""
        if getattr(request, "membership", None) is None:
            raise PermissionDenied(_("Your account has no role in a pairing yet."))
        return cls(request.membership, timezone.now())  # type: ignore[attr-defined]

    @property
    def pairing(self) -> Pairing:
        return self.membership.pairing

    @property
    def side(self) -> str:
        return self.membership.side

    @property
    def unit(self) -> Unit | None:
        return self.membership.unit

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def require(self, grant: str) -> None:
        """Raise PermissionDenied unless the actor's role may do `grant`."""
        if not self.membership.may(grant):
            raise PermissionDenied(_("Your role may not do this."))
