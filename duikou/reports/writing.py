"""A paper written for its issue: number, figures and files, from the ledger as it stands at the head of the history."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Max

from duikou.accounts.actor import Actor
from duikou.engines.documents import DocumentError, Form, render
from duikou.ledger.models import Entry, Head
from duikou.reports.desk import Desk, desk_of
from duikou.reports.genres import compose
from duikou.reports.models import Report
from duikou.reports.plain import text_of

FORMS: tuple[Form, ...] = ("pdf", "docx", "xlsx")
Tell = Callable[[int, int], None]
End = tuple[int, str]


@dataclass(frozen=True)
class Written:
    """What is kept when nothing was entered since: the desk with its report and quotes, the files, the head."""

    desk: Desk
    files: dict[Form, bytes]
    head: End


def head_now(*, lock: bool = False) -> End:
    """Number and hash of the last entry; with `lock` nobody writes to the ledger until the transaction ends."""
    rows = Head.objects.select_for_update() if lock else Head.objects.all()
    head = rows.filter(pk=1).first()
    return (head.number, head.hash) if head else (0, "")


def write(report: Report, *, by: Actor, tell: Tell = lambda done, total: None) -> Written:
    """Write the paper as it would be issued now; the report itself stays as it is. Raises ValidationError."""
    head = head_now()
    issued = _as_issued(report, head, by)
    parts = [0]

    def composed(done: int, total: int) -> None:
        parts[0] = total
        tell(done, total + len(FORMS))

    desk = desk_of(issued, by.membership, tell=composed)
    document = compose(desk)
    issued.wording = text_of(document)
    files: dict[Form, bytes] = {}
    for number, form in enumerate(FORMS):
        tell(parts[0] + number, parts[0] + len(FORMS))
        try:
            files[form] = render(document, form, created_at=issued.known_at)  # type: ignore[arg-type]
        except DocumentError as error:
            raise ValidationError(str(error), "document") from error
    return Written(desk, files, head)


def _as_issued(report: Report, head: End, by: Actor) -> Report:
    """A copy with the next number of the office's series of the year, the moment of knowledge and the head."""
    issued = copy(report)
    last = Entry.objects.filter(number=head[0]).values_list("at", flat=True).first()
    issued.known_at = max(by.at, last) if last else by.at
    issued.happened_on, issued.stage = by.today, Report.Stage.ISSUED
    issued.head_number, issued.head_hash = head
    year, office = by.today.year, report.pairing.side_name(report.side)
    issued.series = f"{report.pairing.slug}-{report.side}-{year}"
    taken = Report.objects.filter(series=issued.series).aggregate(n=Max("number"))["n"]
    issued.number = (taken or 0) + 1
    issued.number_shown = f"{office}合作办〔{year}〕{issued.number}号"
    return issued
