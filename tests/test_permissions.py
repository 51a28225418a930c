"""Who may open what: every address of the site with every role, and nothing of another pairing."""

from datetime import date, timedelta

import pytest
from django.urls import URLPattern, get_resolver

from duikou.accounts.models import Membership
from duikou.assessment.examples import EXAMPLE
from duikou.assessment.models import Round, Scheme, ScoreSheet
from duikou.briefs import actions as briefs
from duikou.conferences.models import Conference, Topic
from duikou.ledger import actions, importing
from duikou.ledger.discovery import registers
from duikou.ledger.models import Job, Record, SavedView
from duikou.parties.models import Post
from duikou.projects.models import Lead
from duikou.reports import actions as papers
from duikou.reports import completing
from duikou.reports.models import ReportTemplate
from duikou.tasks.actions import ask_for_day, assign
from duikou.tasks.models import Order
from tests.engines.test_blanks import book

DAY = date(2026, 11, 20)
ROLES = [
    "n.clerk",
    "n.liaison",
    "n.leader",
    "n.supervisor",
    "n.window",
    "n.enterprise",
    "n.administrator",
    "auditor",
    "province",
]
# Addresses that the view or verb refuses to all but the one whose row it is.
OWN = {
    "sheet-say",
    "text-check",
    "text-decide",
    "text-enter",
    "topic-study",
    "task-progress",
    "order-reply",
    "record-verb",
    "view-delete",
    "member-end",
    "member-hand-over",
    "import-run",
    "job",
    "reconcile-decide",
    "import-commit",
    "import-undo",
    "import-verdicts",
    "report-act",
}
# For each named address the grant that opens it ("" for everyone who is logged in); None needs no log-in.
NEEDS = {
    "account_change_password": "",
    "account_login": None,
    "account_logout": "",
    "account_reauthenticate": "",
    "account_signup": None,
    "api": "see",
    "api-row": "see",
    "api-rows": "see",
    "area": "figures",
    "asked-drop": "papers",
    "asked-edition": "papers",
    "asked-fill": "papers",
    "asked-filling": "papers",
    "asked-form": "papers",
    "asked-forms": "papers",
    "backward-plan": "see",
    "backward-plan-act": "enter",
    "backward-plan-sheet": "see",
    "circular-issue": "supervise",
    "comment": "see",
    "conference-invite": "enter",
    "conference-minutes": "enter",
    "confirm": "confirm",
    "confirm-all": "confirm",
    "conversion": "survey",
    "dashboard": "",
    "deadline-rule": "approve",
    "decide": "enter",
    "evidence-add": "enter",
    "evidence-file": "see",
    "evidence-remove": "enter",
    "figure": "figures",
    "figure-records": "survey",
    "figure-rule": "rules",
    "figures": "figures",
    "gate": "enter",
    "hand-over": "enter",
    "hook-change": "people",
    "import": "enter",
    "import-commit": "enter",
    "import-run": "enter",
    "import-template": "enter",
    "import-undo": "enter",
    "import-verdicts": "enter",
    "invitation": None,
    "invitation-calendar": "see",
    "job": "see",
    "lead-follow-up": "enter",
    "lead-promote": "enter",
    "log-ins": "people",
    "member-end": "people",
    "member-hand-over": "people",
    "member-invite": "people",
    "members": "people",
    "mfa_activate_totp": "",
    "mfa_authenticate": None,
    "mfa_deactivate_totp": "",
    "mfa_download_recovery_codes": "",
    "mfa_generate_recovery_codes": "",
    "mfa_index": "",
    "mfa_reauthenticate": "",
    "mfa_view_recovery_codes": "",
    "notices": "see",
    "notices-read": "see",
    "objection-accept": "enter",
    "openid_connect_callback": None,
    "openid_connect_login": None,
    "order-issue": "supervise",
    "order-reply": "enter",
    "order-sign-off": "supervise",
    "overview": "figures",
    "project-sheet": "see",
    "reconcile": "confirm",
    "reconcile-decide": "confirm",
    "reconcile-sheets": "confirm",
    "record": "see",
    "record-dispute": "confirm",
    "record-edit": "enter",
    "record-new": "enter",
    "record-reveal": "enter",
    "record-verb": "see",
    "register": "see",
    "register-export": "see",
    "report-act": "papers",
    "report-compare": "see",
    "report-differences": "see",
    "report-draft": "papers",
    "report-template": "papers",
    "report-template-new": "papers",
    "report-template-preview": "papers",
    "report-templates": "see",
    "report-write": "papers",
    "round-advance": "supervise",
    "round-units": "supervise",
    "same": "enter",
    "same-decide": "enter",
    "scheme-workbench": "survey",
    "search": "see",
    "set_language": None,
    "sheet-give": "supervise",
    "sheet-say": "see",
    "socialaccount_connections": "",
    "socialaccount_login_cancelled": None,
    "socialaccount_login_error": None,
    "socialaccount_signup": None,
    "supervise-now": "supervise",
    "supervision": "survey",
    "switch": "",
    "task-ask-for-day": "enter",
    "task-progress": "enter",
    "tasks-board": "see",
    "tasks-month": "enter",
    "tasks-sheet": "see",
    "text": "see",
    "text-add": "enter",
    "text-check": "enter",
    "text-decide": "enter",
    "text-enter": "enter",
    "text-findings": "see",
    "text-findings-sheet": "see",
    "text-register": "enter",
    "timeline": "survey",
    "topic-agenda": "enter",
    "topic-study": "enter",
    "trash": "enter",
    "usersessions_list": "",
    "view-delete": "see",
    "view-save": "see",
    "watch": "see",
}  # fmt: skip
POSTS = {
    "asked-drop",
    "asked-edition",
    "asked-fill",
    "backward-plan-act",
    "circular-issue",
    "comment",
    "conference-invite",
    "conference-minutes",
    "confirm-all",
    "deadline-rule",
    "evidence-add",
    "evidence-remove",
    "hook-change",
    "import-commit",
    "import-undo",
    "lead-follow-up",
    "lead-promote",
    "member-end",
    "notices-read",
    "objection-accept",
    "order-issue",
    "order-reply",
    "order-sign-off",
    "reconcile-decide",
    "record-dispute",
    "record-reveal",
    "record-verb",
    "report-act",
    "report-template-preview",
    "round-advance",
    "round-units",
    "same-decide",
    "set_language",
    "sheet-give",
    "sheet-say",
    "supervise-now",
    "switch",
    "task-ask-for-day",
    "task-progress",
    "text-check",
    "text-decide",
    "topic-agenda",
    "topic-study",
    "view-delete",
    "view-save",
    "watch",
}


