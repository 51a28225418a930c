"""Put a text in, read it with its marks, decide about what the checker found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.briefs import actions, drafts, marks
from duikou.briefs.export import findings_sheet
from duikou.briefs.forms import FindingFilter, TextForm
from duikou.briefs.marking import before
from duikou.briefs.models import Decision, Finding, Text
from duikou.ledger import storage
from duikou.ledger.discovery import figures, registers
from duikou.ledger.export import XLSX
from duikou.ledger.figure import Scope
from duikou.ledger.forms import record_form
from duikou.ledger.models import Record
from duikou.ledger.queue import enqueue
from duikou.ledger.register import Register

LARGE = 100_000  # characters that are checked while the member waits
ROWS = 50


def _text(request: MemberRequest, pk: UUID) -> Text:
    rows = Text.objects.visible_to(request.membership).live().select_related("pairing", "plain", "file", "unit")
    return get_object_or_404(rows, pk=pk)  # type: ignore[return-value]


def _finding(text: Text, number: int) -> Finding:
    return get_object_or_404(Finding.objects.filter(text=text).select_related("decision"), number=number)


def _may_decide(request: MemberRequest, text: Text) -> bool:
    return request.membership.may("enter") and request.membership.side == text.side


@needs("enter")
def text_add(request: MemberRequest) -> HttpResponse:
    """A file or pasted words; short texts are checked at once, long ones in the background."""
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _received(request, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
    return render(request, "briefs/add.html", {"form": form, "register": registers()["texts"]})


def _received(request: MemberRequest, data: dict[str, Any]) -> HttpResponse:
    by, upload = Actor.of(request), data["file"]
    content = storage.receive(upload.chunks()) if upload else data["words"].replace("\r\n", "\n").encode()
    name = upload.name if upload else f"{data['title'][:80]}.txt"
    given = {key: data[key] for key in ("title", "published", "source", "as_of")}
    text = actions.take_in(content, name, **given, by=by)
    return _judged(text, by)


def _judged(text: Text, by: Actor) -> HttpResponse:
    if text.characters > LARGE:
        return redirect("job", enqueue("text-judge", by=by, text=str(text.pk)).pk)
    actions.judge(text, by=by)
    return redirect(text)


@require_POST
@needs("enter")
def text_check(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Check again: the ledger may have changed, decisions stay."""
    return _judged(_text(request, pk), Actor.of(request))


@require_safe
@needs("see")
def text_read(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The text with its marks; a place chosen in the address opens beside it."""
    text = _text(request, pk)
    content = text.read()
    at = _number(request.GET.get("at", ""))
    parts = marks.pages(content)
    page = _page(request, parts, at)
    first, last = parts[page - 1]
    rows = Finding.objects.filter(text=text)
    here = Q(start__lt=last, end__gt=first) | Q(kind=Finding.Kind.CONFLICT)  # a conflict has places on several pages
    shown = rows.filter(here).narrowed(request.GET).select_related("decision")
    placed = marks.places(content, shown, first, last)
    context: dict[str, Any] = {
        "text": text,
        "may_decide": _may_decide(request, text),
        "page": page,
        "pages": len(parts),
    }
    context |= _chosen(request, text, content, placed, at)
    if getattr(request, "htmx", False) and at is not None:
        return render(request, "briefs/card.html", context)
    context |= {
        "paragraphs": marks.paragraphs(content, placed, first, last),
        "kinds": _kinds(rows),
        "pending": rows.pending()[:30],
        "earlier": _visible(request, before(text)),
    }
    return render(request, "briefs/text.html", context)


def _visible(request: MemberRequest, text: Text | None) -> Text | None:
    return text if text and Text.objects.visible_to(request.membership).filter(pk=text.pk).exists() else None


def _number(given: str) -> int | None:
    return int(given) if given.isdigit() and len(given) < 9 else None


def _page(request: MemberRequest, parts: list[tuple[int, int]], at: int | None) -> int:
    if at is not None:
        return next((number for number, (first, last) in enumerate(parts, 1) if first <= at < last), 1)
    return min(max(_number(request.GET.get("page", "")) or 1, 1), len(parts))


def _kinds(rows: Any) -> list[tuple[str, str, str, int]]:
    """Each kind with its sign, its words and how many there are, the worst first."""
    counts = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    return [(kind, Finding.SIGNS[kind], Finding.Kind(kind).label, counts.get(kind, 0)) for kind in marks.WORST]


def _chosen(
    request: MemberRequest, text: Text, content: str, placed: list[marks.Mark], at: int | None
) -> dict[str, Any]:
    """The card of the place that the address names: reasons, figure, records, wording."""
    mark = next((one for one in placed if at is not None and one.start <= at < one.end), None)
    if mark is None:
        return {"mark": None}
    return {"mark": mark, "cards": [_card(request, text, content, one) for one in mark.findings]}


def _card(request: MemberRequest, text: Text, content: str, finding: Finding) -> dict[str, Any]:
    figure = figures().get(finding.figure)
    scope = Scope(text.pairing, text.as_of, where=finding.where)
    start, end = finding.spans[0][0], finding.spans[0][1]
    lead, rest = marks.sentence(content, start, end)
    visible = Record.objects.visible_to(request.membership).live().filter(pk__in=finding.records)
    card: dict[str, Any] = {
        "finding": finding,
        "lead": lead,
        "rest": rest,
        "records": visible.order_by("-happened_on")[:8],
    }
    card["others"] = [span for span in finding.spans[1:] if span[0] != start]
    if figure and request.membership.may("figures"):
        card |= {"figure": figure, "reading": figure.read(scope), "scope": scope}
    if not finding.decision and finding.kind in (Finding.Kind.UNKNOWN, Finding.Kind.MISMATCH, Finding.Kind.SCOPE):
        card["register"] = drafts.proposed(finding)
    return card


@require_safe
@needs("see")
def text_findings(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The findings as a list: filtered, printed, decided about in bulk."""
    text = _text(request, pk)
    rows = Finding.objects.filter(text=text).narrowed(request.GET).select_related("decision")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "text": text, "page": page, "filters": FindingFilter(request.GET), "may_decide": _may_decide(request, text),
        "filtered": any(request.GET.get(name) for name in FindingFilter.base_fields),
    }  # fmt: skip
    return render(request, "briefs/findings.html", context)


