"""Fields of the ledger: a quantity with its qualifier, kept in three columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duikou.engines.quantities import NotAQuantityError, Quantity, parse, plain


class QuantityField(models.DecimalField):
    """A quantity: the number here, and beside it `<name>_high` (ranges only) and `<name>_qualifier`.

    `unit` is the canonical unit (CNY, t, person …); sums run over the number columns, and what a clerk reads and
    types is one text such as 约2亿元 or 800~1500人.
    """

    def __init__(self, *args: Any, unit: str = "", **kwargs: Any) -> None:
        self.unit = unit
        kwargs.setdefault("max_digits", 20)
        kwargs.setdefault("decimal_places", 4)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "unit": self.unit}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if cls.__module__ == "__fake__" or cls._meta.abstract:
            return  # migrations list the two columns themselves
        high = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True, editable=False)
        high.contribute_to_class(cls, f"{name}_high")
        qualifier = models.CharField(max_length=8, default="exact", editable=False)
        qualifier.contribute_to_class(cls, f"{name}_qualifier")

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        set_quantity(instance, self.name, data)

    def formfield(self, **kwargs: Any) -> Any:
        return QuantityFormField(
            unit=self.unit, label=kwargs.get("label", self.verbose_name), required=not self.blank,
            help_text=kwargs.get("help_text", self.help_text), initial=kwargs.get("initial"),
        )  # fmt: skip


def quantity_of(obj: models.Model, name: str) -> Quantity | None:
    """The quantity that the three columns of field `name` hold, or None where nothing was reported."""
    low = getattr(obj, name)
    if low is None:
        return None
    return Quantity(Decimal(low), getattr(obj, f"{name}_high"), getattr(obj, f"{name}_qualifier"))


def set_quantity(obj: models.Model, name: str, quantity: Quantity | None) -> None:
    setattr(obj, name, quantity.low if quantity else None)
    setattr(obj, f"{name}_high", quantity.high if quantity else None)
    setattr(obj, f"{name}_qualifier", quantity.qualifier if quantity else "exact")


def as_text(quantity: Quantity | None) -> str:
    """What a clerk would type to get this quantity back."""
    if quantity is None:
        return ""
    if quantity.high is not None:
        ends = [in_words(quantity.low), in_words(quantity.high)]
        if ends[0][-1] != ends[1][-1] and ends[1][-1] in "万亿":  # 2~3亿 would be two to three 亿
            ends = [plain(quantity.low), plain(quantity.high)]
        return "~".join(ends)
    before, after = {"approx": ("约", ""), "below": ("近", ""), "at_least": ("", "余")}.get(
        quantity.qualifier, ("", "")
    )
    return f"{before}{in_words(quantity.low)}{after}"


def in_words(value: Decimal) -> str:
    """158630000 as 1.5863亿 and 80000 as 8万, where four decimals hold the number exactly; else its digits."""
    for size, word in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        scaled = value / size
        if abs(value) >= size and scaled == scaled.quantize(Decimal("0.0001")):
            return plain(scaled.quantize(Decimal("0.0001"))) + word
    return plain(value)


class QuantityFormField(forms.CharField):
    """One text for a quantity; it cleans to a `Quantity` in the base unit."""

    UNIT_WORDS = {"CNY": {"元", "人民币", "元人民币", "CNY"}, "m2": {"平方米", "m2", "㎡"}, "km2": {"平方公里", "km2"}}
    default_error_messages = {
        "invalid": gettext_lazy("“%(text)s” is no quantity. Write a number such as 1200, 1.2万, 约2亿元 or 800~1500."),
        "unit": gettext_lazy("This field is in %(unit)s; “%(text)s” names another unit."),
    }

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(max_length=60, **kwargs)
        self.widget.attrs.setdefault("inputmode", "text")

    def prepare_value(self, value: Any) -> Any:
        return as_text(value) if isinstance(value, Quantity) else value

    def to_python(self, value: Any) -> Quantity | None:  # type: ignore[override]
        if isinstance(value, Quantity) or value in self.empty_values:
            return value or None
        try:
            quantity, unit = parse(str(value))
        except NotAQuantityError:
            raise ValidationError(self.error_messages["invalid"], "invalid", {"text": value}) from None
        if unit and unit not in self.UNIT_WORDS.get(self.unit, {unit}):
            raise ValidationError(self.error_messages["unit"], "unit", {"unit": _(self.unit), "text": value})
        return quantity

    def run_validators(self, value: Any) -> None:
        """The limits of CharField speak of text; a quantity has passed `parse`."""
        if isinstance(value, Quantity) and value.low >= 10**16:
            raise ValidationError(self.error_messages["invalid"], "invalid", {"text": plain(value.low)})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return as_text(initial) != data if isinstance(initial, Quantity) else super().has_changed(initial, data)
