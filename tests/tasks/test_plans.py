"""Backward plans in the page: templates laid out, slips shown at once, causes named; robots told over real HTTP."""

import json
import threading
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.engines.sheets.workbook import read_sheets
from duikou.ledger import actions
from duikou.ledger.models import Job
from duikou.ledger.queue import perform
from duikou.tasks import hooks, plans, supervising
from duikou.tasks.actions import assign
from duikou.tasks.models import Hook, Node

DAY = date(2026, 6, 1)


@pytest.fixture
def by(cast):
    return Actor(cast.north, timezone.make_aware(datetime(2026, 6, 1, 9)))


def a_task(by, due_on):
    return assign({"title": "建设康养中心", "happened_on": DAY, "due_on": due_on, "home": "a"}, by=by)


def worked_out(task, **values):
    return plans.worked_out(task, list(Node.objects.of(task).in_order()), **values)


@pytest.mark.parametrize(("name", "count"), [("construction", 32), ("attraction", 14)])
def test_a_template_is_laid_out_backward_and_keeps_its_winter(by, name, count):
    task = a_task(by, date(2029, 11, 30))
    assert plans.lay_out(task, name, by=by) == count
    nodes = list(Node.objects.of(task))
    assert max(node.due_on for node in nodes) <= task.due_on
    for node in nodes:
        assert node.baseline_on == node.due_on
        if node.outdoors:
            edges = {(day.month, day.day) for day in (node.start_on, node.due_on)}
            assert not any(edge >= (11, 1) or edge <= (4, 10) for edge in edges), node
    with pytest.raises(ValidationError):
        plans.lay_out(task, name, by=by)


def test_a_slip_of_a_critical_node_is_late_and_says_why(by):
    task = a_task(by, date(2029, 11, 30))
    plans.lay_out(task, "construction", by=by)
    stands = worked_out(task, today=DAY)
    assert stands.result.lateness_days == 0
    slipped = worked_out(task, today=DAY, slip=("32", 10))
    assert slipped.result.lateness_days == 10
    assert "32" in slipped.result.conflicts
    early = worked_out(task, today=DAY, slip=("1", 0))
    assert early.result.lateness_days == 0


def test_a_plan_that_cannot_hold_gives_the_least_lateness(by):
    task = a_task(by, DAY + timedelta(days=40))
    plans.lay_out(task, "attraction", by=by)
    worked = worked_out(task, today=DAY)
    assert worked.result.lateness_days > 0
    codes = [node.code for node in Node.objects.of(task).order_by("created_at", "pk")]
    assert 0 < len(worked.result.conflicts) < len(codes)
    assert list(worked.result.conflicts) == [code for code in codes if code in worked.result.conflicts]


def test_done_nodes_stay_and_wrong_links_are_quoted(by):
    task = a_task(by, date(2026, 12, 31))
    for code, after in (("1", ""), ("2", "1FS+3")):
        values = {"title": code, "happened_on": DAY, "belongs_to_id": task.pk, "code": code, "days": 5, "after": after}
        actions.enter(Node, values, by=by)
    first = Node.objects.get(code="1")
    plans.mark(first, started_on=date(2026, 6, 8), done_on=date(2026, 6, 12), by=by)
    placed = {one.id: one for one in worked_out(task, today=date(2026, 7, 1)).result.activities}
    assert placed["1"].finish == date(2026, 6, 12)
    with pytest.raises(ValidationError, match="1->2"):
        plans.links("1->2")
    actions.amend(first, {"after": "9"}, by=by)
    with pytest.raises(ValidationError, match="9"):
        worked_out(task, today=DAY)


