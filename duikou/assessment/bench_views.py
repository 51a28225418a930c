"""The workbench: a scheme is written in fields and tried on example values, or on those of a round, as it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.assessment import bench
from duikou.assessment.examples import EXAMPLE, EXAMPLE_VALUES
from duikou.assessment.models import Round, Scheme
from duikou.assessment.scoring import as_values, frozen, worked_out
from duikou.assessment.views import is_uuid
from duikou.engines.scoring import SchemeError, assess, read_scheme, read_values
from duikou.ledger import actions as ledger
from duikou.ledger.discovery import figures


@dataclass
class Draft:
    """What is on the workbench: the scheme, the values it is tried on, and what is wrong with either."""

    scheme: dict[str, Any]
    values: dict[str, Any]
    wrong: str = ""
    names: list[str] = field(default_factory=list)
    result: dict[str, Any] | None = None

    def try_out(self) -> None:
        if self.wrong:
            return
        try:
            read = read_scheme(self.scheme)
            self.names = list(dict.fromkeys(name for item in read.items for name in item.reads()))
            if any(item.form == "time_progress" for item in read.items):
                self.names.append("time_share")
            self.result = frozen(assess(read, read_values(self.values)))
        except SchemeError as error:
            self.wrong = str(error)


@needs("survey")
def workbench(request: MemberRequest) -> HttpResponse:
    round_ = _round(request)
    draft = _draft(request, round_)
    draft.try_out()
    if "keep" in request.POST and not draft.wrong and request.membership.may("enter"):
        return _kept(request, draft.scheme)
    known = request.POST.get("names", "").split("|")
    context = {
        "draft": draft, **_fields(request.POST, draft),
        "rows": bench.value_rows(draft.values, draft.names), "round": round_, "before": _before(round_),
        "schemes": Scheme.objects.visible_to(request.membership).live().order_by("-happened_on")[:12],
        "forms": bench.FORM_WORDS.items(), "kinds": bench.KIND_WORDS.items(), "rules": _shown(draft.scheme),
        "keys": [(key, figure.label) for key, figure in sorted(figures().items())],
        "labels": {name: str(figures()[name].label) if name in figures() else name for name in draft.names},
        "anew": not draft.wrong and known != draft.names,
    }  # fmt: skip
    part = getattr(request, "htmx", False)
    return render(request, "assessment/result.html" if part else "assessment/workbench.html", {**context, "part": part})


def _fields(post: Mapping[str, str], draft: Draft) -> dict[str, Any]:
    if "count" in post and not draft.scheme:
        return {"fields": bench.posted_fields(post), "items": bench.posted_items(post)}
    return {"fields": bench.scheme_fields(draft.scheme), "items": bench.item_fields(draft.scheme)}


def _round(request: MemberRequest) -> Round | None:
    wanted = request.POST.get("round") or request.GET.get("round", "")
    rows = Round.objects.visible_to(request.membership).live()
    return rows.filter(pk=wanted).first() if is_uuid(wanted) else None  # type: ignore[return-value]


def _draft(request: MemberRequest, round_: Round | None) -> Draft:
    """From the fields, from the expert's text, from a scheme that is there, or the example to begin with."""
    post = request.POST
    if "count" in post and "json" not in post:
        return _changed(post)
    scheme = round_.by_scheme.rules if round_ else _chosen(request)
    values: dict[str, Any] = as_values(round_) if round_ else EXAMPLE_VALUES
    if not post:
        return Draft(scheme, values)
    try:
        parsed = _parsed(post.get("rules", ""))
        read_scheme(parsed)
        return Draft(parsed, values)
    except SchemeError as error:
        return Draft(scheme, values, str(error))


def _chosen(request: MemberRequest) -> dict[str, Any]:
    wanted = request.GET.get("scheme", "")
    known = Scheme.objects.visible_to(request.membership).live()
    chosen: Any = known.filter(pk=wanted).first() if is_uuid(wanted) else None
    return chosen.rules if chosen else EXAMPLE


def _changed(post: Mapping[str, str]) -> Draft:
    """The fields as they were sent, with an item or a unit more or less."""
    names = [name for name in post.get("names", "").split("|") if name]
    try:
        scheme = bench.scheme_of(post)
    except SchemeError as error:
        return Draft({}, bench.values_of(post, names), str(error), names)
    values = bench.values_of(post, names)
    if "add" in post:
        scheme["items"].append(bench.new_item(post.get("new_form", "sum"), scheme))
    if post.get("drop", "").isdigit():
        scheme["items"] = [one for place, one in enumerate(scheme["items"]) if place != int(post["drop"])]
    if "add_unit" in post:
        values["units"].append({"unit": _("unit %(n)s") % {"n": len(values["units"]) + 1}, "figures": {}})
    return Draft(scheme, values)


def _before(round_: Round | None) -> dict[str, str]:
    """The scores of the round as they are or were published, beside which the trial stands."""
    if round_ is None:
        return {}
    try:
        result = round_.result or frozen(worked_out(round_))
    except SchemeError:
        return {}
    return {unit["unit"]: unit["score"] for unit in result["units"]}


def _kept(request: MemberRequest, rules: Any) -> HttpResponse:
    by = Actor.of(request)
    values = {
        "title": rules.get("label") or rules.get("key") or _("assessment scheme"), "happened_on": by.today,
        "year": by.today.year, "rules": rules,
    }  # fmt: skip
    scheme = ledger.enter(Scheme, values, by=by)
    ledger.report(scheme, by=by)
    return redirect(scheme)


def _parsed(words: str) -> Any:
    try:
        return json.loads(words, parse_float=str)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno, "what": error.msg}
        raise SchemeError(_("Line %(line)s, column %(column)s: %(what)s") % where) from None


def _shown(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
