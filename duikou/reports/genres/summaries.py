"""Annual and half-year summary, quarterly brief, and papers written from a template."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duikou.engines.documents import Block, Cell, Document, Heading, PageBreak, Paragraph, Run, Table
from duikou.engines.quantities import plain
from duikou.engines.templates import Field, Insert, Known, Template, read
from duikou.engines.templates import Heading as TemplateHeading
from duikou.ledger.chapters import chapters
from duikou.ledger.discovery import figures
from duikou.reports.chapters import every_chapter, figure_table, parts_table, sentence, written
from duikou.reports.desk import Desk, day_in_words, paper, says
from duikou.reports.quotes import NOT_REPORTED

OVERALL = (
    ("累计召开联席会议{conferences.held}", "议定重大事项{conferences.matters_decided}"),
    (
        "掌握项目线索{projects.leads}",
        "签约项目{projects.signed}",
        "开工{projects.started}",
        "投产{projects.in_production}",
    ),
    ("支持民生项目{livelihood.projects}", "对方出资{livelihood.partner_funding}"),
    ("列入重点工作任务{tasks.key_tasks}", "完成任务{tasks.finished}"),
)
HEADLINES = ("conferences.held", "exchanges.leader_visits", "exchanges.talks", "projects.leads", "projects.signed",
             "projects.started", "projects.in_production", "projects.investment_signed", "projects.paid_in",
             "livelihood.projects", "tasks.finished", "tasks.in_time_rate")  # fmt: skip


def summary(desk: Desk) -> Document:
    def blocks() -> Iterator[Block]:
        yield opening(desk)
        yield Heading(1, "总体情况")
        yield overall(desk)
        yield from every_chapter(desk)

    return paper(desk, desk.report.title, list(blocks()))


def opening(desk: Desk) -> Paragraph:
    names = desk.side(desk.report.of_side) or f"{desk.side('a')}、{desk.side('b')}"
    basis = "双方确认" if desk.scope.basis == "agreed" else "双方上报"
    return says(
        f"现将{names}对口合作工作截至{day_in_words(desk.report.as_of)}的情况报告如下。所列数据以{basis}的台账记录为准。"
    )


def overall(desk: Desk) -> Paragraph:
    runs = [run for clauses in OVERALL for run in sentence(desk, clauses)]
    return Paragraph(tuple(runs)) if runs else says(f"各项数据{NOT_REPORTED}。")


def brief(desk: Desk) -> Document:
    """One or two pages: what stands, what moved, what is open."""
    reported = tuple(key for key in HEADLINES if desk.quotes.speaks_of(key) and desk.quotes.look(key, desk.scope).value)
    blocks: list[Block] = [opening(desk), Heading(1, "总体情况"), overall(desk)]
    if reported:
        blocks += [Heading(1, "主要指标"), figure_table(desk, reported)]
    blocks += [Heading(1, "任务推进"), *list(written(desk, chapters()["tasks"][1]))[1:2]]
    return paper(desk, desk.report.title, blocks)


def known() -> Known:
    return Known({key: tuple(figure.dimensions) for key, figure in figures().items()}, tuple(chapters()))


def from_template(desk: Desk) -> Document:
    """The paper that a template gives. Raises ValidationError where the template has mistakes."""
    template = read(desk.report.pattern, known())
    if template.mistakes:
        first = template.mistakes[0]
        where = {"line": first.line, "what": first.what}
        raise ValidationError(_("Line %(line)s of the template is not understood: %(what)s") % where)
    return paper(desk, desk.report.title, list(_blocks(desk, template)))


def _blocks(desk: Desk, template: Template) -> Iterator[Block]:
    under = 0  # a chapter stands one step below the heading before it
    for block in template.blocks:
        if isinstance(block, TemplateHeading):
            under = block.level
            yield Heading(block.level, block.text)
        elif isinstance(block, Insert):
            yield from _inserted(desk, block, min(under + 1, 4))
        else:
            yield Paragraph(tuple(_run(desk, part) if isinstance(part, Field) else Run(part) for part in block.parts))


def _run(desk: Desk, wanted: Field) -> Run:
    """The figure in the form that `show` asks for; a figure without value says so."""
    quote = desk.quoted(wanted)
    number = quote.words.replace(quote.unit, "") if quote.value else NOT_REPORTED
    shown = {
        "number": number,
        "change": desk.change(quote),
        "label": quote.label,
        "period": quote.reading.period,
    }
    show = wanted.options.get("show", "value")
    return Run(shown[show]) if show in ("label", "period", "change") else desk.quotes.run(quote, shown.get(show, ""))


def _inserted(desk: Desk, insert: Insert, level: int) -> Iterator[Block]:
    if insert.name == "chapter":
        yield from written(desk, chapters()[insert.argument][1], level)
    elif insert.name == "chapters":
        yield from every_chapter(desk, level)
    elif insert.name == "page":
        yield PageBreak()
    else:
        options = {name: value for name, value in insert.options.items() if name != "by"}
        yield parts_table(desk, insert.argument, insert.options["by"], desk.quoted(Field(insert.argument, options)))


def statistics(desk: Desk) -> Document:
    """Every figure in one table: value, what of it is itemised, and the end of last year."""
    rows = []
    every = list(figures().values())
    for number, figure in enumerate(every):
        if not desk.quotes.speaks_of(figure.key):
            continue
        desk.tell(number, len(every))
        quote = desk.quotes.quote(figure.key)
        held = quote.reading
        rows.append((
            Cell(quote.label, desk.quotes.address(quote)), Cell(quote.unit), Cell(quote.words, desk.quotes.address(quote)),
            Cell(plain(held.itemised) if quote.is_sum else "–", numeric=True), Cell(held.period or "累计"),
            Cell(desk.change(quote) or "–"),
        ))  # fmt: skip
    table = Table(("指标", "单位", "数值", "其中有明细", "时段", "增减"), tuple(rows), widths=(4, 1.2, 2.4, 2, 1.2, 3))
    return paper(desk, desk.report.title, [table], red=False, landscape=True)