def test_the_page_shows_plan_what_if_and_template(cast, client, by):
    task = a_task(by, date(2029, 11, 30))
    client.force_login(cast.user("n.clerk"))
    address = f"/records/{task.pk}/plan/"
    assert "建设项目32节点" in client.get(address).content.decode()
    client.post(address + "act/", {"template": "construction"})
    page = client.get(address).content.decode()
    assert page.count('class="bar') == 32
    part = client.get(address + "?node=32&days=10", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "晚10个工作日" in part
    assert client.get(address + "?node=nothing&days=99999x").status_code == 200


def test_the_what_if_answers_without_a_script_too_and_names_its_causes(cast, client, by):
    task = a_task(by, date(2029, 11, 30))
    plans.lay_out(task, "construction", by=by)
    client.force_login(cast.user("n.clerk"))
    address = f"/records/{task.pk}/plan/?node=25&days=10"
    whole = client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    restored = client.get(
        address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    ).content.decode()
    assert part.strip() in whole.replace("\r", "") and "<html" in restored and "<html" not in part
    assert "假如25 主体结构推迟10个工作日" in part and "返回现计划" in part
    assert part.count('class="was"') >= 5
    worked = worked_out(task, today=timezone.localdate(), slip=("25", 10))
    for node in worked.causes:
        assert f'href="{node.get_absolute_url()}"' in part
    assert "放假安排尚未公布" in part


def test_the_nodes_go_out_as_a_sheet_with_their_latest_starts(cast, client, by):
    task = a_task(by, date(2029, 11, 30))
    client.force_login(cast.user("n.clerk"))
    assert "倒排工期需要先有节点" in client.get(f"/records/{task.pk}/plan/nodes.xlsx", follow=True).content.decode()
    plans.lay_out(task, "attraction", by=by)
    answer = client.get(f"/records/{task.pk}/plan/nodes.xlsx")
    rows = [row for sheet in read_sheets(b"".join(answer.streaming_content), "a.xlsx") for row in sheet.rows]
    assert len(rows) == 15 and rows[0][:2] == ["代码", "节点"]
    placed = {one.id: one for one in worked_out(task, today=timezone.localdate()).result.activities}
    assert [row[6] for row in rows[1:]] == [placed[row[0]].latest_start for row in rows[1:]]


def test_a_template_without_a_promised_day_shows_its_nodes(cast, client, by):
    project = cast.project("科技馆", category="livelihood")
    client.force_login(cast.user("n.clerk"))
    client.post(f"/records/{project.pk}/plan/act/", {"template": "construction"})
    page = client.get(f"/records/{project.pk}/plan/").content.decode()
    assert "竣工验收" in page and "尚无承诺期限" in page


def test_the_page_asks_the_same_number_of_questions_for_any_number_of_nodes(
    cast, client, by, django_assert_max_num_queries
):
    client.force_login(cast.user("n.clerk"))
    counts = []
    for name in ("attraction", "construction"):
        task = a_task(by, date(2029, 11, 30))
        plans.lay_out(task, name, by=by)
        client.get(f"/records/{task.pk}/plan/")
        with django_assert_max_num_queries(60) as asked:
            client.get(f"/records/{task.pk}/plan/?node=C1&days=10")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_livelihood_project_without_nodes_says_so(cast, client):
    project = cast.project("康养中心", category="livelihood")
    client.force_login(cast.user("n.clerk"))
    assert "未报送节点" in client.get(f"/records/{project.pk}/").content.decode()


class Robot(BaseHTTPRequestHandler):
    heard: list[dict] = []
    answer = {"errcode": 0}

    def do_POST(self) -> None:
        self.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(self.answer).encode())

    def log_message(self, *words: object) -> None:
        """Silent."""


@pytest.fixture
def robot(settings):
    server = HTTPServer(("127.0.0.1", 0), Robot)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.HOOK_HOSTS = [f"127.0.0.1:{server.server_port}"]
    Robot.heard, Robot.answer = [], {"errcode": 0}
    yield f"http://127.0.0.1:{server.server_port}/robot"
    server.shutdown()


def test_the_robots_of_a_side_hear_of_its_reminders_in_their_own_words(
    cast, by, robot, django_capture_on_commit_callbacks
):
    for form in ("wecom", "dingtalk"):
        hook = Hook(pairing=cast.pairing, side="a", format=form, url=robot, created_at=by.at)
        hook.save()
    task = a_task(by, DAY + timedelta(days=5))
    supervisor = Membership.objects.get(user__username="n.supervisor")
    supervising.supervise(by=Actor(supervisor, by.at), today=DAY)
    for job in Job.objects.filter(kind="hook").order_by("pk"):
        perform.func(str(job.pk))
    assert [job.state for job in Job.objects.filter(kind="hook")] == ["done", "done"]
    contents = [body["markdown"].get("content") or body["markdown"]["text"] for body in Robot.heard]
    assert len(contents) == 2
    assert all(task.title in content for content in contents)


def test_a_robot_that_refuses_fails_the_job_with_its_words(cast, by, robot):
    Robot.answer = {"errcode": 93000, "errmsg": "invalid webhook url"}
    with pytest.raises(ValidationError, match="93000"):
        hooks.deliver(robot, "{}")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "https://169.254.169.254/latest",
        "http://qyapi.weixin.qq.com/x",
        "https://qyapi.weixin.qq.com@10.0.0.1/",
    ],
)
def test_no_robot_reaches_inside(url):
    with pytest.raises(ValidationError):
        hooks.refuse_inside(url)
