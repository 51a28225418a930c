from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duikou.accounts.actor import Actor
from duikou.ledger.models import Job
from duikou.ledger.queue import JobKind, Tell
from duikou.tasks import hooks, supervising


def _hook(job: Job, by: Actor, tell: Tell) -> str:
    hooks.deliver(job.options["url"], job.options["body"])
    return reverse("tasks-board")


def _supervise(job: Job, by: Actor, tell: Tell) -> str:
    supervising.supervise(by=by, today=by.today)
    return reverse("supervision")


jobs = [JobKind("hook", _("Telling a group robot"), _hook), JobKind("supervise", _("Daily supervision"), _supervise)]
