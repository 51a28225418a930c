"""Pages of the ledger: registers, records, the confirm queue, history and trash."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.ledger import actions, export, paging, storage
from duikou.ledger.discovery import register_of, registers
from duikou.ledger.forms import DisputeForm, EvidenceForm, record_form
from duikou.ledger.models import Entry, Evidence, Objection, Record, SavedView, State, Watch
from duikou.ledger.panel import panels_of
from duikou.ledger.register import Register
from duikou.ledger.sameness import all_comparisons
from duikou.ledger.search_views import remember


def _register(name: str) -> Register:
    if name not in registers():
        raise Http404(name)
    return registers()[name]


def entered_by_hand(name: str) -> Register:
    register = _register(name)
    if not register.by_hand:
        raise Http404(name)
    return register


def _record(request: MemberRequest, pk: UUID) -> Record:
    """The record as its own kind, if the member may see it; else 404, so that nobody learns it exists."""
    return actions.specific(get_object_or_404(Record.objects.visible_to(request.membership), pk=pk))


@require_safe
@needs("see")
def register_list(request: MemberRequest, name: str) -> HttpResponse:
    register = _register(name)
    filters = register.filterset(request.GET, register.rows(request.membership))
    sort, down = register.sort(request.GET.get("sort", ""))
    page = paging.page(
        filters.qs, sort=sort, down=down, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    rows = [(record, list(register.values(record))) for record in page.rows]
    filtered = any(request.GET.get(field) for field in filters.form.fields)
    context = {"register": register, "filters": filters.form, "page": page, "rows": rows, "filtered": filtered}
    context["may_be_same"] = register.kind in all_comparisons()
    context["views"] = SavedView.objects.filter(user=request.membership.user, register=name)
    return render(request, "ledger/register.html", {**context, "sort": sort, "down": down})


@require_safe
@needs("see")
def register_export(request: MemberRequest, name: str, form: str) -> HttpResponseBase:
    """The filtered register as a sheet; the same rows as the list, all pages of them."""
    register = _register(name)
    filters = register.filterset(request.GET, register.rows(request.membership))
    sort, down = register.sort(request.GET.get("sort", ""))
    rows = register.for_sheet(filters.qs).order_by(f"-{sort}" if down else sort, "id").iterator(2000)
    return export.response(register, rows, form)


@needs("enter")
def record_new(request: MemberRequest, name: str) -> HttpResponse:
    register = entered_by_hand(name)
    initial = {"happened_on": timezone.localdate(), **register.model.first_values(request.membership)}
    initial |= {field: request.GET[field] for field in register.form if field in request.GET}
    form = record_form(register, request.POST or None, membership=request.membership, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request)
        record = actions.enter(register.model, form.cleaned_data, by=by)
        if "report" in request.POST:
            actions.report(record, by=by)
            messages.success(request, _("Reported. It now waits for the other side."))
        return redirect(record)
    return render(request, "ledger/form.html", {"register": register, "form": form})


@needs("enter")
def record_edit(request: MemberRequest, pk: UUID) -> HttpResponse:
    record = _record(request, pk)
    register = _register_of(record)
    if record.stands_fast:
        messages.error(request, record.stands_fast)
        return redirect(record)
    form = record_form(
        register, request.POST or None, instance=record, membership=request.membership, without=record.SET_AT_ENTRY
    )
    if request.method == "POST" and form.is_valid():
        actions.amend(record, form.cleaned_data, by=Actor.of(request), reason=request.POST.get("because", ""))
        messages.success(request, _("Saved."))
        return redirect(record)
    return render(request, "ledger/form.html", {"register": register, "form": form, "record": record})


def _register_of(record: Record) -> Register:
    register = register_of(record.kind)
    if register is None:
        raise Http404(record.kind)
    return register


@require_safe
@needs("see")
def record(request: MemberRequest, pk: UUID) -> HttpResponse:
    found = _record(request, pk)
    register = _register_of(found)
    remember(request, found)
    context = {
        "record": found,
        "register": register,
        "fields": _filled_fields(found, register),
        "evidence": found.evidence.filter(trashed_at__isnull=True).select_related("file"),
        "objections": found.objections.all(),
        "entries": Entry.objects.filter(record_id=found.pk).order_by("-number")[:50],
        "changes": _changes(found),
        "dispute_form": DisputeForm(register=register),
        "evidence_form": EvidenceForm(proofs=found.PROOFS),
        "panels": panels_of(found, request.membership, timezone.localdate()),
        "comments": found.comments.select_related("author"),
        "watched": Watch.objects.filter(user=request.membership.user, record_id=found.pk).exists(),
        "personal": [name for name in found.PERSONAL if getattr(found, name)],
        **_possible(request, found),
    }
    return render(request, [f"{found._meta.app_label}/{found._meta.model_name}.html", "ledger/record.html"], context)


def _filled_fields(record: Record, register: Register) -> list[tuple[Any, Any]]:
    from duikou.ledger.register import Column

    columns = [Column(record._meta.get_field(name)) for name in ("happened_on", *register.form)]  # type: ignore[arg-type]
    return [(column, column.shown(record)) for column in columns if column.raw(record) not in (None, "")]


def _changes(record: Record) -> list[tuple[str, Any, Any]]:
    """What changed since the other side last agreed, in words."""
    changed = actions.changed_since_agreed(record)
    labels = {
        field.attname: str(field.verbose_name)
        for field in record._meta.concrete_fields
        if hasattr(field, "verbose_name")
    }
    return [(labels[name], was, now) for name, (was, now) in changed.items()]


def _possible(request: MemberRequest, record: Record) -> dict[str, bool]:
    """Which verbs this member may apply to the record now; the verbs check again."""
    member = request.membership
    own = member.may("enter") and member.side == record.side
    other = member.may("confirm") and bool(member.side) and member.side != record.side
    return {
        "may_edit": own,
        "may_report": own and record.state == State.DRAFT,
        "may_agree": other and record.state in (State.REPORTED, State.DISPUTED),
        "may_dispute": other and record.state != State.DRAFT,
        "may_attach": member.may("enter"),
    }


@require_POST
@needs("see")
def record_verb(request: MemberRequest, pk: UUID, verb: str) -> HttpResponse:
    """Report, agree, trash or restore: verbs that need no form."""
    found = _record(request, pk)
    verbs = {
        "report": (actions.report, _("Reported. It now waits for the other side.")),
        "agree": (actions.agree, _("Agreed. Both sides now vouch for it.")),
        "trash": (actions.trash, _("Moved to the trash. It can be restored from there.")),
        "restore": (actions.restore, _("Restored.")),
    }
    act, done = verbs[verb]
    _act(request, done, act, found)
    return redirect("register", _register_of(found).name) if verb == "trash" else _back(request, found)


def _act(request: MemberRequest, done: str, act: Any, *args: Any, **kwargs: Any) -> bool:
    try:
        act(*args, by=Actor.of(request), **kwargs)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return False
    messages.success(request, done)
    return True


def _back(request: MemberRequest, record: Record) -> HttpResponse:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}):
        return redirect(target)
    return redirect(record)


@require_POST
@needs("confirm")
def record_dispute(request: MemberRequest, pk: UUID) -> HttpResponse:
    found = _record(request, pk)
    form = DisputeForm(request.POST, register=_register_of(found))
    if form.is_valid():
        _act(request, _("Your objection is with the other side."), actions.dispute, found, **form.cleaned_data)
    else:
        messages.error(request, _("Give the reason: the other side has to know what to look at."))
    return _back(request, found)


@require_POST
@needs("enter")
def objection_accept(request: MemberRequest, pk: UUID) -> HttpResponse:
    visible = Record.objects.visible_to(request.membership)
    objection = get_object_or_404(Objection.objects.filter(record__in=visible), pk=pk)
    _act(request, _("Their value is taken over; the other side confirms it now."), actions.accept, objection)
    return _back(request, objection.record)


@require_POST
@needs("enter")
def evidence_add(request: MemberRequest, pk: UUID) -> HttpResponse:
    found = _record(request, pk)
    form = EvidenceForm(request.POST, request.FILES, proofs=found.PROOFS)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return _back(request, found)
    data = form.cleaned_data
    given = {"title": data["title"], "proves": data.get("proves", "")}
    if data["file"]:
        _act(request, _("Evidence added."), _attach_upload, found, upload=data["file"], **given)
    else:
        _act(request, _("Evidence added."), actions.attach_link, found, url=data["url"], **given)
    return _back(request, found)


def _attach_upload(record: Record, *, by: Actor, upload: Any, **given: str) -> Evidence:
    content = storage.receive(upload.chunks())
    return actions.attach_file(record, by=by, name=upload.name, content=content, **given)


@require_POST
@needs("enter")
def evidence_remove(request: MemberRequest, pk: UUID) -> HttpResponse:
    evidence = _evidence(request, pk)
    _act(request, _("Evidence taken away; the history keeps it."), actions.detach, evidence)
    return _back(request, evidence.record)


def _evidence(request: MemberRequest, pk: UUID) -> Evidence:
    visible = Record.objects.visible_to(request.membership)
    return get_object_or_404(Evidence.objects.filter(record__in=visible, trashed_at__isnull=True), pk=pk)


@require_safe
@needs("see")
def evidence_file(request: MemberRequest, pk: UUID) -> HttpResponseBase:
    """The bytes of a piece of evidence, always as a download: nothing uploaded runs in our pages."""
    evidence = _evidence(request, pk)
    if evidence.file is None or not storage.path_of(evidence.file.sha256).is_file():
        raise Http404(str(pk))
    content = storage.path_of(evidence.file.sha256).open("rb")
    return FileResponse(content, as_attachment=True, filename=evidence.file.name, content_type=evidence.file.media_type)


@require_safe
@needs("confirm")
def confirm(request: MemberRequest) -> HttpResponse:
    """What waits for my side's key, oldest first, with what changed since we last agreed."""
    if not request.membership.side:
        raise Http404
    waiting = (
        Record.objects.awaiting(request.membership).select_related("unit", "pairing").order_by("reported_at", "id")
    )
    page = paging.page(
        waiting,
        sort="reported_at",
        down=False,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    rows = [_queued(actions.specific(found)) for found in page.rows]
    disputed = (
        Record.objects.visible_to(request.membership).live().filter(state=State.DISPUTED).select_related("pairing")
    )
    context = {"rows": rows, "page": page, "disputed": disputed.order_by("-happened_on")[:50]}
    return render(request, "ledger/confirm.html", context)


def _queued(record: Record) -> dict[str, Any]:
    register = register_of(record.kind)
    fields = _filled_fields(record, register) if register else []
    return {"record": record, "register": register, "fields": fields[:6], "changes": _changes(record)}


@require_POST
@needs("confirm")
def confirm_all(request: MemberRequest) -> HttpResponse:
    """Agree to the ticked records, all or none."""
    chosen = [value for value in request.POST.getlist("record") if _is_uuid(value)]
    waiting = Record.objects.awaiting(request.membership).filter(pk__in=chosen)
    by = Actor.of(request)
    count = actions.agree_all([actions.specific(found) for found in waiting], by=by)
    messages.success(request, ngettext("Agreed to %(n)s record.", "Agreed to %(n)s records.", count) % {"n": count})
    return redirect("confirm")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_safe
@needs("survey")
def timeline(request: MemberRequest) -> HttpResponse:
    """The history of the pairing, newest first, limited to records the member may see."""
    visible = Record.objects.visible_to(request.membership).values("pk")
    entries = Entry.objects.filter(pairing=request.membership.pairing, record_id__in=visible)
    before = request.GET.get("before", "")
    if before.isdigit():
        entries = entries.filter(number__lt=int(before))
    shown = list(entries.order_by("-number")[: paging.SIZE])
    titles = dict(Record.objects.filter(pk__in=[entry.record_id for entry in shown]).values_list("pk", "title"))
    rows = [(entry, titles[entry.record_id]) for entry in shown if entry.record_id]
    return render(request, "ledger/timeline.html", {"rows": rows, "more": len(shown) == paging.SIZE})


@require_safe
@needs("enter")
def trash(request: MemberRequest) -> HttpResponse:
    own = Record.objects.visible_to(request.membership).filter(side=request.membership.side, trashed_at__isnull=False)
    return render(request, "ledger/trash.html", {"records": own.order_by("-trashed_at")[:200]})
