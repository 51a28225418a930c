"""Where a paper is written: the report as asked for, its figures, and the records that its writer may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet

from duikou.accounts.models import Membership
from duikou.engines.documents import Block, Cell, Document, Heading, Paragraph, Row, Run, Table
from duikou.engines.quantities import Quantity
from duikou.engines.templates import Field, period_of
from duikou.engines.wording import chinese, in_words
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Scope
from duikou.ledger.models import Record
from duikou.reports.models import Report
from duikou.reports.quotes import NOT_REPORTED, Quote, Quotes, year_before

STAGES = {
    Report.Stage.DRAFT: "草稿",
    Report.Stage.CHECKED: "已核稿,待签发",
    Report.Stage.WITHDRAWN: "已撤销",
}


@dataclass
class Desk:
    report: Report
    quotes: Quotes
    membership: Membership | None = None
    tell: Callable[[int, int], None] = field(default=lambda done, total: None)

    @property
    def scope(self) -> Scope:
        return self.quotes.scope

    @property
    def year(self) -> int:
        return self.report.as_of.year

    def rows(self, model: type[Record]) -> QuerySet[Any]:
        """The reported records of a kind; those that the member who asks may see."""
        rows: Any = model._default_manager
        seen = rows.visible_to(self.membership) if self.membership else rows.all()
        return seen.counted().filter(pairing=self.report.pairing)

    def about(self, model: type[Record]) -> Any:
        """The record that the paper is about, as its own kind; None where it is not, or may not be seen."""
        rows: Any = model._default_manager
        seen = rows.visible_to(self.membership).live() if self.membership else rows.counted()
        return seen.filter(pairing=self.report.pairing, pk=self.report.about_id).first()  # type: ignore[misc]

    def side(self, side: str) -> str:
        return self.report.pairing.side_name(side)

    def quoted(self, wanted: Field) -> Quote:
        """A figure field of a chapter or a template."""
        figure, options = figures()[wanted.key], wanted.options
        scope = self.scope
        if "as_of" in options:
            scope = replace(scope, as_of=date.fromisoformat(options["as_of"]))
        if "basis" in options:
            scope = replace(scope, basis=options["basis"])
        period = options.get("period") or options.get("year")
        if period:
            start, end = period_of(period)
            scope = replace(scope, start=start, end=end)
        return self.quotes.quote(wanted.key, replace(scope, where=wanted.where(figure.dimensions)))

    def change(self, quote: Quote) -> str:
        """Against the end of last year, or last year itself for what is counted by the year."""
        before = year_before(quote.scope)
        if quote.scope.start:
            before = replace(
                before, start=_year_earlier(quote.scope.start), end=_year_earlier(quote.scope.last_day),
                as_of=_year_earlier(quote.scope.last_day),
            )  # fmt: skip
            return self.quotes.change(quote, before, "上年同期")
        than = "上年" if quote.reading.period else "上年末"
        return self.quotes.change(quote, before, than)


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def scope_of(report: Report) -> Scope:
    return Scope(report.pairing, report.as_of, report.basis)


def desk_of(report: Report, membership: Membership | None = None, **kwargs: Any) -> Desk:
    issue = str(report.pk) if not report._state.adding else ""
    return Desk(report, Quotes(scope_of(report), issue, report.of_side), membership, **kwargs)


def says(*texts: str | Run) -> Paragraph:
    return Paragraph(tuple(text if isinstance(text, Run) else Run(text) for text in texts))


def table_of(head: Iterable[str], rows: Iterable[Iterable[Any]], **kwargs: Any) -> Table:
    return Table(tuple(head), tuple(tuple(_cell(value) for value in row) for row in rows), **kwargs)


def _cell(value: Any) -> Cell:
    if isinstance(value, Cell):
        return value
    if isinstance(value, date):
        return Cell(value.isoformat())
    return Cell("" if value is None else str(value), numeric=isinstance(value, int))


def day_in_words(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else NOT_REPORTED


def paper(desk: Desk, title: str, blocks: Iterable[Block], *, red: bool = True, **fields: Any) -> Document:
    """The frame of an official document around its blocks; the sources come last."""
    report = desk.report
    title += "(演示数据)" if report.pairing.synthetic else ""
    body = tuple(set_in_chinese(block) for block in blocks)
    office = report.unit.name if report.unit_id else f"{desk.side('a')}{desk.side('b')}对口合作办公室"
    given = {
        "red_head": f"{office}文件" if red else "", "number": report.number_shown if red else "", "signature": office,
        "dated": report.happened_on, "subject": STAGES.get(Report.Stage(report.stage), ""), **fields,
    }  # fmt: skip
    given = {name: chinese(value) if isinstance(value, str) else value for name, value in given.items()}
    return Document(chinese(title), body, sources=tuple(set_in_chinese(block) for block in sources(desk)), **given)


B = TypeVar("B", bound=Block)


def set_in_chinese(block: B) -> B:
    """The block with Chinese punctuation; a paragraph is looked at as one text, whatever its runs are."""
    if isinstance(block, Heading):
        return replace(block, text=chinese(block.text))
    if isinstance(block, Paragraph):
        rest = iter(chinese("".join(run.text for run in block.runs)))
        return replace(block, runs=tuple(replace(run, text="".join(islice(rest, len(run.text)))) for run in block.runs))
    if isinstance(block, Table):
        rows = tuple(tuple(replace(cell, text=chinese(cell.text)) for cell in row) for row in block.rows)
        return replace(block, head=tuple(map(chinese, block.head)), rows=rows, title=chinese(block.title))
    return block


def sources(desk: Desk) -> Iterable[Paragraph | Table]:
    """The last page: each figure with its definition, rule version, coverage, evidence, and the end of the history."""
    quoted = list(desk.quotes.quoted.values())
    if not quoted:
        return
    basis = "双方确认" if desk.scope.basis == "agreed" else "至少一方上报"
    yield says(f"以下数据截至{day_in_words(desk.report.as_of)},以{basis}的记录为准,可凭链接查看记录与佐证。")
    yield table_of(
        ("指标", "数值", "其中有明细", "期初结转", "佐证", "规则", "口径"),
        [_source(desk, quote) for quote in quoted],
        widths=(2.4, 2.2, 1.4, 1.4, 0.9, 0.9, 5),
        title="数据来源",
    )
    if desk.report.head_hash:
        groups = " ".join("".join(part) for part in zip(*[iter(desk.report.head_hash)] * 16, strict=False))
        yield says(
            f"数据取自{desk.report.known_at:%Y-%m-%d %H:%M:%S} UTC的台账,历史链第{desk.report.head_number}条,链头:"
        )
        yield says(groups)


def _source(desk: Desk, quote: Quote) -> Row:
    reading = quote.reading
    period = f"({reading.period}年)" if reading.period else ""
    link = desk.quotes.address(quote)
    held = [
        in_words(Quantity(part), quote.unit) if quote.is_sum else "–" for part in (reading.itemised, reading.carried)
    ]
    return (
        Cell(quote.label + period, link), Cell(quote.words, link), Cell(held[0]), Cell(held[1]),
        Cell(str(desk.quotes.evidence(quote)), numeric=True), Cell(reading.rule_version), Cell(str(quote.figure.definition)),
    )  # fmt: skip
