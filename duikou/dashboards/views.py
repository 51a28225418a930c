"""The overview, the figures and what stands behind each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duikou.accounts.access import MemberRequest, needs
from duikou.accounts.actor import Actor
from duikou.accounts.middleware import SESSION_KEY
from duikou.accounts.models import Membership
from duikou.ledger import actions
from duikou.ledger.card import stated_in
from duikou.ledger.course import course
from duikou.ledger.discovery import figures, figures_of, registers, story
from duikou.ledger.figure import AnyFigure, Figure, Reading, Scope
from duikou.ledger.forms import RuleForm
from duikou.ledger.knowledge import as_known_at
from duikou.ledger.models import CountingRule, Entry, Evidence, Notice, Record, State
from duikou.ledger.page import day_of, pages_of
from duikou.ledger.picture import picture_of
from duikou.ledger.work import duties, heaps
from duikou.projects.models import Project

HEADLINES = ("projects.signed", "projects.investment_planned", "conferences.held", "exchanges.leader_visits",
             "exchanges.talks", "livelihood.projects", "talent.sent_total", "tasks.key_tasks")  # fmt: skip


def scope_of(request: MemberRequest, **where: str) -> tuple[Scope, datetime | None]:
    """What the address asks for: as_of, basis, from, to and dimensions; and the moment of knowledge."""
    today = timezone.localdate()
    as_of = day_of(request, "as_of") or today
    basis = "agreed" if request.GET.get("basis") == "agreed" else "reported"
    scope = Scope(request.membership.pairing, as_of, basis, day_of(request, "from"), day_of(request, "to"), where)
    return scope, _moment(request.GET.get("known_at", ""))


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment


def home(request: MemberRequest) -> HttpResponse:
    """My work today; for one who sees no records the overview; for one without a role what is missing."""
    membership = request.membership
    if membership is None:
        return render(request, "dashboards/nobody.html", status=403)
    return my_work(request) if membership.may("see") else overview(request)


@require_safe
@needs("see")
def my_work(request: MemberRequest) -> HttpResponse:
    """What waits for this member, what it is told, and the figures it is asked about most."""
    membership, today = request.membership, timezone.localdate()
    visible = Record.objects.visible_to(membership).values("pk")
    unread = Notice.objects.filter(user=membership.user, read_at__isnull=True, record__in=visible)
    scope = scope_of(request)[0]
    headlines = HEADLINES[:4] if membership.may("figures") else ()
    context = {
        "heaps": heaps(membership, today),
        "duties": duties(membership, today),
        "notices": unread.select_related("record")[:12],
        "cards": _cards([figures()[key] for key in headlines if key in figures()], scope),
        "scope": scope,
        "today": today,
    }
    return render(request, "dashboards/work.html", context)


@require_safe
@needs("figures")
def overview(request: MemberRequest) -> HttpResponse:
    scope, _known = scope_of(request)
    context = {"cards": _cards([figures()[key] for key in HEADLINES if key in figures()], scope), "scope": scope}
    if request.membership.may("survey"):
        context |= _state_of_work(request)
    return render(request, "dashboards/overview.html", context)


def _cards(wanted: Iterable[AnyFigure], scope: Scope) -> list[tuple[AnyFigure, Reading]]:
    return [(figure, figure.read(scope)) for figure in wanted]


def _state_of_work(request: MemberRequest) -> dict[str, Any]:
    """The stage funnel, the two-key state, what changed this week and who owes what."""
    visible = Record.objects.visible_to(request.membership).live()
    week_ago = timezone.now() - timedelta(days=7)
    changed = Entry.objects.filter(
        record_id__in=visible.values("pk"), at__gte=week_ago, pairing=request.membership.pairing
    )
    return {
        "funnel": _bar_chart(_funnel(request.membership), _("Projects by stage")),
        "keys": _keys(visible, request.membership),
        "changed": changed.order_by("-number")[:12],
        "titles": {
            record.pk: record.title for record in visible.filter(pk__in=changed.values("record_id")[:2000])[:2000]
        },
        "owed": _owed(visible, request.membership),
    }


def _funnel(membership: Membership) -> list[tuple[str, int]]:
    visible = Project.objects.visible_to(membership).live().exclude(state=State.DRAFT)
    counts = dict(visible.values_list("stage").annotate(n=Count("pk")).order_by())
    return [(str(label), counts.get(value, 0)) for value, label in Project.Stage.choices]


def _bar_chart(rows: list[tuple[str, int]], label: str) -> dict[str, Any]:
    """An ECharts option, drawn by static/duikou/js/charts.js; the same rows stand beside it as a table."""
    option = {
        "tooltip": {}, "grid": {"left": 8, "right": 36, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": [name for name, _ in rows], "inverse": True},
        "series": [{"type": "bar", "data": [count for _, count in rows], "label": {"show": True, "position": "right"}}],
    }  # fmt: skip
    return {"label": label, "option": option, "rows": rows}


def _keys(visible: Any, membership: Membership) -> list[dict[str, Any]]:
    counts = {
        (row["side"], row["state"]): row["n"]
        for row in visible.values("side", "state").annotate(n=Count("pk")).order_by()
    }
    return [
        {
            "side": membership.pairing.side_name(side),
            "counts": [(state, counts.get((side, state.value), 0)) for state in State],
        }
        for side in ("a", "b")
    ]


def _owed(visible: Any, membership: Membership) -> list[dict[str, Any]]:
    """Per side: how many of the other's records wait for its key, and since when the oldest does."""
    rows = []
    for side, other in (("a", "b"), ("b", "a")):
        waiting = visible.filter(side=other, state=State.REPORTED)
        oldest = waiting.order_by("reported_at").values_list("reported_at", flat=True).first()
        rows.append({"side": membership.pairing.side_name(side), "waiting": waiting.count(), "oldest": oldest})
    return rows


