from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Membership, Unit
from duikou.conferences.models import Conference, Matter
from duikou.engines.lights import rule_sets
from duikou.ledger.history import keep
from duikou.ledger.models import Record, RecordQuerySet, State
from duikou.parties.models import Post
from duikou.regions.models import Side

if TYPE_CHECKING:
    from duikou.accounts.actor import Actor


def rule_choices() -> list[tuple[str, str]]:
    """The rule sets that judge tasks, by their label."""
    return [(name, one["label"]) for name, one in rule_sets().items() if "task" in one["lights"]]


class Plan(Record):
    """A plan of the cooperation: for three years, for one year, or a list of key tasks; its date is its adoption."""

    class Level(models.TextChoices):
        THREE_YEARS = "three_years", _("three-year plan")
        YEAR = "year", _("annual plan")
        LIST = "list", _("list of key tasks")

    SUMMARY: ClassVar = ("level", "under", "ends_on")

    level = models.CharField(_("level"), max_length=11, choices=Level)
    under = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("carries out")
    )
    ends_on = models.DateField(_("until"), null=True, blank=True)
    rule_set = models.CharField(_("rules of the lights"), max_length=10, choices=rule_choices, default="duikou")

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")


class TaskQuerySet(RecordQuerySet):
    def key_tasks(self) -> TaskQuerySet:
        return self.filter(key_task=True)

    def open(self) -> TaskQuerySet:
        return self.filter(done_on__isnull=True)

    def finished(self) -> TaskQuerySet:
        return self.filter(done_on__isnull=False)

    def finished_in_time(self) -> TaskQuerySet:
        """Finished on or before the day first promised, or the later one that was approved."""
        return self.finished().filter(done_on__lte=F("due_on"))

    def with_progress(self, day: date) -> TaskQuerySet:
        """Adds how each task stood on a day: `percent`, `reported_on` and `told` of its last report (None where nobody
        had reported), the day `promised` then, and whether it `was_late` before it was put off."""
        last = TaskReport.objects.counted().filter(of_task=OuterRef("pk"), happened_on__lte=day)
        last = last.order_by("-happened_on", "-created_at")
        changes = DeadlineChange.objects.live().approved().filter(of_task=OuterRef("pk"))  # type: ignore[attr-defined]
        return self.annotate(
            percent=Subquery(last.values("percent")[:1]),
            reported_on=Subquery(last.values("happened_on")[:1]),
            told=Subquery(last.values("works")[:1]),
            promised=Coalesce(Subquery(changes.ruled_after(day).values("due_before")[:1]), F("due_on")),
            was_late=Exists(changes.filter(ruled_on__lte=day, ruled_on__gt=F("due_before"))),
        )

    def chosen(self, asked: Mapping[str, str]) -> TaskQuerySet:
        """By side (`home`), `plan`, key tasks alone (`key`), and open ones alone (`open`); "" chooses nothing."""
        found = self
        if asked.get("home"):
            found = found.filter(home=asked["home"])
        if asked.get("plan"):
            found = found.filter(Q(under_plan=asked["plan"]) | Q(under_plan__under=asked["plan"]))
        if asked.get("key"):
            found = found.filter(key_task=True)
        return found.open() if asked.get("open") else found

    def in_hands_of(self, membership: Membership) -> TaskQuerySet:
        """Tasks of the member's side; for one who reaches no further than a unit, those of the unit or of none."""
        own = self.filter(home=membership.side)
        if membership.grants.records in ("unit", "own"):
            return own.filter(Q(doer=membership.unit) | Q(doer__isnull=True))
        return own


