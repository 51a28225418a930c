"""What waits in the projects: leads nobody follows, gates that lack proof, late steps, silent months, open problems."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.accounts.models import Membership
from duikou.exchanges.models import Event, Talk, Visit
from duikou.ledger.models import Record
from duikou.ledger.work import Text, Work, own
from duikou.projects.models import Lead, Milestone, Problem, Project
from duikou.projects.models.lead import UNTOUCHED_DAYS

RUNNING = (Project.Stage.STARTED, Project.Stage.CONSTRUCTION)
NEAR_DAYS = 14
CONTACT_DAYS = 180


def _of(model: type[Record], membership: Membership) -> QuerySet[Any]:
    """The live records of a kind that the member's side or unit answers for."""
    return model._default_manager.filter(pk__in=own(membership).values("pk"))  # type: ignore[attr-defined]


def _untouched(membership: Membership, today: date) -> QuerySet[Any]:
    return _of(Lead, membership).untouched(today)  # type: ignore[attr-defined]


def _since_touched(lead: Lead, today: date) -> Text:
    return _("not followed up for %(n)s days") % {"n": (today - lead.last_touched_on).days}


def _silent(membership: Membership, today: date) -> QuerySet[Any]:
    """Projects under way without a report for the last full month."""
    end = today.replace(day=1) - timedelta(days=1)
    reported = Q(progress_reports__happened_on__range=(end.replace(day=1), end), progress_reports__trashed_at=None)
    running = _of(Project, membership).filter(stage__in=RUNNING, started_on__lte=end)
    return running.exclude(pk__in=Project.objects.filter(reported).values("pk"))


def _silent_month(project: Project, today: date) -> Text:
    return _("no progress reported for %(month)s") % {"month": f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"}


def _steps(membership: Membership, today: date) -> QuerySet[Any]:
    return _of(Milestone, membership).pending().filter(due_on__lte=today + timedelta(days=NEAR_DAYS))  # type: ignore[attr-defined]


def _step_due(step: Milestone, today: date) -> Text:
    late = step.days_late(today)
    return _("%(n)s days late") % {"n": late} if late else _("due in %(n)s days") % {"n": (step.due_on - today).days}


def _problems(membership: Membership, today: date) -> QuerySet[Any]:
    return _of(Problem, membership).unsolved()  # type: ignore[attr-defined]


def _problem_open(problem: Problem, today: date) -> Text:
    words = _("open for %(n)s days") % {"n": (today - problem.happened_on).days}
    return words + _(", past its day") if problem.is_late(today) else words


def _contacts(membership: Membership, today: date) -> QuerySet[Any]:
    """Visits, talks and events of the last half year, a month past, of which neither a lead nor an outcome is recorded."""
    fresh = {"happened_on__range": (today - timedelta(days=CONTACT_DAYS), today - timedelta(days=UNTOUCHED_DAYS))}
    silent = [
        kind.objects.filter(**fresh, **({"outcome": ""} if kind is not Event else {})).values("pk")
        for kind in (Visit, Talk, Event)
    ]
    led = Lead.objects.live().filter(found_at__isnull=False).values("found_at")
    return own(membership).filter(pk__in=silent[0].union(*silent[1:])).exclude(pk__in=led)


def _nothing_came(record: Record, today: date) -> Text:
    return _("%(n)s days ago; no lead and no outcome is recorded") % {"n": (today - record.happened_on).days}


work = [
    Work(
        "late-steps",
        gettext_lazy("Milestones late or due soon"),
        "enter",
        _steps,
        _step_due,
        order="due_on",
        urgent=True,
    ),
    Work("problems", gettext_lazy("Problems not yet solved"), "enter", _problems, _problem_open, urgent=True),
    Work("silent", gettext_lazy("Projects without last month's progress"), "enter", _silent, _silent_month),
    Work("contacts", gettext_lazy("Contacts nobody has followed up"), "enter", _contacts, _nothing_came),
    Work("untouched", gettext_lazy("Leads nobody has followed up"), "enter", _untouched, _since_touched),
]