@require_safe
@needs("figures")
def figure_list(request: MemberRequest) -> HttpResponse:
    scope, known_at = scope_of(request)
    with as_known_at(known_at):
        groups = [(app.verbose_name, _cards(figures_of(app.label), scope)) for app in story() if figures_of(app.label)]
    return render(request, "dashboards/figures.html", {"groups": groups, "scope": scope, "known_at": known_at})


def _figure(key: str) -> AnyFigure:
    if key not in figures():
        raise Http404(key)
    return figures()[key]


@require_safe
@needs("figures")
def figure_card(request: MemberRequest, key: str) -> HttpResponse:
    """Definition, rule, value with coverage, split, trend, and who vouches."""
    figure = _figure(key)
    where = {name: request.GET[name] for name in figure.dimensions if request.GET.get(name)}
    scope, known_at = scope_of(request, **where)
    with as_known_at(known_at):
        context = {
            "figure": figure,
            "reading": figure.read(scope),
            "splits": [
                (name, dimension.label, figure.split(scope, name)) for name, dimension in figure.dimensions.items()
            ],
            "balances": figure.balances(scope) if request.membership.may("survey") else [],
            "trend": _trend(figure, scope),
            "vouching": _vouching(figure, scope),
            "parts": [(dimension.label, figure.label_of(name, where[name]) if isinstance(figure, Figure) else where[name])
                      for name, dimension in figure.dimensions.items() if name in where],
        }  # fmt: skip
    context["stated"] = stated_in(request.GET.get("issue", ""), key, where, request.membership)
    rules = CountingRule.objects.filter(figure=key, trashed_at__isnull=True)
    return render(request, "dashboards/figure.html", {**context, "scope": scope, "known_at": known_at, "rules": rules})


def _trend(figure: AnyFigure, scope: Scope) -> dict[str, Any]:
    """The figure at the ends of the last twelve months."""
    ends = [scope.as_of]
    for _month in range(11):
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    days = ends[::-1]
    points = [
        (day.strftime("%Y-%m"), reading.value) for day, reading in zip(days, course(figure, scope, days), strict=True)
    ]
    option = {
        "tooltip": {"trigger": "axis"}, "grid": {"left": 8, "right": 16, "top": 16, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [month for month, _ in points]}, "yAxis": {"type": "value", "scale": True},
        "series": [{"type": "line", "step": "end", "data": [float(value.low) if value else None for _, value in points]}],
    }  # fmt: skip
    return {"label": _("Last twelve months"), "option": option, "rows": points}


