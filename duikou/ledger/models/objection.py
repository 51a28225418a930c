from __future__ import annotations

from typing import ClassVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from duikou.engines.quantities import NotAQuantityError, parse
from duikou.ledger.fields import QuantityField, as_text, quantity_of
from duikou.ledger.models.record import Kept, Record
from duikou.regions.models import Side


class Objection(Kept):
    """Why a side does not agree: the field, the value it holds right, the reason and the next step."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="objections", verbose_name=_("record"))
    side = models.CharField(_("raised by"), max_length=1, choices=Side)
    field = models.CharField(_("field"), max_length=60, blank=True)
    value = models.CharField(_("value held right"), max_length=200, blank=True)
    reason = models.TextField(_("reason"))
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settlement = models.CharField(_("settlement"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return self.reason

    @property
    def field_label(self) -> str:
        """The words of the disputed field; the record as a whole where none is named."""
        kind = apps.get_model(self.record.kind)
        return str(kind._meta.get_field(self.field).verbose_name) if self.field else str(_("the record as a whole"))  # type: ignore[union-attr]

    @property
    def entered_value(self) -> str:
        """What the entering side holds now in the disputed field, as text."""
        if not self.field:
            return ""
        own = apps.get_model(self.record.kind)._base_manager.get(pk=self.record_id)
        if isinstance(own._meta.get_field(self.field), QuantityField):
            return as_text(quantity_of(own, self.field))
        return str(getattr(own, self.field) or "")

    @property
    def value_shown(self) -> str:
        """The value held right, a quantity in the words of the entered one."""
        kind = apps.get_model(self.record.kind)
        if not self.value or not self.field or not isinstance(kind._meta.get_field(self.field), QuantityField):
            return self.value
        try:
            return as_text(parse(self.value)[0])
        except NotAQuantityError:
            return self.value
