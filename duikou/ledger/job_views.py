from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.ledger.models import Job
from duikou.ledger.queue import kinds, workers_alive


@require_safe
@needs("see")
def job(request: MemberRequest, pk: UUID) -> HttpResponse:
    """How far a job is; asks again every second and goes on to the result by itself."""
    found = get_object_or_404(Job, pk=pk, membership=request.membership)
    if found.state == Job.State.DONE and not getattr(request, "htmx", False):
        return redirect(found.address)
    context = {
        "job": found,
        "label": kinds()[found.kind].label,
        "idle": found.state == Job.State.WAITING and not workers_alive(),
    }
    response = render(
        request, "ledger/job_part.html" if getattr(request, "htmx", False) else "ledger/job.html", context
    )
    if found.state == Job.State.DONE:
        response["HX-Redirect"] = found.address
    return response
