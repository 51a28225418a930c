from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.ledger.models import Record, RecordQuerySet
from duikou.parties.models import Post
from duikou.projects.models.project import Project


class ProblemQuerySet(RecordQuerySet):
    def unsolved(self) -> ProblemQuerySet:
        return self.filter(solved_on__isnull=True)

    def solved(self) -> ProblemQuerySet:
        return self.filter(solved_on__isnull=False)


class Problem(Record):
    """What holds a project up, who is to solve it by when, and how it was solved; its date is the day it was raised."""

    SUMMARY: ClassVar = ("belongs_to", "due_on", "solved_on")

    belongs_to = models.ForeignKey(Project, models.PROTECT, related_name="problems", verbose_name=_("project"))
    in_hands_of = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in the hands of")
    )
    due_on = models.DateField(_("to be solved by"), null=True, blank=True)
    solved_on = models.DateField(_("solved on"), null=True, blank=True)
    solution = models.TextField(_("solution"), blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem of a project")
        verbose_name_plural = _("problems of projects")

    def clean(self) -> None:
        super().clean()
        if self.solved_on and not self.solution:
            raise ValidationError({"solution": _("Say how the problem was solved.")})

    def is_late(self, today: date) -> bool:
        return self.solved_on is None and self.due_on is not None and self.due_on < today
