"""The import wizard: choose a sheet, see what each row would become, take it in, take it back."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger import importing, storage
from duikou.ledger.discovery import registers
from duikou.ledger.export import XLSX
from duikou.ledger.import_command import label_of, write_verdicts
from duikou.ledger.import_rows import KINDS, importable
from duikou.ledger.import_template import write_template
from duikou.ledger.models import ImportRun
from duikou.ledger.queue import enqueue
from duikou.ledger.register import Register
from duikou.ledger.views import _register, entered_by_hand

LARGE = 256 * 1024  # bytes of a sheet that is judged and taken in while the member waits


@needs("enter")
def upload(request: MemberRequest, name: str) -> HttpResponse:
    """Choose a file; it is kept as evidence and judged, and nothing of it counts yet."""
    register = entered_by_hand(name)
    given = request.FILES.get("file")
    if request.method == "POST" and given:
        try:
            return _received(request, register, storage.receive(given.chunks()), given.name or "")
        except ValidationError as error:
            messages.error(request, error.messages[0])
    elif request.method == "POST":
        messages.error(request, _("Choose a file."))
    runs = _runs(request).filter(register=name).order_by("-created_at")[:20]
    return render(request, "ledger/import.html", {"register": register, "runs": runs})


def _received(request: MemberRequest, register: Register, content: bytes, name: str) -> HttpResponse:
    """Judge a small sheet at once, a large one in the background."""
    by, known = Actor.of(request), _remembered(request, register.name)
    if len(content) <= LARGE:
        run, _found = importing.prepare(register, content, name, by=by, **known)
        return redirect("import-run", run.pk)
    run = importing.receive(register, content, name, by=by, **known)
    return redirect("job", enqueue("import-judge", by=by, run=str(run.pk)).pk)


def _runs(request: MemberRequest) -> Any:
    own = request.membership
    return ImportRun.objects.filter(pairing=own.pairing, side=own.side, unit=own.unit).select_related("file")


def _remembered(request: MemberRequest, name: str) -> dict[str, Any]:
    """What this unit said of the columns and names of the register, the last time it took a sheet in."""
    taken_in = _runs(request).filter(register=name, committed_at__isnull=False).order_by("-created_at")
    last = {what: taken_in.exclude(**{what: {}}).values_list(what, flat=True).first() for what in ("columns", "names")}
    return {what: value or {} for what, value in last.items()}


@needs("enter")
def import_run(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The verdicts; a POST changes which column is which field."""
    run = get_object_or_404(_runs(request), pk=pk)
    if request.method == "POST" and not run.committed_at:
        return _judged_again(request, run)
    context: dict[str, Any] = {"run": run, "register": registers()[run.register]}
    if run.committed_at:
        return render(request, "ledger/import_done.html", context)
    if not run.counts:
        messages.error(request, _("The rows of this sheet were not judged; choose the file again."))
        return redirect("import", run.register)
    context |= {
        "counts": [(kind, label_of(kind), run.counts[kind]) for kind in KINDS],
        "rows": [(row, label_of(kind), *rest) for row, kind, *rest in run.verdicts["rows"]],
        "offered": _offered(registers()[run.register]),
        "names": [name for name in run.verdicts.get("names", []) if name[3]],
        "bad": run.counts["doubtful"] + run.counts["refused"],
    }
    return render(request, "ledger/import_run.html", context)


def _judged_again(request: MemberRequest, run: ImportRun) -> HttpResponse:
    """After someone said which column is what, or what names mean."""
    by = Actor.of(request)
    try:
        with transaction.atomic():
            if "head" in request.POST:
                importing.choose_columns(run, _chosen(request, "head", "field"), by=by)
            else:
                importing.explain_names(run, _explained(request), by=by)
            if run.file.size <= LARGE:
                importing.judge(run, by=by)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    if run.file.size > LARGE:
        return redirect("job", enqueue("import-judge", by=by, run=str(run.pk)).pk)
    return redirect("import-run", run.pk)


def _chosen(request: MemberRequest, keys: str, values: str) -> dict[str, str]:
    return dict(zip(request.POST.getlist(keys), request.POST.getlist(values), strict=False))


def _explained(request: MemberRequest) -> dict[str, dict[str, str]]:
    """The names with what was chosen for each: field → name → number."""
    found: dict[str, dict[str, str]] = {}
    given = (request.POST.getlist(part) for part in ("of", "name", "meant"))
    for field, name, number in zip(*given, strict=False):
        if number:
            found.setdefault(field, {})[name] = number
    return found


def _offered(register: Register) -> list[tuple[str, str]]:
    """The fields that a column can be taken for."""
    fields = [(name, str(register.model._meta.get_field(name).verbose_name)) for name in importable(register)]  # type: ignore[union-attr]
    return [("", "–"), ("id", _("number")), *fields]


@require_POST
@needs("enter")
def import_commit(request: MemberRequest, pk: UUID) -> HttpResponse:
    run = get_object_or_404(_runs(request), pk=pk)
    by, good = Actor.of(request), "good" in request.POST
    if run.file.size > LARGE and not run.committed_at:
        return redirect("job", enqueue("import-commit", by=by, run=str(run.pk), good=good).pk)
    try:
        importing.commit(run, importing.plan_of(run, by=by), by=by, good_rows_only=good)
        messages.success(request, _("Taken in and reported; the other side is asked to confirm."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("import-run", pk)


@require_POST
@needs("enter")
def import_undo(request: MemberRequest, pk: UUID) -> HttpResponse:
    run = get_object_or_404(_runs(request), pk=pk)
    try:
        count = importing.undo(run, by=Actor.of(request))
        messages.success(request, _("Undone: %(n)s records are as they were.") % {"n": count})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("import-run", pk)


@require_safe
@needs("enter")
def import_verdicts(request: MemberRequest, pk: UUID) -> HttpResponseBase:
    run = get_object_or_404(_runs(request), pk=pk)
    target = BytesIO()
    write_verdicts(importing.plan_of(run, by=Actor.of(request)), target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{run.register}-verdicts.xlsx", content_type=XLSX)


@require_safe
@needs("enter")
def import_template(request: MemberRequest, name: str) -> HttpResponseBase:
    register, target = _register(name), BytesIO()
    write_template(register, target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{name}-template.xlsx", content_type=XLSX)
