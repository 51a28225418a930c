from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import Unit
from duikou.conferences.models import Conference, Matter
from duikou.ledger.history import keep
from duikou.ledger.models import Record, RecordQuerySet, State
from duikou.parties.models import Post
from duikou.regions.models import Side

if TYPE_CHECKING:
    from duikou.accounts.actor import Actor

RULE_SETS = (
    ("duikou", _("late is yellow for good")),
    ("suqian", _("Suqian, three colours")),
    ("yichang", _("Yichang, by nodes")),
)


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
    rule_set = models.CharField(_("rules of the lights"), max_length=10, choices=RULE_SETS, default="duikou")

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

    def with_progress(self) -> TaskQuerySet:
        """Adds `percent` and `reported_on` of the last report; None where nobody has reported."""
        last = TaskReport.objects.counted().filter(of_task=OuterRef("pk")).order_by("-happened_on", "-created_at")
        return self.annotate(
            percent=Subquery(last.values("percent")[:1]), reported_on=Subquery(last.values("happened_on")[:1])
        )


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
    key_task = models.BooleanField(_("key task"), default=False)
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
        if self.first_due_on is None:
            self.first_due_on = self.due_on

    @property
    def rule_set(self) -> str:
        return self.under_plan.rule_set if self.under_plan else "duikou"

    @property
    def home_name(self) -> str:
        return self.pairing.side_name(self.home)

    def days_late(self, today: date) -> int:
        return max(0, ((self.done_on or today) - self.due_on).days)


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

    def approved_after(self, day: date) -> DeadlineChangeQuerySet:
        """What was ruled after a day, the earliest first: before it, `due_before` of the first still held."""
        return self.approved().filter(ruled_on__gt=day).order_by("ruled_on", "created_at")  # type: ignore[return-value]


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


def open_matters(conference: Conference) -> models.QuerySet[Matter]:
    """What earlier conferences of the series decided and what is not finished: no task yet, or one still open."""
    unfinished = Q(tasks__isnull=True) | Q(tasks__done_on__isnull=True)
    rows = Matter.objects.counted().filter(decided_at__in=conference.before())
    return rows.filter(unfinished & ~Q(state=State.DRAFT)).distinct().order_by("happened_on", "pk")  # type: ignore[return-value]
