from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.ledger.models import Job
from duikou.ledger.queue import JobKind, Tell
from duikou.ledger.timed import Timed
from duikou.regions.models import Pairing
from duikou.tasks import hooks, supervising


def _hook(job: Job, by: Actor, tell: Tell) -> str:
    hooks.deliver(job.options["url"], job.options["body"])
    return reverse("tasks-board")


def _supervise(job: Job, by: Actor, tell: Tell) -> str:
    supervising.supervise(by=by, today=by.today)
    return reverse("supervision")


def _supervisor(pairing: Pairing, now: datetime) -> Membership | None:
    return supervising.supervisor_of(pairing.pk, timezone.localdate(now))


timed = [Timed("supervise", 7, _supervisor)]
jobs = [JobKind("hook", _("Telling a group robot"), _hook), JobKind("supervise", _("Daily supervision"), _supervise)]
