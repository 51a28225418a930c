"""A project on one sheet, and the published result of an assessment."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duikou.assessment.models import Round
from duikou.assessment.scoring import frozen, worked_out
from duikou.engines.documents import Block, Document, Heading
from duikou.engines.scoring import SchemeError
from duikou.engines.wording import in_words
from duikou.ledger.fields import quantity_of
from duikou.ledger.units import unit_label
from duikou.projects.gates import next_gate
from duikou.projects.models import Output, Phase, Problem, Project
from duikou.reports.desk import Desk, day_in_words, paper, says, table_of
from duikou.reports.quotes import NOT_REPORTED


def project(desk: Desk) -> Document:
    found = desk.about(Project)
    if found is None:
        raise ValidationError(_("Choose the project that the paper is about."), "about")
    return paper(desk, desk.report.title, list(_project(desk, found)), red=False)


def _project(desk: Desk, found: Project) -> Iterator[Block]:
    """Everything in one table, so that it stays one sheet."""
    steps = "、".join(f"{name}{day_in_words(day)}" for name, day, _precision in found.milestones)
    facts = [
        ("阶段", f"{found.get_stage_display()}({found.get_category_display()})"), ("投资方", found.investor or NOT_REPORTED),
        ("建设地点", found.site or NOT_REPORTED), ("所在县区", found.county or NOT_REPORTED),
        *((found._meta.get_field(name).verbose_name, _amount(found, name))
          for name in ("investment_planned", "capacity", "jobs_expected")),
        ("推进节点", steps), *((label, " ".join(rows)) for label, rows in _matters(desk, found) if rows),
    ]  # fmt: skip
    yield table_of(("项目", "内容"), facts, widths=(1, 4))


def _matters(desk: Desk, found: Project) -> Iterator[tuple[str, list[str]]]:
    gate = next_gate(found)
    yield "转入下一阶段尚缺", ["、".join(str(need.label) for need in gate.missing(found))] if gate else []
    problems = desk.rows(Problem).filter(belongs_to=found).unsolved()[:5]  # type: ignore[attr-defined]
    yield "未解决问题", [f"{row.title}。" for row in problems]
    yield "分期与产量", list(_outputs(desk, found))
    posts = [(side, post) for side, post in (("a", found.post_a), ("b", found.post_b)) if post]
    holders = [(desk.side(side), post.title, post.holder_on(desk.report.as_of)) for side, post in posts]
    yield "责任人", [f"{side}:{title}{name or NOT_REPORTED}。" for side, title, name in holders]
    yield (
        "异议",
        [
            f"{row.field_label}:填报{row.entered_value},对方认为{row.value_shown}。{row.reason}"
            for row in found.objections.filter(settled_at__isnull=True)[:4]
        ],
    )


def _amount(record: Any, name: str) -> str:
    value = quantity_of(record, name)
    return in_words(value, unit_label(record._meta.get_field(name).unit)) if value else NOT_REPORTED


def _outputs(desk: Desk, found: Project) -> Iterator[str]:
    for phase in desk.rows(Phase).filter(belongs_to=found)[:4]:
        yield f"{phase.title}:{_amount(phase, 'capacity')}。"
    for output in desk.rows(Output).filter(belongs_to=found).order_by("-happened_on")[:6]:
        yield f"{output.product}:截至{day_in_words(output.happened_on)}{_amount(output, 'quantity')}。"


def result(desk: Desk) -> Document:
    """The published result; before the publication what it would be, which the title says."""
    found = desk.about(Round)
    if found is None:
        raise ValidationError(_("Choose the assessment that the paper is about."), "about")
    published = found.stage == Round.Stage.PUBLISHED
    try:
        held = found.result if published else frozen(worked_out(found))
    except SchemeError as error:
        raise ValidationError(str(error), "scheme") from error
    return paper(desk, desk.report.title, list(_result(desk, found, held, published)), recipients="双方各有关单位:")


def _result(desk: Desk, found: Round, held: dict[str, Any], published: bool) -> Iterator[Block]:
    word = "公布的结果" if published else "试算结果(尚未公布)"
    yield says(f"按照《{found.by_scheme.title}》,以{day_in_words(found.happened_on)}为截止日,{word}如下。")
    units = sorted(held["units"], key=lambda unit: (unit["group"], unit["rank"]))
    yield table_of(("组别", "名次", "单位", "得分", "等次"), [
        (unit["group"], str(unit["rank"]), unit["unit"], _score(unit["score"]), unit["grade"]) for unit in units
    ], widths=(1.5, 0.8, 3, 1.2, 1.2))  # fmt: skip
    yield Heading(1, "计分过程")
    for unit in units:
        yield Heading(2, unit["unit"])
        for item in unit["items"]:
            yield says(f"{item['label'] or item['key']}:{item['working']}。")
        for veto in unit["vetoes"]:
            yield says(f"一票否决:{veto}。")


def _score(text: str) -> str:
    return f"{Decimal(text).quantize(Decimal('0.01'))}"
