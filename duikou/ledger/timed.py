"""What is due every day: apps declare it in their `jobs.py` as a list `timed`; each worker looks for it every minute.

One row of the job table is the lock of a pairing's day, however many workers there are.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from django.db import close_old_connections
from django.db.utils import OperationalError
from django.utils import timezone

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.ledger.discovery import declared
from duikou.ledger.queue import enqueue_once
from duikou.regions.models import Pairing

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Timed:
    """A kind of job that is due once a day from an hour on, in the name of the member that `on_behalf` finds."""

    kind: str
    hour: int
    on_behalf: Callable[[Pairing, datetime], Membership | None]


def ask_for_due(now: datetime) -> list[str]:
    """Ask for what is due by now and was not asked for yet; returns the kinds, one for each pairing."""
    local = timezone.localtime(now)
    every = [timed for _app, module in declared("jobs") for timed in getattr(module, "timed", [])]
    found = []
    for timed in (one for one in every if local.hour >= one.hour):
        for pairing in Pairing.objects.order_by("pk"):
            member = timed.on_behalf(pairing, now)
            if member and enqueue_once(timed.kind, local.date().isoformat(), by=Actor(member, now)):
                found.append(timed.kind)
    return found


def keep_asking(seconds: float, ended: Event) -> None:
    """Look for what is due until `ended`; a database that is busy for a moment is tried again."""
    while not ended.is_set():
        try:
            ask_for_due(timezone.now())
        except OperationalError:
            logger.warning("what is due today could not be asked for; it is tried again")
        close_old_connections()
        ended.wait(seconds)
