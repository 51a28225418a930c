"""The import wizard: choose a sheet, see what each row would become, take it in, take it back."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger import importing, storage
from duikou.ledger.discovery import registers
from duikou.ledger.export import XLSX
from duikou.ledger.import_command import explained, label_of, write_verdicts
from duikou.ledger.import_rows import KINDS, Plan, importable, plan
from duikou.ledger.import_template import write_template
from duikou.ledger.models import ImportRun
from duikou.ledger.views import _register

SHOWN = 200


@needs("enter")
def upload(request: MemberRequest, name: str) -> HttpResponse:
    """Choose a file; it is kept as evidence and judged, and nothing of it counts yet."""
    register = _register(name)
    given = request.FILES.get("file")
    if request.method == "POST" and given:
        try:
            content = storage.receive(given.chunks())
            columns = _remembered(request, name)
            run, _found = importing.prepare(register, content, given.name or "", by=Actor.of(request), columns=columns)
            return redirect("import-run", run.pk)
        except ValidationError as error:
            messages.error(request, error.messages[0])
    elif request.method == "POST":
        messages.error(request, _("Choose a file."))
    runs = _runs(request).filter(register=name).order_by("-created_at")[:20]
    return render(request, "ledger/import.html", {"register": register, "runs": runs})


def _runs(request: MemberRequest) -> Any:
    own = request.membership
    return ImportRun.objects.filter(pairing=own.pairing, side=own.side, unit=own.unit).select_related("file")


def _remembered(request: MemberRequest, name: str) -> dict[str, str]:
    """What this unit said the columns of the register are, the last time it took a sheet in."""
    last = (
        _runs(request)
        .filter(register=name, committed_at__isnull=False)
        .exclude(columns={})
        .order_by("-created_at")
        .first()
    )
    return last.columns if last else {}


def _plan(request: MemberRequest, run: ImportRun) -> Plan:
    content = storage.path_of(run.file.sha256).read_bytes()
    return plan(registers()[run.register], content, run.file.name, member=request.membership, columns=run.columns)


@needs("enter")
def import_run(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The verdicts; a POST changes which column is which field."""
    run = get_object_or_404(_runs(request), pk=pk)
    if request.method == "POST" and not run.committed_at:
        heads = request.POST.getlist("head")
        importing.choose_columns(
            run, dict(zip(heads, request.POST.getlist("field"), strict=False)), by=Actor.of(request)
        )
    context: dict[str, Any] = {"run": run, "register": registers()[run.register]}
    if run.committed_at:
        return render(request, "ledger/import_done.html", context)
    try:
        found = _plan(request, run)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("import", run.register)
    shown = sorted(found.verdicts, key=lambda verdict: -KINDS.index(verdict.kind))[:SHOWN]
    context |= {
        "plan": found,
        "counts": [(kind, label_of(kind), found.counts[kind]) for kind in KINDS],
        "rows": [(verdict, label_of(verdict.kind), explained(verdict)) for verdict in shown],
        "columns": _columns(found),
        "bad": found.counts["doubtful"] + found.counts["refused"],
    }
    return render(request, "ledger/import_run.html", context)


def _columns(found: Plan) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each head of the sheet, the field it is taken for, and the fields it could be."""
    chosen = {index: name for name, index in found.table.columns.items()}
    model = found.register.model
    offered = [(name, str(model._meta.get_field(name).verbose_name)) for name in importable(found.register)]  # type: ignore[union-attr]
    heads = enumerate(found.table.heads)
    return [
        (head.text, chosen.get(index, ""), [("", "–"), ("id", _("number")), *offered])
        for index, head in heads
        if head.text
    ]


@require_POST
@needs("enter")
def import_commit(request: MemberRequest, pk: UUID) -> HttpResponse:
    run = get_object_or_404(_runs(request), pk=pk)
    try:
        importing.commit(run, _plan(request, run), by=Actor.of(request), good_rows_only="good" in request.POST)
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
    write_verdicts(_plan(request, run), target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{run.register}-verdicts.xlsx", content_type=XLSX)


@require_safe
@needs("enter")
def import_template(request: MemberRequest, name: str) -> HttpResponseBase:
    register, target = _register(name), BytesIO()
    write_template(register, target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{name}-template.xlsx", content_type=XLSX)