def _vouching(figure: AnyFigure, scope: Scope) -> list[dict[str, Any]]:
    rows = figure.records(scope).values("side", "unit__name").annotate(n=Count("pk")).order_by("-n")[:10]
    return [{"side": scope.pairing.side_name(row["side"]), "unit": row["unit__name"], "n": row["n"]} for row in rows]


@require_safe
@needs("survey")
def figure_records(request: MemberRequest, key: str) -> HttpResponse:
    """The records a figure counts, and the balances it carries: the queryset of the value itself."""
    figure = _figure(key)
    if not request.membership.may("figures"):
        raise Http404(key)
    where = {name: request.GET[name] for name in figure.dimensions if request.GET.get(name)}
    scope, known_at = scope_of(request, **where)
    with as_known_at(known_at):
        counted = figure.records(scope).select_related("pairing").order_by("-happened_on", "-id")
        records = list(counted[:500])
        context = {
            "records": records,
            "total": counted.count(),
            "balances": figure.balances(scope),
            "reading": figure.read(scope),
        }
        proofs = Evidence.objects.filter(
            record__in=[row.pk for row in [*records, *context["balances"]]], trashed_at__isnull=True
        )
        context["evidence"] = list(proofs.select_related("file"))
    return render(
        request, "dashboards/figure_records.html", {**context, "figure": figure, "scope": scope, "known_at": known_at}
    )


@needs("rules")
def figure_rule(request: MemberRequest, key: str) -> HttpResponse:
    """Propose a counting rule; past years before and after are shown first, then it is set."""
    figure = _figure(key)
    form = RuleForm(request.POST or None, instance=CountingRule(figure=key))
    preview: list[tuple[int, Reading, Reading]] = []
    if request.method == "POST" and isinstance(figure, Figure) and form.is_valid():
        if "set" in request.POST:
            try:
                actions.set_rule(form.instance, by=Actor.of(request))
                return redirect("figure", key)
            except ValidationError as error:
                form.add_error(None, error)
        preview = _before_after(figure, form.instance, scope_of(request)[0])
    return render(request, "dashboards/rule.html", {"figure": figure, "form": form, "preview": preview})


def _before_after(figure: Figure, rule: CountingRule, scope: Scope) -> list[tuple[int, Reading, Reading]]:
    class Ruled(Figure):
        def rule(self, scope: Scope) -> CountingRule | None:
            return rule

    trial = Ruled(**{name: getattr(figure, name) for name in figure.__dataclass_fields__})
    years = range(scope.as_of.year - 3, scope.as_of.year + 1)
    scopes = [(year, replace(scope, as_of=min(date(year, 12, 31), scope.as_of))) for year in years]
    return [(year, figure.read(at), trial.read(at)) for year, at in scopes]


@require_safe
@needs("figures")
def area(request: MemberRequest, label: str) -> HttpResponse:
    """One area of the cooperation: its figures and its registers."""
    app = next((app for app in story() if app.label == label), None)
    if app is None or not figures_of(label):
        raise Http404(label)
    scope, known_at = scope_of(request)
    with as_known_at(known_at):
        cards, picture = _cards(figures_of(label), scope), picture_of(label, scope)
    lists = [
        register for register in registers().values() if register.area == label and request.membership.may("survey")
    ]
    waiting = heaps(request.membership, timezone.localdate(), app_label=label)
    context = {"app": app, "cards": cards, "picture": picture, "registers": lists, "scope": scope, "heaps": waiting,
               "pages": pages_of(label, request.membership)}  # fmt: skip
    return render(request, "dashboards/area.html", context)


@require_POST
def switch(request: MemberRequest) -> HttpResponse:
    """Act in another of one's own memberships."""
    chosen = request.POST.get("membership", "")
    if chosen.isdigit() and Membership.objects.filter(pk=chosen, user=request.user).exists():
        request.session[SESSION_KEY] = int(chosen)
    return redirect("dashboard")
