from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from duikou.accounts.actor import Actor
from duikou.ledger.models import Job
from duikou.ledger.queue import JobKind, Tell
from duikou.reports import actions
from duikou.reports.models import Report


def _issue(job: Job, by: Actor, tell: Tell) -> str:
    report = Report.objects.select_related("pairing", "unit", "template", "about").get(pk=job.options["report"])
    with override("zh-hans"):
        actions.issue(report, by=by, tell=tell)
    return report.get_absolute_url()


jobs = [JobKind("report-issue", _("Issuing a report"), _issue)]
