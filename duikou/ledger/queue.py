"""Long work in the background: asked for by a member, done by `duikou worker`, at least once.

Apps declare what can be asked for in their `jobs.py` as a list `jobs` of `JobKind`. A worker says every second that it
lives; the jobs of one that fell silent go back to the queue, five times at most. So a job's work has to be one
transaction that sees for itself whether it was done before.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from threading import Event
from uuid import NAMESPACE_OID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import close_old_connections, transaction
from django.db.utils import OperationalError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from duikou.accounts.actor import Actor
from duikou.ledger.discovery import declared
from duikou.ledger.models import Beat, Job

TRIES = 5
SILENT_BEATS = 5
logger = logging.getLogger(__name__)

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class JobKind:
    """One kind of long work. `run(job, by, tell)` does it and returns the address of its result.

    It may call `tell(done, total)` outside of transactions, and raise ValidationError to tell the member what is wrong.
    `done(job)` gives the address where the work turns out to be done although its worker died before it could say so.
    """

    name: str
    label: str | Promise
    run: Callable[[Job, Actor, Tell], str]
    done: Callable[[Job], str] = lambda job: ""


@cache
def kinds() -> dict[str, JobKind]:
    return {kind.name: kind for _app, module in declared("jobs") for kind in module.jobs}


def enqueue(kind: str, *, by: Actor, **options: str | bool) -> Job:
    """Ask for a job; it starts once the present transaction holds."""
    job = Job.objects.create(membership=by.membership, kind=kinds()[kind].name, options=options)
    transaction.on_commit(partial(perform.enqueue, str(job.pk)))
    return job


def enqueue_once(kind: str, period: str, *, by: Actor, **options: str | bool) -> Job | None:
    """Ask for a job that is done once for a pairing and a period; None where somebody has asked before.

    The number of the job is made from all three, so that the database lets one asker through.
    """
    pk = uuid5(NAMESPACE_OID, f"{kind} {by.pairing.pk} {period}")
    values = {"membership": by.membership, "kind": kinds()[kind].name, "options": options}
    with transaction.atomic():
        job, is_new = Job.objects.get_or_create(pk=pk, defaults=values)
        if is_new:
            perform.enqueue(str(pk))
    return job if is_new else None


@task()
def perform(pk: str) -> None:
    """Do one job and note how it ended; doing an ended one again changes nothing."""
    job = Job.objects.select_related("membership__pairing", "membership__user", "membership__unit").get(pk=pk)
    if job.ended:
        return
    _note(job, state=Job.State.RUNNING)
    try:
        by = Actor(job.membership, timezone.now())
        address = kinds()[job.kind].run(job, by, partial(_tell, job))
    except ValidationError as error:
        _note(job, state=Job.State.FAILED, told="; ".join(error.messages), ended_at=timezone.now())
    except PermissionDenied as error:
        _note(job, state=Job.State.FAILED, told=str(error), ended_at=timezone.now())
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        told = _("The work failed and nothing of it was kept; the administrator finds the reason in the log.")
        _note(job, state=Job.State.FAILED, told=told, ended_at=timezone.now())
    else:
        _note(job, state=Job.State.DONE, address=address, ended_at=timezone.now())


def _note(job: Job, **values: object) -> None:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=list(values))


def _tell(job: Job, done: int, total: int) -> None:
    _note(job, done=done, total=total)


class Lease:
    """One worker's word that it lives, and its watch over the others.

    Silence is counted in the watcher's own beats, not by clocks: where the database keeps everyone waiting, the
    watcher waits too and nobody is taken for dead.
    """

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.seen: dict[str, tuple[int, int]] = {}

    def beat(self) -> None:
        own, _made = Beat.objects.get_or_create(worker=self.worker)
        own.count += 1
        own.save()
        for result in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
            holder = result.worker_ids[-1]
            if holder != self.worker and self._is_silent(holder):
                _give_back(result)

    def _is_silent(self, holder: str) -> bool:
        count = Beat.objects.filter(worker=holder).values_list("count", flat=True).first() or 0
        last, still = self.seen.get(holder, (-1, 0))
        self.seen[holder] = (count, still + 1 if count == last else 0)
        return self.seen[holder][1] >= SILENT_BEATS

    def keep(self, seconds: float, ended: Event) -> None:
        """Beat until `ended`; a database that is busy for a moment is tried again."""
        while not ended.wait(seconds):
            try:
                self.beat()
            except OperationalError:
                logger.warning("worker %s could not say that it lives; it tries again", self.worker)
            close_old_connections()


def _give_back(result: DBTaskResult) -> None:
    held = DBTaskResult.objects.filter(pk=result.pk, status=TaskResultStatus.RUNNING, worker_ids=result.worker_ids)
    if len(result.worker_ids) < TRIES:
        held.update(status=TaskResultStatus.READY)
    elif held.update(status=TaskResultStatus.FAILED, finished_at=timezone.now()):
        _give_up(Job.objects.get(pk=result.args_kwargs["args"][0]))


def _give_up(job: Job) -> None:
    address = kinds()[job.kind].done(job)
    if address:
        _note(job, state=Job.State.DONE, address=address, ended_at=timezone.now())
        return
    told = _("The work was begun %(n)s times and its worker was lost each time; nothing of it was kept.")
    _note(job, state=Job.State.FAILED, told=told % {"n": TRIES}, ended_at=timezone.now())


def workers_alive() -> bool:
    return Beat.objects.filter(at__gte=timezone.now() - timedelta(seconds=15)).exists()
