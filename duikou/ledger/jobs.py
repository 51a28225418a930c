from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.accounts.roles import Role
from duikou.ledger import importing, talk
from duikou.ledger.models import ImportRun, Job
from duikou.ledger.queue import JobKind, Tell
from duikou.ledger.timed import Timed
from duikou.regions.models import Pairing


def _run_of(job: Job) -> ImportRun:
    return ImportRun.objects.select_related("file", "pairing", "unit").get(pk=job.options["run"])


def _judge(job: Job, by: Actor, tell: Tell) -> str:
    run = _run_of(job)
    importing.judge(run, by=by, tell=tell)
    return reverse("import-run", args=[run.pk])


def _commit(job: Job, by: Actor, tell: Tell) -> str:
    run = _run_of(job)
    found = importing.plan_of(run, by=by, tell=tell)
    importing.commit(run, found, by=by, good_rows_only=bool(job.options.get("good")))
    return reverse("import-run", args=[run.pk])


def _taken_in(job: Job) -> str:
    run = _run_of(job)
    return reverse("import-run", args=[run.pk]) if run.committed_at else ""


def _digest(job: Job, by: Actor, tell: Tell) -> str:
    talk.send_digests(at=by.at, pairing=by.pairing)
    return reverse("notices")


def _keeper(pairing: Pairing, now: datetime) -> Membership | None:
    """Who keeps a pairing's house: its administrator, else a clerk."""
    rows = Membership.objects.in_force(timezone.localdate(now)).filter(pairing=pairing)
    return rows.filter(role__in=[Role.ADMINISTRATOR, Role.CLERK]).order_by("role", "side", "pk").first()


timed = [Timed("digest", 8, _keeper)]
jobs = [
    JobKind("digest", _("Mail about notices not yet read"), _digest),
    JobKind("import-judge", _("Judging the rows of a sheet"), _judge),
    JobKind("import-commit", _("Taking a sheet in"), _commit, _taken_in),
]
