"""Tags that every page uses: icons, numbers as people read them, the query string with one parameter changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from duikou.engines.quantities import Quantity, plain
from duikou.ledger.fields import in_words
from duikou.ledger.units import unit_label

register = template.Library()
SCALES = {"zh": [(10**8, "亿"), (10**4, "万")], "en": [(10**9, " billion"), (10**6, " million")]}


@register.simple_tag
def icon(name: str) -> SafeString:
    sprite = static("duikou/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)


@register.filter
def number(value: Any) -> str:
    """An exact number with thousands separators and no idle zeros; a dash for nothing."""
    if value is None or value == "":
        return "–"
    whole, _, part = plain(Decimal(value)).partition(".")
    grouped = f"{int(whole):,}"
    return f"{grouped}.{part}" if part else grouped


@register.filter
def spoken(text: str) -> str:
    """A bare number of a comparison as a clerk writes it (1.9018亿); other text as it is."""
    return in_words(Decimal(text)) if text.replace(".", "", 1).isdecimal() else text


def scaled(value: Decimal, unit: str) -> str:
    """Large amounts as people say them: 1.5863亿, CNY 158.63 million; other numbers in full."""
    language = (get_language() or "zh").split("-")[0]
    for size, word in SCALES.get(language, SCALES["zh"]):
        if abs(value) >= size and (unit == "CNY" or abs(value) >= 10 * size):
            return number((value / size).normalize()) + word
    return number(value)


@register.filter
def sized(value: Decimal, unit: str = "") -> str:
    """An exact amount scaled as its unit is: 6亿 for 600000000 CNY."""
    return scaled(value, unit)


@register.filter
def quantity(value: Quantity | None, unit: str = "") -> str:
    """A quantity with its qualifier, scaled, without the unit: 约2亿, 800–1,500, 30余."""
    if value is None:
        return "–"
    if value.high is not None:
        return f"{scaled(value.low, unit)}–{scaled(value.high, unit)}"
    text = scaled(value.low, unit)
    patterns = {
        "approx": gettext("about %(number)s"),
        "below": gettext("nearly %(number)s"),
        "at_least": gettext("over %(number)s"),
    }
    return patterns[value.qualifier] % {"number": text} if value.qualifier in patterns else text


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    """A value whose key is also the name of a method, such as “items”."""
    return mapping.get(key)


@register.filter
def short(value: Any) -> str:
    """A number to three decimal places at most; its full value belongs into the working beside it."""
    return "–" if value in (None, "") else number(Decimal(str(value)).quantize(Decimal("0.001")).normalize())


@register.filter
def percent(value: Decimal | None) -> str:
    """A share as a percentage to one decimal place; a dash for none."""
    return "–" if value is None else f"{number((value * 100).quantize(Decimal('0.1')))}%"


@register.filter
def unit(name: str) -> str:
    return unit_label(name)


def with_unit(text: str, word: str) -> str:
    """A number and its unit: Chinese words follow at once (2亿元, 423人), all others after a space."""
    return f"{text}{word}" if word and "\u4e00" <= word[0] <= "\u9fff" else f"{text} {word}".strip()


@register.filter
def cell(value: Any, unit: str = "") -> Any:
    """A value of a register's column as text for a table."""
    if value is None or value == "":
        return "–"
    if isinstance(value, Quantity):
        return with_unit(quantity(value, unit), unit_label(unit))
    if isinstance(value, date):
        return value.isoformat()
    return value


@register.filter
def share(part: Decimal, reading: Any) -> str:
    """Percent that `part` is of a reading's value, for the width of a bar."""
    whole = reading.value.low if reading.value else 0
    return f"{min(max(part * 100 / whole, 0), 100):.1f}" if whole else "0"


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The query string of this page with parameters changed; an empty value drops one."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            params.pop(name, None)
        else:
            params[name] = value
    return "?" + params.urlencode()


@register.filter
def attribute(obj: Any, name: str) -> Any:
    return getattr(obj, name, "")


@register.simple_tag
def field_label(of: Any, name: str) -> str:
    """The words of a field of a register."""
    return str(of.model._meta.get_field(name).verbose_name)
