from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import override

from duikou.assessment.models import Round
from duikou.conferences.models import Conference
from duikou.engines.documents import Document
from duikou.ledger.lookup import read_once
from duikou.ledger.models import Record
from duikou.projects.models import Project
from duikou.reports.desk import Desk
from duikou.reports.genres import meetings, sheets, summaries, tasks
from duikou.reports.models import Report
from duikou.tasks.models import Circular, Order

G = Report.Genre


@dataclass(frozen=True)
class GenreKind:
    """How a kind of paper is written; `title` takes year, month, quarter, pair and the title of what it is about."""

    genre: Report.Genre
    title: str
    write: Callable[[Desk], Document]
    months: int = 0  # the length of its period; 0 for a paper of a day
    about: type[Record] | None = None
    needed: bool = False  # whether it has to be about something


GENRES: dict[str, GenreKind] = {
    kind.genre.value: kind
    for kind in (
        GenreKind(G.ANNUAL, "{pair}对口合作{year}年度工作总结", summaries.summary, 12),
        GenreKind(G.HALF_YEAR, "{pair}对口合作{year}年{half}半年工作总结", summaries.summary, 6),
        GenreKind(G.QUARTER, "{pair}对口合作{year}年第{quarter}季度工作简报", summaries.brief, 3),
        GenreKind(G.NOTICE, "{year}年{month}月{pair}对口合作任务推进情况通报", tasks.notice, 1, Circular),
        GenreKind(G.LEDGER, "{pair}对口合作重点任务台账", tasks.task_ledger),
        GenreKind(G.ORDER, "督办单:{about}", tasks.order, about=Order, needed=True),
        GenreKind(G.AGENDA, "{about}议程", meetings.agenda, about=Conference, needed=True),
        GenreKind(G.MINUTES, "{about}纪要", meetings.minutes, about=Conference, needed=True),
        GenreKind(G.RESULT, "{about}结果", sheets.result, about=Round, needed=True),
        GenreKind(G.PROJECT, "{about}", sheets.project, about=Project, needed=True),
        GenreKind(G.STATISTICS, "{pair}对口合作统计表", summaries.statistics),
        GenreKind(G.TEMPLATE, "{template}", summaries.from_template),
    )
}  # fmt: skip


def period_for(genre: str, as_of: date) -> date | None:
    """The first day of the period of this kind that contains the day; None for a paper of a day."""
    months = GENRES[genre].months
    if not months:
        return None
    return date(as_of.year, (as_of.month - 1) // months * months + 1, 1)


def last_period(genre: str, today: date) -> date:
    """The last day of the last complete period of this kind."""
    return (period_for(genre, today) or today) - timedelta(days=1)


def title_of(report: Report) -> str:
    """What the paper is called unless its writer calls it otherwise."""
    day, pairing = report.as_of, report.pairing
    return GENRES[report.genre].title.format(
        pair=pairing.side_name(report.of_side) or f"{pairing.short_a}{pairing.short_b}", year=day.year, month=day.month, quarter=(day.month + 2) // 3,
        half="上" if day.month <= 6 else "下", about=report.about.title if report.about else "",
        template=report.template.title if report.template else "",
    )[:200]  # fmt: skip


def compose(desk: Desk) -> Document:
    """The paper as a document. Papers are Chinese, whatever language the page around them speaks."""
    with override("zh-hans"), read_once(desk.report.pairing):
        return GENRES[desk.report.genre].write(desk)
