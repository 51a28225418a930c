from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cached_property

from duikou.engines.calendars import Calendar
from duikou.engines.scheduling.model import Activity


class Axis:
    """Working days as whole numbers: work from `s` up to (not with) `e` covers working days s … e − 1.

    Outdoor works take only the days outside closed windows, so their end depends on where they start.
    """

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self.calendar = calendar
        self.days = calendar.workdays(first, last)
        self.size = len(self.days)

    @cached_property
    def open_air(self) -> list[int]:
        """The numbers of the days on which outdoor works go on."""
        open_air = set(self.calendar.workdays(self.days[0], self.days[-1], outdoors=True))
        return [number for number, day in enumerate(self.days) if day in open_air]

    def after(self, day: date) -> int:
        """The number of the first working day on or after a day."""
        return bisect_left(self.days, day)

    def before(self, day: date) -> int:
        """The number of the last working day on or before a day, −1 where there is none."""
        return bisect_right(self.days, day) - 1

    def first_start(self, activity: Activity, least: int) -> int:
        """The first number from `least` on at which the activity can start."""
        if not activity.outdoors or not activity.days:
            return least
        place = bisect_left(self.open_air, least)
        return self.open_air[place] if place < len(self.open_air) else self.size

    def last_start(self, activity: Activity, most: int) -> int:
        """The last number up to `most` at which the activity can start, −1 where there is none."""
        if not activity.outdoors or not activity.days:
            return most
        place = bisect_right(self.open_air, most) - 1
        return self.open_air[place] if place >= 0 else -1

    def end(self, activity: Activity, start: int) -> int:
        """Where an activity that starts at `start` ends."""
        if not activity.outdoors or not activity.days:
            return start + activity.days
        place = bisect_left(self.open_air, start) + activity.days - 1
        return self.open_air[place] + 1 if place < len(self.open_air) else self.size + activity.days

    def start_for_end(self, activity: Activity, end: int) -> int:
        """The latest start whose end is no later than `end`, −1 where there is none."""
        if not activity.outdoors or not activity.days:
            return end - activity.days
        place = bisect_left(self.open_air, end) - activity.days
        return self.open_air[place] if place >= 0 else -1

    def start_for_end_from(self, activity: Activity, end: int) -> int:
        """The earliest start whose end is no earlier than `end`."""
        latest = self.start_for_end(activity, end)
        if latest >= 0 and self.end(activity, latest) == end:
            return latest
        return self.first_start(activity, latest + 1)

    def dates(self, activity: Activity, start: int, end: int) -> tuple[date, date]:
        """First and last day of the work; a milestone that waits for others stands on the day on which they are done."""
        if not activity.days:
            start = end = start - 1 if activity.after else start
            return self._day(start), self._day(end)
        return self._day(start), self._day(end - 1)

    def _day(self, number: int) -> date:
        return self.days[min(max(number, 0), self.size - 1)]
