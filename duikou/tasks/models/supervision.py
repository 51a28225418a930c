from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from duikou.ledger.models import Kept, Record, RecordQuerySet
from duikou.regions.models import Side
from duikou.tasks.models.task import Task

STEPS_ALONE = _("This changes through its own steps alone, which its page offers.")


class Reminder(Kept):
    """A task's people were told: before its day, or after it. Once for each day it was due on."""

    class When(models.TextChoices):
        BEFORE = "before", _("before the limit")
        AFTER = "after", _("after the limit")

    record = models.ForeignKey(Task, models.PROTECT, related_name="reminders", verbose_name=_("task"))
    when = models.CharField(_("when"), max_length=6, choices=When)
    due_on = models.DateField(_("due on"))
    sent_on = models.DateField(_("sent on"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "when", "due_on"], name="one_reminder")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.when} {self.due_on}"


class OrderQuerySet(RecordQuerySet):
    def open(self) -> OrderQuerySet:
        """Neither signed off nor followed by an order of the next level: one matter, one sheet."""
        follower = Order.objects.live().filter(follows=OuterRef("pk"))
        return self.filter(signed_off_on__isnull=True).exclude(Exists(follower))

    def unanswered(self) -> OrderQuerySet:
        return self.open().filter(replied_on__isnull=True)


class Order(Record):
    """A supervision order: one matter, one sheet. It asks for a reply and a plan to mend within working days."""

    class Level(models.TextChoices):
        BLUE = "blue", _("blue")
        YELLOW = "yellow", _("yellow")
        ORANGE = "orange", _("orange")
        RED = "red", _("red")

    SUMMARY: ClassVar = ("of_task", "level", "reply_due_on", "replied_on", "signed_off_on")

    of_task = models.ForeignKey(Task, models.PROTECT, related_name="orders", verbose_name=_("task"))
    level = models.CharField(_("level"), max_length=6, choices=Level)
    to_side = models.CharField(_("to"), max_length=1, choices=Side)
    why = models.CharField(_("why"), max_length=200)
    reply_due_on = models.DateField(_("reply due on"))
    reply = models.TextField(_("reply"), blank=True)
    mend_plan = models.TextField(_("plan to mend"), blank=True)
    mend_by = models.DateField(_("to be mended by"), null=True, blank=True)
    reason_given = models.BooleanField(_("with good reason"), default=False)
    replied_on = models.DateField(_("replied on"), null=True, editable=False)
    signed_off_on = models.DateField(_("signed off on"), null=True, editable=False)
    due_then = models.DateField(_("the task was due on"), blank=True, editable=False)
    follows = models.ForeignKey("self", models.PROTECT, null=True, editable=False, verbose_name=_("follows the order"))

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervision order")
        verbose_name_plural = _("supervision orders")
        constraints: ClassVar = [
            # One matter, one sheet: a task has at most one order of a level for each day it was due on.
            models.UniqueConstraint(fields=["of_task", "level", "due_then"], name="one_order"),
            models.CheckConstraint(condition=Q(replied_on__isnull=True) | ~Q(reply=""), name="reply_says_something"),
        ]

    def clean(self) -> None:
        super().clean()
        if self.of_task_id and self.due_then is None:
            self.due_then = self.of_task.due_on

    @property
    def stands_fast(self) -> str:
        return str(STEPS_ALONE)

    @property
    def follower(self) -> Order | None:
        """The order of the next level that took this one's place."""
        return Order.objects.live().filter(follows=self).first()  # type: ignore[return-value]

    def is_ignored(self, today: date) -> bool:
        """No reply in time, or the mend plan's day is past."""
        if self.replied_on is None:
            return today > self.reply_due_on
        return self.mend_by is not None and today > self.mend_by


class Circular(Record):
    """A periodic notice (通报): how the tasks stood, who was late, who still owes what; frozen when it is issued."""

    SUMMARY: ClassVar = ("since", "until")

    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    content = models.JSONField(_("content"), default=dict, editable=False)

    class Meta:
        verbose_name = _("supervision notice")
        verbose_name_plural = _("supervision notices")

    @property
    def stands_fast(self) -> str:
        return str(STEPS_ALONE)


class Declaration(Record):
    """A side declares that it has nothing to report for a quarter; its date lies in that quarter."""

    class Meta:
        verbose_name = _("declaration of a quiet quarter")
        verbose_name_plural = _("declarations of quiet quarters")


class Hook(Kept):
    """A chat group's robot that hears of reminders and orders; in the format of WeCom or DingTalk."""

    class Format(models.TextChoices):
        WECOM = "wecom", _("WeCom")
        DINGTALK = "dingtalk", _("DingTalk")

    pairing = models.ForeignKey("regions.Pairing", models.PROTECT, related_name="+", verbose_name=_("pairing"))
    side = models.CharField(_("side"), max_length=1, choices=Side)
    format = models.CharField(_("format"), max_length=8, choices=Format)
    url = models.URLField(_("address"), max_length=300)

    class Meta:
        verbose_name = _("group robot")
        verbose_name_plural = _("group robots")

    def __str__(self) -> str:
        return f"{self.get_format_display()} {self.side}"
