"""Before and after a joint conference: the call for topics, who comes, what is studied, the minutes, the invitation."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from icalendar import Calendar

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.conferences import actions as conferences
from duikou.conferences.models import Attendee, Conference, Matter, Topic
from duikou.conferences.panels import draft_of_minutes
from duikou.ledger import actions
from duikou.ledger.work import heaps
from duikou.parties.actions import hand_over
from duikou.parties.models import Person, Post

HELD = date(2026, 6, 1)
MAY = date(2026, 5, 4)


def at(member, day=MAY):
    return Actor(member, timezone.make_aware(datetime(day.year, day.month, day.day, 9)))


@pytest.fixture
def conference(cast):
    values = {
        "title": "第五次联席会议",
        "happened_on": HELD,
        "number": 5,
        "host": "b",
        "topics_until": date(2026, 5, 20),
    }
    return actions.report(actions.enter(Conference, values, by=at(cast.north)), by=at(cast.north))


def topic_of(member, conference, title="共建园区"):
    values = {"title": title, "happened_on": MAY, "for_conference": conference, "asks": "同意共建"}
    return actions.report(actions.enter(Topic, values, by=at(member)), by=at(member))


def waiting(member, day):
    return {
        heap.work.key: [record.title for record, _why in heap.rows]
        for heap in heaps(member, day, app_label="conferences")
    }


def test_both_sides_are_called_for_topics_until_they_bring_one_or_the_day_is_past(cast, conference):
    assert waiting(cast.north, MAY)["call"] == waiting(cast.south, MAY)["call"] == ["第五次联席会议"]
    topic_of(cast.north, conference)
    assert "call" not in waiting(cast.north, MAY)
    assert waiting(cast.south, MAY) == {"call": ["第五次联席会议"], "to-study": ["共建园区"]}
    assert "call" not in waiting(cast.south, date(2026, 5, 21))


def test_the_last_word_of_the_study_counts(cast, conference):
    topic = topic_of(cast.north, conference)
    conferences.study(topic, opinion="ready", by=at(cast.south))
    conferences.study(topic, opinion="not_ready", says="资金未定", by=at(cast.south))
    with pytest.raises(ValidationError):
        conferences.put_on_agenda(topic, by=at(cast.north))
    conferences.study(topic, opinion="changed", says="分两期", by=at(cast.south, date(2026, 5, 6)))
    conferences.put_on_agenda(topic, by=at(cast.south))
    assert [one.title for one in Topic.objects.on_agenda(conference)] == ["共建园区"]
    conferences.take_off_agenda(Topic.objects.get(), by=at(cast.north))
    assert not Topic.objects.on_agenda(conference).exists()


def test_who_is_invited_by_post_comes_as_the_holder_of_the_day(cast, conference, client):
    by = at(cast.south)
    post = actions.report(actions.enter(Post, {"title": "市长", "happened_on": MAY, "home": "b"}, by=by), by=by)
    old, new = (actions.enter(Person, {"title": name, "happened_on": MAY}, by=by) for name in ("王一", "李二"))
    hand_over(post, old, by=by, on=MAY)
    assert [conferences.invite(conference, [post], by=at(cast.north)) for _time in range(2)] == [1, 0]
    hand_over(post, new, by=by, on=date(2026, 5, 30))
    client.force_login(cast.user("n.clerk"))
    page = client.get(f"/records/{conference.pk}/").content.decode()
    assert "李二" in page
    assert "王一" not in page
    assert Attendee.objects.get().in_post == post


def test_the_host_keeps_the_minutes_after_the_day(cast, conference, client):
    conference.refresh_from_db()
    topic = topic_of(cast.north, conference)
    conferences.study(topic, opinion="ready", by=at(cast.south))
    conferences.put_on_agenda(topic, by=at(cast.south))
    with pytest.raises(ValidationError):
        conferences.keep_minutes(conference, "纪要", by=at(cast.south))
    values = {"title": "共建园区一期", "happened_on": HELD, "decided_at": conference}
    actions.report(actions.enter(Matter, values, by=at(cast.south, HELD)), by=at(cast.south, HELD))
    text = draft_of_minutes(conference)
    assert "共建园区" in text
    assert "1. 共建园区一期" in text
    actions.agree(conference, by=at(cast.south, HELD))
    kept = conferences.keep_minutes(Conference.objects.get(), text, by=at(cast.south, HELD))
    assert (kept.minutes, kept.state) == (text, "reported")
    stranger = Membership.objects.get(user__username="n.supervisor")
    with pytest.raises(PermissionDenied):
        conferences.keep_minutes(kept, "x", by=at(stranger, HELD))


def test_the_invitation_carries_the_agenda_into_calendars(cast, conference, client):
    topic = topic_of(cast.north, conference)
    conferences.study(topic, opinion="ready", by=at(cast.south))
    conferences.put_on_agenda(topic, by=at(cast.south))
    client.force_login(cast.user("s.leader"))
    answer = client.get(f"/conferences/{conference.pk}/invitation.ics")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["summary"]), event.decoded("dtstart")) == ("第五次联席会议", HELD)
    assert "1. 共建园区" in str(event["description"])


def test_the_next_conference_is_the_other_sides_turn(cast, conference):
    assert Conference.first_values(cast.north) == {"number": 6, "host": "a"}
