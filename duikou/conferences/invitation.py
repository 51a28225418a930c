"""The invitation of a conference as an iCalendar file, which every calendar program takes."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from duikou.conferences.models import Conference, Topic


def invitation(conference: Conference, *, at: datetime) -> bytes:
    """A whole-day event with the agenda as its description."""
    calendar = Calendar()
    calendar.add("prodid", "-//Duikou//joint conference//")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", f"{conference.pk}@duikou")
    event.add("dtstamp", at)
    event.add("dtstart", conference.happened_on)
    event.add("dtend", conference.happened_on + timedelta(days=1))
    event.add("summary", conference.title)
    if conference.place:
        event.add("location", conference.place)
    event.add("description", "\n".join(f"{topic.place_on_agenda}. {topic.title}" for topic in agenda(conference)))
    calendar.add_component(event)
    return calendar.to_ical()


def agenda(conference: Conference) -> list[Topic]:
    return list(Topic.objects.on_agenda(conference))  # type: ignore[arg-type,attr-defined]
