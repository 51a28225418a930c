from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import override

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.briefs import actions
from duikou.briefs.claims import words
from duikou.briefs.wording import shown
from duikou.engines.quantities import Quantity
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Scope
from duikou.regions.models import Pairing

draws: list[tuple[int, object]] = []
TOLD = (
    "projects.signed",
    "projects.started",
    "agreements.signed",
    "exchanges.visits",
    "tasks.finished",
    "tourism.visitors",
)
OPENING = "两市对口合作情况(演示)\n本文为演示数据,地名和数字均为虚构。"
WRONG = "共建园区入驻企业40家,其中北林企业25家、南江企业19家。{year}年2月30日,双方召开了座谈会。"


def closing(pairing: Pairing, clerks: dict[str, Membership], until: datetime) -> None:
    """Two briefs of one office: figures as they were, and in the later one a number too many, a sum and a day that are wrong."""
    by, today = Actor(clerks["a"], until), until.date()
    for title, day, wrong in (
        ("三季度对口合作简报(演示)", today - timedelta(days=90), ""), ("对口合作简报(演示)", today - timedelta(days=7), WRONG),
    ):  # fmt: skip
        content = "\n".join([OPENING, *_sentences(pairing, day, bool(wrong)), wrong.format(year=day.year)]).encode()
        text = actions.take_in(content, f"{title}.txt", title=title, published=day, source="北林合作办(演示)", by=by)
        actions.judge(text, by=by)


def _sentences(pairing: Pairing, day: date, off: bool) -> list[str]:
    """The figures of the day in sentences; the first of them overstated where `off`."""
    told = []
    with override("zh-hans"):
        for key in TOLD:
            figure = figures()[key]
            value = figure.read(Scope(pairing, day)).value
            if value is None:
                continue
            stated = Quantity(value.low + 7) if off and not told else value
            unit = words()["measures"].get(figure.unit, "项" if figure.unit != "visit" else "次")
            told.append(f"合作以来,累计{figure.label}{shown(stated, figure.unit)}{unit}。")
    return told
