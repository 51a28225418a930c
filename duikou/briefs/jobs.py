from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from duikou.accounts.actor import Actor
from duikou.briefs import actions
from duikou.briefs.models import Text
from duikou.ledger.models import Job
from duikou.ledger.queue import JobKind, Tell


def _judge(job: Job, by: Actor, tell: Tell) -> str:
    text = actions.judge(Text.objects.get(pk=job.options["text"]), by=by, tell=tell)  # type: ignore[arg-type]
    return text.get_absolute_url()


jobs = [JobKind("text-judge", _("Checking a text"), _judge)]