def patterns(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        else:
            yield from patterns(pattern)


def test_every_address_is_in_the_table():
    assert set(patterns()) == set(NEEDS)


@pytest.fixture
def addresses(cast):
    """One address for each name, about a record of the north that the south disputes."""
    project = cast.project()
    evidence = actions.attach_file(project, by=cast.by(cast.north), name="a.txt", content=b"text")
    objection = actions.dispute(project, by=cast.by(cast.south), reason="?", field="site", value="x")
    record = f"/records/{project.pk}/"
    lead = actions.enter(Lead, {"title": "线索", "happened_on": DAY}, by=cast.by(cast.north))
    post = actions.enter(Post, {"title": "岗位", "happened_on": DAY, "home": "a"}, by=cast.by(cast.north))
    view = SavedView.objects.create(user=cast.user("n.clerk"), register="projects", name="x", query="")
    sheet = "名称,日期\n甲,2026-11-20\n".encode()
    run, _plan = importing.prepare(registers()["leads"], sheet, "a.csv", by=cast.by(cast.north))
    job = Job.objects.create(membership=cast.north, kind="import-judge", options={"run": str(run.pk)})
    conference, topic, task, change, order = _of_a_conference(cast)
    sheet = _of_an_assessment(cast)
    report, template = _of_a_paper(cast)
    text = briefs.take_in("签约项目1个。".encode(), "a.txt", title="文稿", published=DAY, by=cast.by(cast.north))
    actions.report(briefs.judge(text, by=cast.by(cast.north)), by=cast.by(cast.north))
    for made in (lead, post):
        actions.report(made, by=cast.by(cast.north))
    return {
        "reconcile": "/reconcile/projects/", "reconcile-decide": "/reconcile/projects/decide/",
        "import": "/import/projects/", "import-template": "/import/projects/template.xlsx",
        "topic-study": f"/topics/{topic.pk}/study/", "topic-agenda": f"/topics/{topic.pk}/agenda/",
        "conference-invite": f"/conferences/{conference.pk}/invite/", "conference-minutes": f"/conferences/{conference.pk}/minutes/",
        "invitation-calendar": f"/conferences/{conference.pk}/invitation.ics", "tasks-board": "/tasks/board/", "tasks-sheet": "/tasks/board.xlsx", "tasks-month": "/tasks/month.xlsx",
        "task-progress": f"/tasks/{task.pk}/progress/", "order-issue": f"/tasks/{task.pk}/order/", "task-ask-for-day": f"/tasks/{task.pk}/another-day/",
        "deadline-rule": f"/deadline-changes/{change.pk}/rule/", "decide": f"/conferences/{conference.pk}/decide/",
        "backward-plan": f"/records/{task.pk}/plan/", "backward-plan-sheet": f"/records/{task.pk}/plan/nodes.xlsx", "backward-plan-act": f"/records/{task.pk}/plan/act/",
        "supervision": "/supervision/", "supervise-now": "/supervision/now/", "circular-issue": "/supervision/notice/",
        "hook-change": "/supervision/robots/", "order-reply": f"/orders/{order.pk}/reply/",
        "order-sign-off": f"/orders/{order.pk}/sign-off/",
        "scheme-workbench": "/assessment/workbench/", "round-units": f"/assessment/rounds/{sheet.of_round.pk}/units/",
        "round-advance": f"/assessment/rounds/{sheet.of_round.pk}/advance/",
        "sheet-say": f"/assessment/sheets/{sheet.pk}/say/", "sheet-give": f"/assessment/sheets/{sheet.pk}/given/",
        "report-write": "/reports/write/", "report-act": f"/reports/{report.pk}/check/",
        "report-draft": f"/reports/{report.pk}/draft.xlsx", "report-differences": f"/reports/{report.pk}/differences/",
        "report-compare": f"/reports/{report.pk}/compare/", "report-templates": "/report-templates/",
        "report-template": f"/report-templates/{template.pk}/", "report-template-new": "/report-templates/new/",
        "report-template-preview": "/report-templates/preview/",
    "text-add": "/texts/check/",
    "text": f"/texts/{text.pk}/",
    "text-check": f"/texts/{text.pk}/check/",
    "text-decide": f"/texts/{text.pk}/decide/",
    "text-findings": f"/texts/{text.pk}/findings/",
    "text-findings-sheet": f"/texts/{text.pk}/findings.xlsx",
    "text-register": f"/texts/{text.pk}/findings/1/enter/",
    "text-enter": f"/texts/{text.pk}/findings/1/enter/balances/",
        "api": "/api/", "api-rows": "/api/projects/", "api-row": f"/api/projects/{project.pk}/",
        "reconcile-sheets": "/reconcile/projects/sheets/", "conversion": "/projects/conversion/", "job": f"/jobs/{job.pk}/", "import-run": f"/imports/{run.pk}/", "import-commit": f"/imports/{run.pk}/commit/",
        "import-undo": f"/imports/{run.pk}/undo/", "import-verdicts": f"/imports/{run.pk}/verdicts.xlsx",
        "members": "/members/", "member-invite": "/members/invite/", "log-ins": "/members/log/",
        "member-hand-over": f"/members/{cast.north.pk}/hand-over/", "member-end": f"/members/{cast.south.pk}/end/",
        "search": "/search/?q=x", "view-save": "/views/projects/save/", "view-delete": f"/views/{view.pk}/delete/",
        "overview": "/overview/", "comment": record + "comments/", "watch": record + "watch/",
        "record-reveal": record + "reveal/", "notices": "/notices/", "notices-read": "/notices/read/",
        "same": "/same/organisations/", "same-decide": "/same/projects/decide/",
        "project-sheet": f"/projects/{project.pk}/sheet.pdf",
        "gate": f"/projects/{project.pk}/gate/started/", "lead-promote": f"/leads/{lead.pk}/promote/",
        "lead-follow-up": f"/leads/{lead.pk}/follow-up/", "hand-over": f"/posts/{post.pk}/hand-over/",
        "dashboard": "/", "figures": "/figures/", "figure": "/figures/projects.signed/",
        "figure-records": "/figures/projects.signed/records/", "figure-rule": "/figures/projects.signed/rule/",
        "area": "/areas/talent/", "confirm": "/confirm/", "confirm-all": "/confirm/agree/", "timeline": "/timeline/",
        "trash": "/trash/", "record": record, "record-edit": record + "edit/", "record-dispute": record + "dispute/",
        "evidence-add": record + "evidence/", "record-verb": record + "report/",
        "objection-accept": f"/objections/{objection.pk}/accept/", "evidence-file": f"/evidence/{evidence.pk}/",
        "evidence-remove": f"/evidence/{evidence.pk}/remove/", "register": "/projects/", "record-new": "/projects/new/",
        "register-export": "/projects/export.csv", "switch": "/switch/", **_of_a_form(cast),
    }  # fmt: skip


def _of_a_conference(cast):
    """A conference with a topic, a task of the north that was put off and an order about it."""
    by = cast.by(cast.north)
    held = actions.enter(Conference, {"title": "会", "happened_on": DAY, "host": "a"}, by=by)
    topic = actions.enter(Topic, {"title": "议题", "happened_on": DAY, "for_conference": held, "asks": "?"}, by=by)
    task = assign({"title": "任务", "happened_on": DAY, "home": "a", "due_on": DAY + timedelta(days=30)}, by=by)
    change = ask_for_day(task, DAY + timedelta(days=60), reason="?", by=by)
    values = {"title": "督办", "happened_on": DAY, "of_task": task, "level": "blue", "to_side": "a", "why": "?",
              "reply_due_on": DAY}  # fmt: skip
    order = actions.enter(Order, values, by=by)
    for made in (held, topic, order):
        actions.report(made, by=by)
    return held, topic, task, change, order


def _of_a_paper(cast):
    """A project sheet that was issued and taken back into the list, and a template."""
    by = cast.by(cast.north)
    template = papers.save_template(ReportTemplate(), title="模板", text="签约{{ projects.signed }}", by=by)
    asked = papers.ask("template", as_of=DAY, pairing=cast.pairing, template=template)
    report = papers.draft(asked, by=by)
    papers.check(report, by=by)
    return papers.issue(report, by=by), template


def _of_a_form(cast):
    """A form from above that the north filled once; dropping it comes last, for then it is gone."""
    asked = completing.receive(book(), "表.xlsx", by=cast.by(cast.north))
    filling = completing.complete(asked, DAY, by=cast.by(cast.north))
    form = f"/asked-forms/{asked.pk}/"
    return {
        "asked-forms": "/asked-forms/", "asked-form": form, "asked-edition": form + "edition/",
        "asked-fill": form + "fill/", "asked-filling": f"/asked-forms/filled/{filling.pk}/", "asked-drop": form + "drop/",
    }  # fmt: skip


def _of_an_assessment(cast):
    by = cast.by(cast.north)
    scheme = actions.enter(Scheme, {"title": "方案", "happened_on": DAY, "year": 2026, "rules": EXAMPLE}, by=by)
    round_ = actions.enter(Round, {"title": "考核", "happened_on": DAY, "by_scheme": scheme, "since": DAY}, by=by)
    given = {"title": "表", "happened_on": DAY, "of_round": round_, "doer": cast.north.unit}
    sheet = actions.enter(ScoreSheet, given, by=by)
    for made in (scheme, round_, sheet):
        actions.report(made, by=by)
    return sheet


def test_the_matrix_leaves_no_address_of_ours_out(addresses):
    library = ("account_", "mfa_", "usersessions", "socialaccount", "openid_connect")
    ours = {name for name in NEEDS if not name.startswith(library)} - {"set_language", "invitation"}
    assert set(addresses) == ours


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("username", ROLES)
def test_a_role_opens_what_its_grants_say(cast, addresses, client, username, method):
    user = cast.user(username)
    member = Membership.objects.get(user=user)
    client.force_login(user)
    for name, address in addresses.items():
        reply = getattr(client, method)(address)
        if reply.status_code == 405:
            assert (name in POSTS) == (method == "get") or method == "post", name
            continue
        allowed = not NEEDS[name] or member.may(NEEDS[name])
        assert (reply.status_code not in (403, 404)) == allowed or _of_another_unit(member, name, reply), (
            name,
            reply.status_code,
        )


def _of_another_unit(member, name, reply) -> bool:
    """A role that sees or writes only its own unit's records is refused the clerk's by the verb or the queryset."""
    return reply.status_code in (403, 404) and (member.grants.records in ("own", "unit") or name in OWN)


@pytest.mark.parametrize("username", ["stranger", "n.enterprise"])
def test_a_stranger_and_an_enterprise_see_nothing_of_the_record(cast, addresses, client, username):
    client.force_login(cast.user(username))
    for name in (
        "record",
        "record-edit",
        "record-dispute",
        "evidence-add",
        "record-verb",
        "objection-accept",
        "evidence-file",
        "evidence-remove",
    ):
        reply = client.post(addresses[name]) if name in POSTS else client.get(addresses[name])
        assert reply.status_code in (403, 404), name
    for name in ("register", "register-export"):
        reply = client.get(addresses[name])
        assert "钢管项目" not in b"".join(reply).decode()


def test_without_log_in_every_address_leads_to_the_log_in(addresses, client):
    for name, address in addresses.items():
        reply = client.post(address) if name in POSTS else client.get(address)
        assert reply.status_code == 302, name
        assert reply.url.startswith("/login/"), name


def test_a_draft_is_seen_by_its_own_side_alone(cast):
    project = cast.project()
    Record.objects.filter(pk=project.pk).update(state="draft")
    assert Record.objects.visible_to(cast.north).exists()
    assert not Record.objects.visible_to(cast.south).exists()


def test_a_province_reads_figures_and_no_record(cast, client):
    project = cast.project()
    client.force_login(cast.user("province"))
    assert client.get("/figures/projects.signed/").status_code == 200
    assert client.get(f"/records/{project.pk}/").status_code == 403
    assert client.get("/figures/projects.signed/records/").status_code == 403


@pytest.mark.parametrize("size", [3, 60])
def test_the_list_pages_cost_the_same_number_of_queries_for_any_number_of_rows(
    cast, client, size, django_assert_max_num_queries
):
    for number in range(size):
        cast.project(f"项目{number}")
    client.force_login(cast.user("n.clerk"))
    for name in registers():
        with django_assert_max_num_queries(9):
            assert client.get(f"/{name}/").status_code == 200


def test_repeated_failures_lock_the_log_in(cast, client):
    for _ in range(7):
        reply = client.post("/login/", {"login": "n.clerk", "password": "wrong"})
    assert reply.status_code == 429
