from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.conferences.actions import invite, keep_minutes, put_on_agenda, study
from duikou.conferences.models import Conference, Matter, Topic
from duikou.conferences.panels import draft_of_minutes
from duikou.ledger import actions
from duikou.ledger.models import Record
from duikou.ledger.synthetic import World
from duikou.parties.models import Post
from duikou.regions.models import Pairing, Side

Drawn = tuple[type[Record], dict[str, Any]]


def conference(world: World, day: date) -> Drawn:
    number = len(world.made.get(Conference, [])) + 1
    host = "ab"[number % 2]
    title = f"北林南江第{number}次联席会议(演示)"
    return Conference, {
        "title": title,
        "number": number,
        "host": host,
        "place": world.pairing.side_name(host),
        "happened_on": day,
    }


def matter(world: World, day: date) -> Drawn:
    held = world.one_of(Conference)
    if held is None:
        return conference(world, day)
    return Matter, {"title": f"议定事项{next(world.number)}(演示)", "decided_at": held, "happened_on": held.happened_on}


TOPICS = ("共建产业园二期", "农产品销售渠道", "冬季旅游线路", "职业院校联合培养", "企业赴对方投资", "干部互派安排")


def closing(pairing: Pairing, clerks: dict[str, Membership], until: datetime) -> None:
    """Topics with the other side's study, attendance and minutes of the conferences held; one conference to come."""
    random = Random(11)
    by = {side: Actor(clerks[side], until) for side in "ab"}
    held = list(Conference.objects.counted().filter(pairing=pairing).order_by("happened_on"))
    day = until.date() + timedelta(days=40)
    host = Side(held[-1].host).other if held else "a"  # type: ignore[attr-defined]
    values = {"title": f"北林南江第{len(held) + 1}次联席会议(演示)", "number": len(held) + 1, "host": host, "happened_on": day,
              "place": pairing.side_name(host), "topics_until": until.date() + timedelta(days=20)}  # fmt: skip
    coming = actions.report(actions.enter(Conference, values, by=by["a"]), by=by["a"])
    posts = list(Post.objects.counted().filter(pairing=pairing).order_by("pk")[:6])
    for conference in (*held[-3:], coming):
        _topics(conference, random, by)
        invite(conference, posts, by=by["a"])  # type: ignore[arg-type]
    for conference in held[-3:]:
        keeper = by[conference.host]  # type: ignore[attr-defined]
        keep_minutes(conference, draft_of_minutes(conference), by=keeper)  # type: ignore[arg-type]


def _topics(conference: Any, random: Random, by: dict[str, Actor]) -> None:
    """Three topics of either side; the last one still waits for its data."""
    for number, title in enumerate(random.sample(TOPICS, 3)):
        side = "ab"[number % 2]
        values = {"title": f"{title}(演示)", "happened_on": min(by["a"].today, conference.happened_on),
                  "for_conference": conference, "asks": "请会议研究并明确双方分工(演示)"}  # fmt: skip
        topic = actions.report(actions.enter(Topic, values, by=by[side]), by=by[side])
        other = by[Side(side).other]
        if number < 2:
            study(topic, opinion="ready", says="同意列入议程(演示)", by=other)  # type: ignore[arg-type]
            put_on_agenda(topic, by=by["a"])  # type: ignore[arg-type]
        else:
            study(topic, opinion="data", data_wanted="用地和资金测算(演示)", by=other)  # type: ignore[arg-type]


draws = [(1, conference), (4, matter)]
