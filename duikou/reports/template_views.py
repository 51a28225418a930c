"""Templates of papers: their list, and an editor that knows the figures, previews, and refuses what it does not know."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger.chapters import chapters
from duikou.ledger.discovery import figures
from duikou.ledger.models import Entry
from duikou.reports import actions
from duikou.reports.desk import desk_of
from duikou.reports.genres import compose
from duikou.reports.genres.summaries import known
from duikou.reports.mistakes import mistakes_in
from duikou.reports.models import Report, ReportTemplate
from duikou.reports.preview import shown

START = """# 总体情况
截至目前,双方累计签约项目{{ projects.signed }},其中民生项目{{ projects.signed category=livelihood }}。
# 分领域情况
{% chapter projects %}
{% table projects.signed by=category %}
"""


@require_safe
@needs("see")
def templates(request: MemberRequest) -> HttpResponse:
    rows = ReportTemplate.objects.visible_to(request.membership).live().select_related("pairing")
    return render(request, "reports/templates.html", {"rows": [(row, row.pairing.side_name(row.side)) for row in rows]})


@needs("papers")
def template_new(request: MemberRequest) -> HttpResponse:
    return _editor(request, ReportTemplate(title="", text=START))


@needs("papers")
def template_edit(request: MemberRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(ReportTemplate.objects.visible_to(request.membership).live(), pk=pk)
    return _editor(request, found)


def _editor(request: MemberRequest, template: ReportTemplate) -> HttpResponse:
    title, text = request.POST.get("title", template.title), request.POST.get("text", template.text)
    wrong: list[str] = []
    if request.method == "POST":
        try:
            kept = actions.save_template(template, title=title, text=text.replace("\r\n", "\n"), by=Actor.of(request))
            messages.success(request, _("Saved as a new version."))
            return redirect("report-template", kept.pk)
        except ValidationError as error:
            wrong = error.messages
    context = {
        "template": template, "title": title, "text": text, "wrong": wrong, "offers": offers(),
        "versions": Entry.objects.filter(object_id=template.pk).order_by("-number")[:20],
        **_preview(request, text),
    }  # fmt: skip
    return render(request, "reports/template.html", context)


@require_POST
@needs("papers")
def template_preview(request: MemberRequest) -> HttpResponse:
    return render(request, "reports/template_preview.html", _preview(request, request.POST.get("text", "")))


def _preview(request: MemberRequest, text: str) -> dict[str, Any]:
    """The paper that the text gives today, or what is wrong in it."""
    mistakes = mistakes_in(text, known())
    if mistakes:
        return {"mistakes": mistakes}
    member, today = request.membership, timezone.localdate()
    report = Report(
        pairing=member.pairing, side=member.side, unit=member.unit, genre=Report.Genre.TEMPLATE, as_of=today,
        happened_on=today, pattern=text, title=request.POST.get("title") or _("Preview"),
    )  # fmt: skip
    return {"paper": shown(compose(desk_of(report, member)))}


def offers() -> list[dict[str, Any]]:
    """What can be inserted: every figure with its dimensions, every chapter."""
    found = [
        {"insert": f"{{{{ {key} }}}}", "label": str(figure.label), "key": key, "options": ", ".join(figure.dimensions)}
        for key, figure in figures().items()
    ]
    parts = [
        {"insert": f"{{% chapter {name} %}}", "label": str(chapter.heading), "key": name, "options": _("chapter")}
        for name, (_of, chapter) in chapters().items()
    ]
    return found + parts
