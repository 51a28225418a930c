"""A second reader, off by default: a model behind an OpenAI-compatible address, whose facts count only where the text holds them.

What it says is taken in only if its quote stands in the text word for word, the numbers in the quote are those of its value as our own
numerals read them, the unit is one we know, and our own reader found nothing there. It can add, never change.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import requests
from django.conf import settings

from duikou.engines.reading import Found
from duikou.engines.reading.numerals import NUMBER
from duikou.engines.reading.vocabulary import kinds
from duikou.engines.reading.weighed import number_at

PROMPT = (
    "List every quantity of the Chinese text as a JSON array of objects with quote (words of the text), value (a number in base "
    "units, or [low, high]), unit and qualifier (exact, approx, at_least, below, range). Answer with the array alone. Units: "
)
QUALIFIERS = ("exact", "approx", "at_least", "below", "range")
MAX_CHARS = 20_000  # of a text that is sent
log = logging.getLogger(__name__)


def added(text: str, found: Iterable[Found]) -> list[Found]:
    """What the model finds beside `found`; nothing where no address is set or it does not answer."""
    if not settings.READER_MODEL_URL:
        return []
    try:
        told = _asked(text[:MAX_CHARS])
    except (requests.RequestException, ValueError, LookupError, TypeError) as error:
        log.warning("the model gave no answer that can be read: %s", type(error).__name__)
        return []
    return list(grounded(text, told, found))


def _asked(text: str) -> list[Any]:
    units = ", ".join(sorted(set(kinds("measures").values())))
    answer = requests.post(
        f"{settings.READER_MODEL_URL.rstrip('/')}/chat/completions",
        json={
            "model": settings.READER_MODEL_NAME,
            "temperature": 0,
            "messages": [{"role": "system", "content": PROMPT + units}, {"role": "user", "content": text}],
        },
        headers={"Authorization": f"Bearer {settings.READER_MODEL_KEY}"} if settings.READER_MODEL_KEY else {},
        timeout=60,
        allow_redirects=False,
    )
    answer.raise_for_status()
    told = json.loads(answer.json()["choices"][0]["message"]["content"])
    return told if isinstance(told, list) else []


def grounded(text: str, told: Iterable[Any], found: Iterable[Found]) -> Iterator[Found]:
    """The facts that the text really holds, each at a place where nothing was found yet."""
    taken = [(one.char_start, one.char_end) for one in found]
    for fact in told:
        value = _value(fact)
        if value is None or fact.get("unit") not in kinds("measures").values():
            continue
        quote, qualifier = fact["quote"], fact.get("qualifier", "exact")
        for match in re.finditer(re.escape(quote), text):
            start, end = match.span()
            if qualifier in QUALIFIERS and not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield Found(start, end, quote, quote, value, fact["unit"], "", qualifier)
                break


def _value(fact: Any) -> Decimal | tuple[Decimal, Decimal] | None:
    """The value of a fact whose own quote says it; else none."""
    if not isinstance(fact, dict) or not isinstance(fact.get("quote"), str):
        return None
    said = fact.get("value")
    try:
        ends = tuple(Decimal(str(part)) for part in (said if isinstance(said, list) else [said]))
    except InvalidOperation:
        return None
    read = [number_at(fact["quote"], match) for match in NUMBER.finditer(fact["quote"])]
    if len(ends) not in (1, 2) or ends != tuple(number.value for number in read if number):
        return None
    return ends[0] if len(ends) == 1 else (ends[0], ends[1])
