"""The working days of both cities: as announced, and as entered since in a table of the year's notices."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from duikou.engines.calendars import Calendar, Notice, NoticeError, Window, calendar, read_notices


def notices() -> tuple[Notice, ...]:
    """Of the file that the setting names; none where it does not exist. Raises ValidationError that quotes it."""
    path = Path(settings.HOLIDAYS_FILE)
    return _read(path, path.stat().st_mtime_ns) if path.exists() else ()


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> tuple[Notice, ...]:
    try:
        return read_notices(json.loads(path.read_text(encoding="utf-8-sig")))
    except (json.JSONDecodeError, UnicodeDecodeError, NoticeError) as error:
        raise ValidationError(f"{path.name}: {error}") from error


def working_days(*closed: Window) -> Calendar:
    return _calendar(closed, notices())


@lru_cache(maxsize=8)
def _calendar(closed: tuple[Window, ...], entered: tuple[Notice, ...]) -> Calendar:
    return calendar(closed=closed, notices=entered)