class Task(Record):
    """Work with an owner and a day, wherever it comes from; its date is the day it was given out."""

    class Source(models.TextChoices):
        PLAN = "plan", _("plan")
        RESOLUTION = "resolution", _("resolution of a joint conference")
        DIRECTIVE = "directive", _("directive of a leader")
        APPEAL = "appeal", _("appeal of an enterprise")

    SUMMARY: ClassVar = ("number", "home", "doer", "due_on", "done_on")
    SET_AT_ENTRY: ClassVar = ("due_on",)
    PROOFS: ClassVar = {"result": _("result of the task")}

    number = models.CharField(_("No."), max_length=12, blank=True)
    under_plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("under the plan")
    )
    source = models.CharField(_("comes from"), max_length=10, choices=Source, default=Source.PLAN)
    from_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("matter decided")
    )
    key_task = models.BooleanField(_("on the list of key tasks"), default=False)
    urgent = models.BooleanField(_("urgent"), default=False)
    home = models.CharField(_("responsible side"), max_length=1, choices=Side)
    lead_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead leader (post)")
    )
    in_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("responsible post")
    )
    doer = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible unit")
    )
    supporting = models.CharField(_("supporting units"), max_length=200, blank=True)
    measures = models.TextField(_("measures"), blank=True)
    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField(_("first due on"), blank=True, editable=False)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes: ClassVar = [models.Index(fields=["due_on"], condition=Q(done_on=None), name="task_open_due")]

    def clean(self) -> None:
        super().clean()
        if self.due_on and self.happened_on and self.due_on < self.happened_on:
            raise ValidationError({"due_on": _("The task is due before it is given out.")})
        if self.doer_id and self.doer and self.home and self.doer.side != self.home:
            raise ValidationError({"doer": _("This unit belongs to the other side.")})
        if self.first_due_on is None or self.state == State.DRAFT:
            self.first_due_on = self.due_on
        elif not self._state.adding and Task.objects.exclude(due_on=self.due_on).filter(pk=self.pk).exists():
            raise ValidationError({"due_on": _("Another day has to be asked for with its reason and approved.")})

    @property
    def rule_set(self) -> str:
        return self.under_plan.rule_set if self.under_plan else "duikou"

    @property
    def home_name(self) -> str:
        return self.pairing.side_name(self.home)

    def done_by(self, day: date) -> bool:
        return self.done_on is not None and self.done_on <= day

    def days_late(self, today: date, promised: date | None = None) -> int:
        """Days over the promised day, until it was done or until `today`."""
        until = self.done_on if self.done_on and self.done_on <= today else today
        return max(0, (until - (promised or self.due_on)).days)


class TaskReport(Record):
    """How far a task is on a day, told by the responsible side; 100 per cent finishes it."""

    SUMMARY: ClassVar = ("of_task", "percent")

    of_task = models.ForeignKey(Task, models.PROTECT, related_name="reports", verbose_name=_("task"))
    percent = models.PositiveSmallIntegerField(_("done, per cent"))
    works = models.TextField(_("what was done"), blank=True)
    obstacle = models.CharField(_("what stands in the way"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("task report")
        verbose_name_plural = _("task reports")

    def on_reported(self, by: Actor) -> None:
        """A task is done on the day of the report that says so; a later lower one opens it again."""
        task, done_on = self.of_task, self.happened_on if self.percent == 100 else None
        later = task.reports.counted().filter(happened_on__gt=self.happened_on).exclude(pk=self.pk)
        if later.exists() or (task.done_on and done_on) or task.done_on == done_on:
            return
        task.done_on = done_on
        keep(task, by=by, verb="move", reason=str(_("finished") if done_on else _("open again")))

    def clean(self) -> None:
        super().clean()
        if self.percent is not None and self.percent > 100:
            raise ValidationError({"percent": _("At most 100 per cent.")})
        if self.of_task_id and self.side != self.of_task.home:
            raise ValidationError({"of_task": _("The other side carries this task out and reports on it.")})


class DeadlineChangeQuerySet(RecordQuerySet):
    def approved(self) -> DeadlineChangeQuerySet:
        return self.filter(ruling=DeadlineChange.Ruling.APPROVED)

    def ruled_after(self, day: date) -> DeadlineChangeQuerySet:
        """What was ruled after a day, the earliest first: until then its `due_before` held."""
        return self.filter(ruled_on__gt=day).order_by("ruled_on", "created_at")


class DeadlineChange(Record):
    """A day asked for instead of the promised one, with its reason; it counts once a leader has approved it."""

    class Ruling(models.TextChoices):
        ASKED = "asked", _("waits for approval")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    SUMMARY: ClassVar = ("of_task", "due_before", "due_after", "ruling")

    of_task = models.ForeignKey(Task, models.PROTECT, related_name="changes", verbose_name=_("task"))
    due_before = models.DateField(_("was due on"))
    due_after = models.DateField(_("asked for"))
    reason = models.CharField(_("reason"), max_length=300)
    ruling = models.CharField(_("ruling"), max_length=8, choices=Ruling, default=Ruling.ASKED, editable=False)
    ruled_on = models.DateField(_("ruled on"), null=True, editable=False)

    objects = DeadlineChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a deadline")
        verbose_name_plural = _("changes of deadlines")

    @property
    def stands_fast(self) -> str:
        return "" if self.state == State.DRAFT else str(_("A deadline changes by the ruling on it alone."))


def open_matters(conference: Conference) -> models.QuerySet[Matter]:
    """What earlier conferences of the series decided and what is not finished: no task yet, or one still open."""
    unfinished = Q(tasks__isnull=True) | Q(tasks__done_on__isnull=True)
    rows = Matter.objects.counted().filter(decided_at__in=conference.before())
    return rows.filter(unfinished & ~Q(state=State.DRAFT)).distinct().order_by("happened_on", "pk")  # type: ignore[return-value]
