"""Writing a report, its way to the issue, and what is different since."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.engines.documents import DocumentError
from duikou.engines.documents import render as render_document
from duikou.ledger.models import Record
from duikou.ledger.page import day_of
from duikou.ledger.proof import remarks_on
from duikou.ledger.queue import enqueue
from duikou.ledger.storage import ALLOWED
from duikou.projects.models import Project
from duikou.reports import actions
from duikou.reports.desk import desk_of
from duikou.reports.freezing import compared, differences
from duikou.reports.genres import GENRES, compose
from duikou.reports.models import BASES, Report, ReportTemplate
from duikou.reports.plain import prose_of
from duikou.reports.preview import shown

CHOICES = 200


def _report(request: MemberRequest, pk: UUID | str) -> Report:
    rows = Report.objects.visible_to(request.membership).select_related("pairing", "unit", "template", "about")
    return get_object_or_404(rows, pk=pk)  # type: ignore[return-value]


@needs("papers")
def report_write(request: MemberRequest) -> HttpResponse:
    """Kind, day, basis, subject; the paper below as it would be now; one button keeps it as a draft."""
    asked = request.POST or request.GET
    genre = asked.get("genre", "") if asked.get("genre") in GENRES else Report.Genre.ANNUAL.value
    context: dict[str, Any] = {
        "genre": genre, "genres": Report.Genre.choices, "bases": BASES, "basis": asked.get("basis", "reported"),
        "sides": [(side, request.membership.pairing.side_name(side)) for side in ("a", "b")],
        "of_side": asked.get("of_side", ""), "as_of": day_of(request, "as_of") or timezone.localdate(), "title": asked.get("title", ""),
        "subjects": _subjects(request, genre), "subject": asked.get("about", ""),
        "templates": ReportTemplate.objects.visible_to(request.membership).live(), "template": asked.get("template", ""),
    }  # fmt: skip
    if "genre" not in asked:
        return render(request, "reports/write.html", context)
    try:
        report = _asked(request, asked, genre)
        if request.method == "POST":
            draft = actions.draft(report, by=Actor.of(request))
            messages.success(request, _("The draft is kept; what it says follows the ledger until it is issued."))
            return redirect(draft)
        context |= {"report": report, "paper": shown(compose(desk_of(report, request.membership)))}
    except ValidationError as error:
        context["wrong"] = error.messages
    return render(request, "reports/write.html", context)


def _asked(request: MemberRequest, asked: Any, genre: str) -> Report:
    """The report that the page asks for, about nothing that the member may not see."""
    member = request.membership
    try:
        day = timezone.datetime.fromisoformat(asked["as_of"]).date() if asked.get("as_of") else timezone.localdate()
    except ValueError:
        raise ValidationError(_("“%(text)s” is no date.") % {"text": asked["as_of"]}, "as_of") from None
    kind, about = GENRES[genre], None
    if kind.about and _is_uuid(asked.get("about", "")):
        about = Record.objects.visible_to(member).filter(pk=asked["about"], kind=kind.about.kind_name()).first()
    templates = ReportTemplate.objects.visible_to(member).live()
    template = templates.filter(pk=asked["template"]).first() if _is_uuid(asked.get("template", "")) else None
    basis = "agreed" if asked.get("basis") == "agreed" else "reported"
    template = template if genre == Report.Genre.TEMPLATE else None
    given = {"of_side": asked["of_side"]} if asked.get("of_side") in ("a", "b") else {}
    given |= {"side": member.side, "unit": member.unit, "title": asked.get("title", "")}
    with override("zh-hans"):
        return actions.ask(
            genre, as_of=day, pairing=member.pairing, basis=basis, about=about, template=template, **given
        )


def _subjects(request: MemberRequest, genre: str) -> list[Any]:
    model = GENRES[genre].about
    if model is None:
        return []
    rows: Any = model._default_manager
    return list(rows.visible_to(request.membership).counted().order_by("-happened_on")[:CHOICES])


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
@needs("papers")
def report_act(request: MemberRequest, pk: str, verb: str) -> HttpResponse:
    """Check, put back, issue (as a job) or withdraw."""
    report, by = _report(request, pk), Actor.of(request)
    try:
        if verb == "issue":
            actions.require_issuable(report, by=by)
            return redirect("job", enqueue("report-issue", by=by, report=str(report.pk)).pk)
        if verb == "withdraw":
            actions.withdraw(report, by=by, reason=request.POST.get("reason", ""))
        else:
            {"check": actions.check, "back": actions.back_to_draft}[verb](report, by=by)
        messages.success(request, _("Saved."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(report)


@require_safe
@needs("papers")
def report_draft(request: MemberRequest, pk: str, form: Any) -> HttpResponse:
    """A draft as a file, to be read on paper; it is not kept and says that it is a draft."""
    report = _report(request, pk)
    if not report.is_open:
        return redirect(report)
    try:
        content = render_document(
            compose(desk_of(report, request.membership)), form, created_at=timezone.now().replace(microsecond=0)
        )
    except (ValidationError, DocumentError) as error:
        messages.error(request, "; ".join(getattr(error, "messages", [str(error)])))
        return redirect(report)
    return HttpResponse(
        content,
        content_type=ALLOWED[f".{form}"],
        headers={"Content-Disposition": f'attachment; filename="draft.{form}"'},
    )


@require_safe
@needs("see")
def project_sheet(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The project as it stands now on one sheet, to be taken into a meeting; nothing is kept."""
    project = get_object_or_404(Project.objects.visible_to(request.membership).live(), pk=pk)
    member, today = request.membership, timezone.localdate()
    with override("zh-hans"):
        asked = actions.ask(
            "project", as_of=today, pairing=member.pairing, about=project, side=member.side, unit=member.unit
        )
        content = render_document(compose(desk_of(asked, member)), "pdf", created_at=_midnight(today))
    disposition = f'inline; filename="project-{project.pk}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def preview_of(report: Report, request_membership: Any) -> dict[str, Any]:
    """The draft on its page, with what the proofs remark on its text."""
    try:
        document = compose(desk_of(report, request_membership))
    except ValidationError as error:
        return {"wrong": error.messages}
    return {"paper": shown(document), "remarks": remarks_on(prose_of(document), report.pairing, report.as_of)}


@require_safe
@needs("see")
def report_differences(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Each figure that the ledger would give otherwise now, and the records that changed, came or went."""
    report = _report(request, pk)
    found = differences(report, request.membership)
    context = {"report": report, "differences": found, "count": report.figures.count()}
    part = "reports/differences_part.html" if getattr(request, "htmx", False) else "reports/differences.html"
    return render(request, part, context)


def _before(others: Any, report: Report) -> Any:
    """The issue before this one, else any other."""
    return others.filter(as_of__lte=report.as_of).first() or others.first()


@require_safe
@needs("see")
def report_compare(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Two issued reports side by side, figure by figure."""
    report = _report(request, pk)
    others = Report.objects.visible_to(request.membership).filter(genre=report.genre, known_at__isnull=False)
    others = others.exclude(pk=report.pk).order_by("-as_of", "-number")
    chosen = request.GET.get("with", "")
    other: Any = others.filter(pk=chosen).first() if _is_uuid(chosen) else _before(others, report)
    rows = compared(other, report, request.membership) if other else []
    context = {"report": report, "other": other, "others": others[:50], "rows": rows}
    return render(request, "reports/compare.html", context)