@require_safe
@needs("see")
def text_findings_sheet(request: MemberRequest, pk: UUID) -> HttpResponseBase:
    rows = Finding.objects.filter(text=_text(request, pk)).narrowed(request.GET).select_related("decision")
    return FileResponse(findings_sheet(rows), as_attachment=True, filename="findings.xlsx", content_type=XLSX)


@require_POST
@needs("enter")
def text_decide(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Another scope or dismissed with a reason, for one finding or many; or undone."""
    text, by = _text(request, pk), Actor.of(request)
    numbers = [int(number) for number in request.POST.getlist("finding") if _number(number) is not None]
    choice, reason = request.POST.get("choice", ""), request.POST.get("reason", "")[:200]
    try:
        if choice == "undo":
            count = actions.undo(text, numbers, by=by)
        elif choice in (Decision.Choice.SCOPE, Decision.Choice.DISMISSED):
            count = actions.decide(text, numbers, choice, reason=reason, by=by)
        else:
            raise ValidationError(_("Choose what to decide."))
        messages.success(request, ngettext("%(n)s finding decided.", "%(n)s findings decided.", count) % {"n": count})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return _back(request, text)


def _back(request: MemberRequest, text: Text) -> HttpResponse:
    target = request.POST.get("next", "")
    return redirect(
        target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else text.get_absolute_url()
    )


@needs("enter")
def text_enter(request: MemberRequest, pk: UUID, number: int, name: str) -> HttpResponse:
    """Enter what the text says as a draft record; the form starts with it, the place becomes its evidence."""
    text, register = _text(request, pk), _register(name)
    if not _may_decide(request, text):
        raise Http404(name)
    finding = _finding(text, number)
    content = text.read()
    lead, rest = marks.sentence(content, finding.start, finding.end)
    first = {**register.model.first_values(request.membership),
             **drafts.initial(text, finding, register, lead + content[finding.start : finding.end] + rest)}  # fmt: skip
    form = record_form(register, request.POST or None, membership=request.membership, initial=first)
    if request.method == "POST" and form.is_valid():
        record = actions.enter_from(text, finding, register, form.cleaned_data, by=Actor.of(request))
        messages.success(request, _("Entered as a draft, with the place in the text as its evidence."))
        return redirect(record)
    context = {"text": text, "finding": finding, "form": form, "register": register, "lead": lead, "rest": rest}
    return render(request, "briefs/enter.html", {**context, "offered": drafts.offered(request.membership)})


def _register(name: str) -> Register:
    register = registers().get(name)
    if register is None or not register.by_hand:
        raise Http404(name)
    return register


@require_safe
@needs("enter")
def text_register(request: MemberRequest, pk: UUID, number: int) -> HttpResponse:
    """To the form of the register chosen in the address; the proposed one where none is."""
    text = _text(request, pk)
    name = request.GET.get("register") or drafts.proposed(_finding(text, number)).name
    return redirect(reverse("text-enter", args=[text.pk, number, _register(name).name]))
