from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.accounts.models import User
from duikou.ledger.models.record import Kept, Record
from duikou.regions.models import Side


class Comment(Kept):
    """A word on a record between the people of both sides; `@name` calls somebody's attention."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="comments", verbose_name=_("record"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("author"))
    side = models.CharField(_("side"), max_length=1, choices=Side, blank=True)
    text = models.TextField(_("comment"), max_length=2000)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return self.text[:40]


class Watch(models.Model):
    """A user follows a record. Private to the user, and not part of the history: nobody is counted by it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="watches")
    record = models.ForeignKey(Record, models.CASCADE, related_name="watches")

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "record"], name="watch_once")]

    def __str__(self) -> str:
        return f"{self.user} → {self.record}"


class Notice(models.Model):
    """What a user is told about a record: a mention, or a change on what the user watches."""

    class Reason(models.TextChoices):
        MENTION = "mention", _("mentions you")
        WATCH = "watch", _("changed on what you watch")
        DUTY = "duty", _("asks your side to act")

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=8, choices=Reason)
    text = models.CharField(max_length=200)
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["user", "read_at", "-at"], name="notice_of_user")]

    def __str__(self) -> str:
        return self.text
