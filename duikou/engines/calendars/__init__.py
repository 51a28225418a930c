"""Working days in China: public holidays with adjusted working days, closed windows, and what is not announced yet.

The State Council announces each year's days in the autumn before. `holidays` knows what was announced; years after
`ANNOUNCED` are counted as plain weeks and named in `not_announced`, never guessed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

ANNOUNCED: Final = 2026
FIRST: Final = date(2000, 1, 1)
Window = tuple[tuple[int, int], tuple[int, int]]  # (month, day) to (month, day), over the turn of the year too


@lru_cache(maxsize=1)
def _china() -> tuple[frozenset[date], frozenset[date]]:
    """Free weekdays and working weekends of the announced years."""
    import holidays

    found = holidays.country_holidays("CN", years=range(2007, ANNOUNCED + 1))
    return frozenset(found), frozenset(getattr(found, "weekend_workdays", ()))


@dataclass(frozen=True)
class Calendar:
    """Which days are worked; `closed` windows hold for outdoor works alone."""

    country: str = "CN"
    closed: tuple[Window, ...] = ()
    extra_workdays: frozenset[date] = frozenset()
    extra_holidays: frozenset[date] = frozenset()
    _days: dict[bool, tuple[list[int], list[date]]] = field(default_factory=dict, compare=False, repr=False)

    def works_on(self, day: date, *, outdoors: bool = False) -> bool:
        if outdoors and any(_inside(day, window) for window in self.closed):
            return False
        if day in self.extra_workdays:
            return True
        if day in self.extra_holidays:
            return False
        free, worked = _china() if self.country == "CN" else (frozenset(), frozenset())
        return day in worked or (day.weekday() < 5 and day not in free)

    def not_announced(self, first: date, last: date) -> list[int]:
        """Years of the range whose public days nobody has announced."""
        return [year for year in range(first.year, last.year + 1) if self.country == "CN" and year > ANNOUNCED]

    def on_or_after(self, day: date, *, outdoors: bool = False) -> date:
        while not self.works_on(day, outdoors=outdoors):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date, *, outdoors: bool = False) -> date:
        while not self.works_on(day, outdoors=outdoors):
            day -= timedelta(days=1)
        return day

    def finish(self, start: date, days: int, *, outdoors: bool = False) -> date:
        """The last working day of a work of `days` working days that begins on working day `start`."""
        table, dates = self._table(outdoors)
        return dates[table[(start - FIRST).days] + max(days, 1) - 1]

    def start(self, finish: date, days: int, *, outdoors: bool = False) -> date:
        """The first working day of a work of `days` working days that ends on working day `finish`."""
        table, dates = self._table(outdoors)
        return dates[table[(finish - FIRST).days] - max(days, 1) + 1]

    def shift(self, day: date, days: int) -> date:
        """`days` working days after (before) a day; the day itself moves to a working day first."""
        table, dates = self._table(outdoors=False)
        base = self.on_or_after(day) if days >= 0 else self.on_or_before(day)
        return dates[table[(base - FIRST).days] + days]

    def between(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both counted; negative the other way round."""
        table, _dates = self._table(outdoors=False)
        if last < first:
            return -self.between(last, first)
        count = table[(last - FIRST).days] - table[(first - FIRST).days]
        return count + int(self.works_on(first)) if self.works_on(first) else count

    def _table(self, outdoors: bool) -> tuple[list[int], list[date]]:
        """For each day since 2000 the number of the last working day up to it, and the working days in order."""
        if outdoors not in self._days:
            numbers, dates = [], []
            for offset in range(366 * 60):
                day = FIRST + timedelta(days=offset)
                if self.works_on(day, outdoors=outdoors):
                    dates.append(day)
                numbers.append(len(dates) - 1)
            self._days[outdoors] = (numbers, dates)
        return self._days[outdoors]


def _inside(day: date, window: Window) -> bool:
    first, last = window
    here = (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last


def calendar(
    country: str = "CN",
    closed: Collection[Window] = (),
    extra_workdays: Collection[date] = (),
    extra_holidays: Collection[date] = (),
) -> Calendar:
    return Calendar(country, tuple(closed), frozenset(extra_workdays), frozenset(extra_holidays))
