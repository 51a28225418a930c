"""Working days in China: public holidays with adjusted working days, closed windows, and what is not announced yet.

The State Council announces each year's days in the autumn before. `holidays` knows what was announced up to `ANNOUNCED`;
a notice entered since then overrides it. Years without either are counted as plain weeks and named in `not_announced`,
never guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, compress
from typing import Any, Final

ANNOUNCED: Final = 2026
FIRST: Final = date(2000, 1, 1)
Window = tuple[tuple[int, int], tuple[int, int]]  # (month, day) to (month, day), over the turn of the year too


class NoticeError(ValueError):
    """A table of notices cannot be read; the text says where and how to mend it."""


@dataclass(frozen=True)
class Notice:
    """One year's public days as announced: free weekdays and weekends that are worked instead."""

    year: int
    free: frozenset[date]
    worked: frozenset[date]


def read_notices(data: Any) -> tuple[Notice, ...]:
    """{"2027": {"free": ["2027-01-01", ["2027-02-05", "2027-02-11"]], "worked": ["2027-02-14"]}}; a pair is a span."""
    if not isinstance(data, dict):
        raise NoticeError("a table of years is needed")
    found = []
    for year, days in data.items():
        if not (isinstance(days, dict) and set(days) <= {"free", "worked"} and str(year).isdigit()):
            raise NoticeError(f"{year}: a year with “free” and “worked” is needed")
        free, worked = (frozenset(_days(days.get(name, []), f"{year}.{name}")) for name in ("free", "worked"))
        wrong = next((day for day in sorted(free | worked) if not int(year) - 1 <= day.year <= int(year)), None)
        if wrong:
            raise NoticeError(f"{year}: {wrong} lies in another year")
        found.append(Notice(int(year), free, worked))
    return tuple(found)


def _days(values: Any, where: str) -> Iterator[date]:
    for value in values if isinstance(values, list) else [values]:
        try:
            first, last = (date.fromisoformat(day) for day in (value if isinstance(value, list) else [value, value]))
        except (TypeError, ValueError):
            raise NoticeError(f"{where}: “{value}” is neither a day such as 2027-01-01 nor a pair of days") from None
        yield from (first + timedelta(days=offset) for offset in range((last - first).days + 1))


@lru_cache(maxsize=1)
def _every_day() -> list[date]:
    return [FIRST + timedelta(days=offset) for offset in range(366 * 60)]


@lru_cache(maxsize=1)
def _weekdays() -> bytes:
    return bytes(day.weekday() < 5 for day in _every_day())


@lru_cache(maxsize=8)
def _public_days(notices: tuple[Notice, ...]) -> bytes:
    """Monday to Friday, save the free days and with the working weekends of the years announced."""
    import holidays

    entered = {one.year for one in notices}
    years = [year for year in range(2007, ANNOUNCED + 1) if year not in entered]
    known = holidays.country_holidays("CN", years=years)
    free = {*known, *(day for one in notices for day in one.free)}
    worked = {*getattr(known, "weekend_workdays", ()), *(day for one in notices for day in one.worked)}
    days = bytearray(_weekdays())
    for exceptions, works in ((free, 0), (worked, 1)):
        for day in exceptions:
            days[(day - FIRST).days] = works
    return bytes(days)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked; `closed` windows hold for outdoor works alone."""

    country: str = "CN"
    closed: tuple[Window, ...] = ()
    extra_workdays: frozenset[date] = frozenset()
    extra_holidays: frozenset[date] = frozenset()
    notices: tuple[Notice, ...] = ()
    _worked: dict[bool, bytes] = field(default_factory=dict, compare=False, repr=False)
    _days: dict[bool, tuple[list[int], list[date]]] = field(default_factory=dict, compare=False, repr=False)

    def works_on(self, day: date, *, outdoors: bool = False) -> bool:
        return bool(self._flags(outdoors)[(day - FIRST).days])

    def workdays(self, first: date, last: date, *, outdoors: bool = False) -> list[date]:
        """The days of a span, both ends counted, on which work goes on."""
        begin, end = (first - FIRST).days, (last - FIRST).days + 1
        return list(compress(_every_day()[begin:end], self._flags(outdoors)[begin:end]))

    def _flags(self, outdoors: bool) -> bytes:
        """For each day from FIRST on whether it is worked."""
        if outdoors not in self._worked:
            days = bytearray(_public_days(self.notices) if self.country == "CN" else _weekdays())
            for exceptions, works in ((self.extra_holidays, 0), (self.extra_workdays, 1)):
                for day in exceptions:
                    days[(day - FIRST).days] = works
            if outdoors and self.closed:
                for number, day in enumerate(_every_day()):
                    if days[number] and any(_inside(day, window) for window in self.closed):
                        days[number] = 0
            self._worked[outdoors] = bytes(days)
        return self._worked[outdoors]

    def not_announced(self, first: date, last: date) -> list[int]:
        """Years of the range whose public days nobody has announced."""
        known = {one.year for one in self.notices}
        years = range(max(first.year, ANNOUNCED + 1), last.year + 1)
        return [year for year in years if self.country == "CN" and year not in known]

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
            flags = self._flags(outdoors)
            numbers = [count - 1 for count in accumulate(flags)]
            self._days[outdoors] = (numbers, list(compress(_every_day(), flags)))
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
    notices: Collection[Notice] = (),
) -> Calendar:
    return Calendar(country, tuple(closed), frozenset(extra_workdays), frozenset(extra_holidays), tuple(notices))
