from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duikou.accounts.actor import Actor
from duikou.ledger import importing
from duikou.ledger.models import ImportRun, Job
from duikou.ledger.queue import JobKind, Tell


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


jobs = [
    JobKind("import-judge", _("Judging the rows of a sheet"), _judge),
    JobKind("import-commit", _("Taking a sheet in"), _commit, _taken_in),
]
