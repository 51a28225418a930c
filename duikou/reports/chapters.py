"""Chapters written out: sentences from figures, what leads and what lags, and the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duikou.engines.documents import Block, Cell, Heading, Paragraph, Run, Table
from duikou.engines.templates import field_of
from duikou.engines.wording import in_words
from duikou.ledger.chapters import Best, Chapter, Text, chapters
from duikou.ledger.discovery import figures
from duikou.ledger.figure import Part
from duikou.ledger.units import unit_label
from duikou.reports.desk import Desk, says
from duikou.reports.quotes import NOT_REPORTED, Quote, part_label, year_before

FIELD = re.compile(r"\{([^{}]+)\}")
RATES = ("percent",)


def every_chapter(desk: Desk, level: int = 1) -> Iterator[Block]:
    """All chapters in the order of the story; one about which nothing was reported says so in one line."""
    found = list(chapters().values())
    for number, (_app, chapter) in enumerate(found):
        desk.tell(number, len(found))
        yield from written(desk, chapter, level)


def written(desk: Desk, chapter: Chapter, level: int = 1) -> Iterator[Block]:
    sentences = [runs for clauses in chapter.sentences if (runs := sentence(desk, clauses))]
    leading = [runs for best in chapter.best if (runs := leads(desk, best))]
    if desk.report.of_side and not sentences:
        return  # nothing in it is told by side
    yield Heading(level, str(chapter.heading))  # type: ignore[arg-type]
    if sentences or leading:
        yield Paragraph(tuple(run for runs in [*sentences, *leading] for run in runs))
    else:
        yield says(f"本部分数据{NOT_REPORTED}。")
    if chapter.table and sentences:
        yield figure_table(desk, chapter.table)


def sentence(desk: Desk, clauses: tuple[Text, ...]) -> list[Run]:
    """The clauses whose figures have values, with commas between and a full stop; [] where none has."""
    said = [runs for text in clauses if (runs := clause(desk, str(text)))]
    joined = [run for runs in said for run in (Run(","), *runs)][1:]
    return [*joined, Run("。")] if joined else []


def clause(desk: Desk, text: str) -> list[Run]:
    """One clause, with what changed since the last period; [] where a figure of it has no value."""
    runs: list[Run] = []
    quotes: list[Quote] = []
    for number, part in enumerate(FIELD.split(text)):
        if number % 2 == 0 or part in ("a", "b"):
            runs.append(Run(desk.side(part) if number % 2 else part))
            continue
        wanted = field_of(part)
        quote = desk.quoted(wanted) if desk.quotes.speaks_of(wanted.key) else None
        if quote is None or quote.value is None:
            return []
        quotes.append(quote)
        runs.append(desk.quotes.run(quote))
    period = next((f"{quote.reading.period}年" for quote in quotes if quote.reading.period), "")
    changes = [change for quote in quotes if (change := desk.change(quote))] if len(quotes) == 1 else []
    return [run for run in (Run(period), *runs, *(Run(f",{change}") for change in changes)) if run.text]


def leads(desk: Desk, best: Best) -> list[Run]:
    """Which part is largest, and which smallest; nothing unless two parts at least were reported and one stands out."""
    if not desk.quotes.speaks_of(best.key) or (best.dimension == "side" and desk.report.of_side):
        return []
    parts = [part for part in desk.quotes.split(best.key, best.dimension) if part.reading.value and part.value]
    figure = figures()[best.key]
    if len(parts) < 2 or _low(parts[0]) == _low(parts[1]):
        return []
    most, least = ("最高", "最低") if figure.unit in RATES else ("最多", "最少")
    runs = [
        Run(f"{figure.label}按{figure.dimensions[best.dimension].label}看,"),
        *_named(desk, best, parts[0]),
        Run(most),
    ]
    if best.worst and len(parts) > 2 and _low(parts[-1]) < _low(parts[-2]):
        runs += [Run(","), *_named(desk, best, parts[-1]), Run(least)]
    return [*runs, Run("。")]


def _low(part: Part) -> object:
    return part.reading.value.low if part.reading.value else None


def _named(desk: Desk, best: Best, part: Part) -> list[Run]:
    quote = desk.quotes.quote(best.key, **{best.dimension: part.value})
    value = quote.value or part.reading.value
    words = in_words(value, unit_label(figures()[best.key].unit)) if value else NOT_REPORTED
    return [Run(f"{part.label}("), desk.quotes.run(quote, words), Run(")")]


def figure_table(desk: Desk, keys: tuple[str, ...]) -> Table:
    """The chapter's figures, beside the end of last year where one of them can be compared with it."""
    quotes = [desk.quotes.quote(key) for key in keys if desk.quotes.speaks_of(key)]
    changes = [desk.change(quote) for quote in quotes]
    rows = []
    for quote, change in zip(quotes, changes, strict=True):
        before = desk.quotes.look(quote.figure.key, year_before(quote.scope)).value
        label = quote.label + (f"({quote.reading.period}年)" if quote.reading.period else "")
        earlier = in_words(before, quote.unit) if before and change else "–"
        rows.append((Cell(label), Cell(quote.words, desk.quotes.address(quote)), Cell(earlier), Cell(change or "–")))
    if any(changes):
        return Table(("指标", "数值", "上年末(上年)", "增减"), tuple(rows), widths=(3, 2.2, 2.2, 2.4))
    return Table(("指标", "数值"), tuple(row[:2] for row in rows), widths=(3, 3))


def parts_table(desk: Desk, key: str, dimension: str, quote: Quote) -> Table:
    """A figure along one of its dimensions, largest first."""
    figure = figures()[key]
    parts = desk.quotes.split(key, dimension, quote.scope)
    rows = tuple(
        (Cell(part_label(figure, dimension, part.value, quote.scope)),
         Cell(in_words(part.reading.value, quote.unit) if part.reading.value else NOT_REPORTED))
        for part in parts
    )  # fmt: skip
    total = (Cell("合计"), Cell(quote.words, desk.quotes.address(quote)))
    return Table((str(figure.dimensions[dimension].label), quote.label), (*rows, total), title=f"{quote.label}分项情况")
