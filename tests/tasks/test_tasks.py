"""Tasks: decided with their conference, reported, put off with approval, supervised day by day."""

from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duikou.accounts.actor import Actor
from duikou.accounts.models import Membership
from duikou.conferences import actions as conferences
from duikou.conferences.models import Conference, Topic
from duikou.engines.quantities import parse
from duikou.ledger import actions, history, importing
from duikou.ledger.discovery import figures, registers
from duikou.ledger.figure import Scope
from duikou.ledger.models import Entry, Notice, Record
from duikou.ledger.work import heaps
from duikou.parties.actions import hand_over
from duikou.parties.models import Person, Post
from duikou.projects.models import Progress
from duikou.tasks import orders, owing, printed, supervising
from duikou.tasks.actions import ask_for_day, assign, decide, report_progress, rule_on
from duikou.tasks.lights import forecast, light_of, months_of
from duikou.tasks.models import Circular, Declaration, Node, Order, Reminder, Task, TaskReport, open_matters
from duikou.tasks.project_lights import four_lights

DAY = date(2026, 6, 1)


def at(member, day):
    return Actor(member, timezone.make_aware(datetime(day.year, day.month, day.day, 9)))


def member(name):
    return Membership.objects.select_related("pairing", "user", "unit").get(user__username=name)


def a_task(cast, **values):
    given = {
        "title": "推动粮食加工项目开工",
        "happened_on": DAY,
        "due_on": DAY + timedelta(days=40),
        "home": "b",
        "key_task": True,
    }
    return assign({**given, **values}, by=at(cast.north, DAY))


def now(task, day):
    return light_of(Task.objects.with_progress(day).get(pk=task.pk), day)


@pytest.fixture
def conference(cast):
    values = {"title": "第五次联席会议", "happened_on": DAY, "number": 5, "host": "a"}
    held = actions.enter(Conference, values, by=at(cast.north, date(2026, 5, 1)))
    return actions.report(held, by=at(cast.north, date(2026, 5, 1)))


def test_a_topic_comes_on_the_agenda_only_after_the_other_sides_study(cast, conference):
    may = date(2026, 5, 10)
    topic = actions.enter(
        Topic,
        {"title": "共建园区", "happened_on": may, "for_conference": conference, "asks": "同意共建"},
        by=at(cast.north, may),
    )
    actions.report(topic, by=at(cast.north, may))
    with pytest.raises(ValidationError, match="预研"):
        conferences.put_on_agenda(topic, by=at(cast.north, may))
    with pytest.raises(ValidationError, match="对方"):
        conferences.study(topic, opinion="ready", by=at(cast.north, may))
    with pytest.raises(ValidationError, match="资料"):
        conferences.study(topic, opinion="data", by=at(cast.south, may))
    conferences.study(topic, opinion="data", data_wanted="用地清单", by=at(cast.south, may))
    with pytest.raises(ValidationError):
        conferences.put_on_agenda(topic, by=at(cast.north, may))
    conferences.study(topic, opinion="ready", by=at(cast.south, may))
    conferences.put_on_agenda(topic, by=at(cast.north, may))
    assert Topic.objects.get().place_on_agenda == 1
    entries = Entry.objects.count()
    conferences.put_on_agenda(topic, by=at(cast.north, may))
    assert Entry.objects.count() == entries


def test_a_resolution_gives_tasks_on_both_sides_or_nothing(cast, conference):
    lines = [
        {"title": "甲", "home": "a", "due_on": DAY + timedelta(days=30)},
        {"title": "乙", "home": "b", "due_on": DAY - timedelta(days=1)},
    ]
    with pytest.raises(ValidationError):
        decide(conference, "共建园区", tasks=lines, by=at(cast.north, DAY))
    assert not Task.objects.exists()
    lines[1]["due_on"] = DAY + timedelta(days=60)
    matter = decide(conference, "共建园区", tasks=lines, by=at(cast.north, DAY))
    assert {task.home for task in matter.tasks.all()} == {"a", "b"}
    assert Notice.objects.filter(user=cast.user("s.clerk"), reason="duty").exists()
    following = actions.enter(
        Conference,
        {"title": "第六次", "happened_on": date(2026, 12, 1), "number": 6, "host": "b"},
        by=at(cast.north, DAY),
    )
    assert list(open_matters(following)) == [matter]
    for task, clerk in zip(matter.tasks.order_by("home"), (cast.north, cast.south), strict=True):
        report_progress(task, percent=100, by=at(clerk, DAY + timedelta(days=20)))
    assert list(open_matters(following)) == []


def test_only_the_responsible_side_reports_and_a_late_finish_stays_yellow(cast):
    task = a_task(cast)
    with pytest.raises(ValidationError, match="对方"):
        report_progress(task, percent=10, by=at(cast.north, DAY))
    late = task.due_on + timedelta(days=3)
    report_progress(task, percent=40, by=at(cast.south, DAY + timedelta(days=10)))
    assert now(task, DAY + timedelta(days=10)).colour == "green"
    assert now(task, task.due_on + timedelta(days=1)).colour == "red"
    report_progress(task, percent=100, by=at(cast.south, late))
    assert Task.objects.get().done_on == late
    light = now(task, late + timedelta(days=90))
    assert (light.colour, light.why) == ("yellow", "逾期3天完成,不再转绿")


def test_a_task_nobody_reports_on_is_grey_and_behind_plan_is_named(cast):
    task = a_task(cast, due_on=DAY + timedelta(days=100))
    assert now(task, DAY + timedelta(days=39)).colour == "grey"
    report_progress(task, percent=5, by=at(cast.south, DAY + timedelta(days=40)))
    assert (now(task, DAY + timedelta(days=40)).colour, now(task, DAY + timedelta(days=60)).colour) == ("red", "red")


def test_a_sheet_of_monthly_progress_finishes_tasks(cast):
    task = a_task(cast)
    sheet = f"标题,日期,任务,完成%\n六月进展,2026-06-30,{task.title},100\n".encode()
    run, found = importing.prepare(registers()["task-reports"], sheet, "a.csv", by=at(cast.south, DAY))
    assert found.counts["new"] == 1, found.verdicts
    importing.commit(run, found, by=at(cast.south, date(2026, 6, 30)))
    assert Task.objects.get().done_on == date(2026, 6, 30)
    assert TaskReport.objects.get().percent == 100


def test_another_day_counts_once_a_leader_has_approved_it(cast):
    task = a_task(cast)
    first = task.due_on
    change = ask_for_day(task, first + timedelta(days=20), reason="土地手续", by=at(cast.south, DAY))
    task.refresh_from_db()
    assert task.due_on == first
    with pytest.raises(PermissionDenied):
        rule_on(change, approve=True, by=at(cast.south, DAY))
    rule_on(change, approve=True, by=at(member("n.leader"), DAY))
    task.refresh_from_db()
    assert (task.due_on, task.first_due_on) == (first + timedelta(days=20), first)
    with pytest.raises(ValidationError):
        ask_for_day(task, task.due_on, reason="再延", by=at(cast.south, DAY))


def run_day(day):
    return supervising.supervise(by=at(member("n.supervisor"), day), today=day)


def test_the_ladder_goes_up_only_when_an_order_was_ignored(cast):
    task = a_task(cast)
    due = task.due_on
    assert run_day(due - timedelta(days=12)).counts == {}
    assert run_day(due - timedelta(days=5)).counts == {"reminders before": 1}
    assert run_day(due + timedelta(days=1)).counts == {"reminders after": 1}
    assert run_day(due + timedelta(days=8)).counts == {"orders blue": 1}
    first = Order.objects.get()
    assert run_day(due + timedelta(days=9)).counts == {}
    assert run_day(first.reply_due_on + timedelta(days=1)).counts == {"orders yellow": 1}
    second = Order.objects.get(level="yellow")
    assert second.follows == first
    with pytest.raises(PermissionDenied):
        orders.reply(second, "x", mend_plan="y", mend_by=due, by=at(cast.north, due))
    answered = second.happened_on + timedelta(days=1)
    orders.reply(second, "资金未到位", mend_plan="七月底前到位", mend_by=date(2026, 8, 31), by=at(cast.south, answered))
    assert run_day(answered + timedelta(days=20)).counts == {}
    assert run_day(date(2026, 9, 1)).counts == {"orders orange": 1}


def test_an_urgent_matter_starts_at_red_and_a_good_reason_stops_the_ladder(cast):
    task = a_task(cast, urgent=True)
    day = task.due_on + timedelta(days=1)
    assert run_day(day).counts == {"reminders after": 1, "orders red": 1}
    order = Order.objects.get()
    orders.reply(order, "汛情", mend_plan="顺延", mend_by=day, reason_given=True, by=at(cast.south, day))
    assert run_day(day + timedelta(days=30)).counts == {}
    with pytest.raises(PermissionDenied):
        orders.sign_off(order, by=at(cast.north, day))
    orders.sign_off(order, by=at(member("n.supervisor"), day))
    assert Order.objects.get().signed_off_on == day


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(days=st.lists(st.integers(-15, 60), min_size=1, max_size=6))
def test_running_a_day_twice_changes_nothing(cast, days):
    task = Task.objects.first() or a_task(cast)
    for offset in sorted(days):
        run_day(task.due_on + timedelta(days=offset))
        before = (Order.objects.count(), Reminder.objects.count(), Entry.objects.count(), Notice.objects.count())
        assert run_day(task.due_on + timedelta(days=offset)).counts == {}
        assert before == (
            Order.objects.count(),
            Reminder.objects.count(),
            Entry.objects.count(),
            Notice.objects.count(),
        )


def test_the_days_queries_do_not_grow_with_the_tasks(cast):
    counts = []
    for many in (5, 40):
        for number in range(many):
            a_task(cast, title=f"任务{many}-{number}")
        with CaptureQueriesContext(connection) as queries:
            assert run_day(date(2026, 7, 31)).counts == {"reminders after": many, "orders blue": many}
        told = [query for query in queries.captured_queries if 'INTO "ledger_notice"' in query["sql"]]
        counts.append(len(queries) - len(told))  # notices go out as many to a statement as the database takes
    assert counts[0] == counts[1] <= 60
    assert list(history.problems()) == []


def test_the_notice_is_frozen_and_names_who_still_owes(cast):
    task = a_task(cast)
    run_day(task.due_on + timedelta(days=8))
    by = at(member("n.supervisor"), date(2026, 8, 1))
    notice = orders.issue_circular(since=DAY, until=date(2026, 7, 31), by=by)
    assert notice.content["counts"]["b"]["red"] == 1
    assert [line["owes"] for line in notice.content["orders"]] == ["reply"]
    report_progress(task, percent=100, by=at(cast.south, date(2026, 8, 1)))
    assert orders.issue_circular(since=DAY, until=date(2026, 7, 31), by=by) == notice
    assert Circular.objects.get().content == notice.content


def test_the_command_supervises_every_pairing_and_says_what_it_did(cast, capsys):
    task = a_task(cast)
    call_command("supervise", on=(task.due_on + timedelta(days=8)).isoformat())
    told = capsys.readouterr()
    assert "north-south: 1 orders blue, 1 reminders after" in told.out
    assert "east-west: nobody supervises" in told.err
    assert Record.objects.filter(kind="tasks.order").count() == 1


def test_figures_count_tasks_by_side_and_unit(cast):
    task = a_task(cast, doer=member("s.liaison").unit)
    report_progress(task, percent=100, by=at(cast.south, DAY + timedelta(days=3)))
    scope = Scope(cast.pairing, date(2026, 12, 31))
    read = {
        key: figures()[key].read(scope).value
        for key in ("tasks.key_tasks", "tasks.finished_in_time", "tasks.in_time_rate")
    }
    assert [value.low for value in read.values()] == [1, 1, 100]
    [part] = figures()["tasks.finished"].split(scope, "unit")
    assert part.label == "南市发改部门"


def test_the_ledger_of_a_past_day_shows_what_stood_then(cast):
    task = a_task(cast)
    due = task.due_on
    report_progress(task, percent=30, works="已选址", by=at(cast.south, DAY + timedelta(days=12)))
    change = ask_for_day(task, due + timedelta(days=30), reason="土地手续", by=at(cast.south, due + timedelta(days=5)))
    rule_on(change, approve=True, by=at(member("n.leader"), due + timedelta(days=6)))
    report_progress(task, percent=100, by=at(cast.south, due + timedelta(days=20)))
    seen = {
        days: printed.lines(printed.chosen(cast.north, DAY + timedelta(days=days), {}), DAY)[0]
        for days in (0, 12, 41, 50, 61)
    }
    assert [line.light.colour for line in seen.values()] == ["green", "green", "red", "red", "yellow"]
    assert (seen[41].due, seen[41].was_due) == (due.isoformat(), "")
    assert (seen[61].due, seen[61].was_due) == ((due + timedelta(days=30)).isoformat(), due.isoformat())
    assert seen[12].progress == "30%。已选址"
    assert "曾逾期" in seen[61].light.why


def test_a_month_that_was_missed_turns_yellow_once_caught_up(cast):
    task = a_task(cast, due_on=date(2026, 10, 1))
    report_progress(task, percent=24, by=at(cast.south, date(2026, 6, 30)))
    report_progress(task, percent=30, by=at(cast.south, date(2026, 7, 31)))
    report_progress(task, percent=80, by=at(cast.south, date(2026, 8, 31)))
    reports = list(TaskReport.objects.all())

    def months(day):
        found = Task.objects.with_progress(day).get()
        return [light.colour for _end, light in months_of(found, reports, day)]

    assert months(date(2026, 7, 31)) == ["green", "red"]
    assert months(date(2026, 8, 31)) == ["green", "yellow", "green"]


def test_the_forecast_goes_by_the_nodes_and_else_by_the_pace(cast):
    task = a_task(cast, due_on=DAY + timedelta(days=100))

    def forecast_on(day):
        return forecast(Task.objects.with_progress(day).get(), day)

    assert forecast_on(DAY).colour == "grey"
    report_progress(task, percent=20, by=at(cast.south, DAY + timedelta(days=40)))
    slow = forecast_on(DAY + timedelta(days=40))
    assert (slow.colour, "晚100天" in slow.why) == ("red", True)
    for code, days, after in (("1", 10, ""), ("2", 5, "1")):
        values = {"title": f"节点{code}", "happened_on": DAY, "belongs_to": Record.objects.get(pk=task.pk), "code": code,
                  "days": days, "after": after}  # fmt: skip
        actions.report(actions.enter(Node, values, by=at(cast.south, DAY)), by=at(cast.south, DAY))
    by_nodes = forecast_on(DAY + timedelta(days=40))
    assert (by_nodes.colour, "节点" in by_nodes.why) == ("green", True)


def test_the_day_changes_by_approval_alone(cast):
    task = a_task(cast)
    with pytest.raises(ValidationError, match="批准"):
        actions.amend(task, {"due_on": task.due_on + timedelta(days=9)}, by=at(cast.north, DAY))
    disputed = actions.dispute(
        Task.objects.get(), field="due_on", value="2026-12-31", reason="太早", by=at(cast.south, DAY)
    )
    with pytest.raises(ValidationError, match="批准"):
        actions.accept(disputed, by=at(cast.north, DAY))
    assert Task.objects.get().due_on == DAY + timedelta(days=40)


def test_the_printed_ledger_has_the_nine_columns_and_the_holder_of_the_post(cast, client):
    by = at(cast.south, DAY)
    post = actions.enter(Post, {"title": "分管副市长", "happened_on": DAY, "home": "b"}, by=by)
    old, new = (actions.enter(Person, {"title": name, "happened_on": DAY}, by=by) for name in ("王一", "李二"))
    hand_over(post, old, by=by, on=DAY)
    a_task(cast, lead_post=post, supporting="商务局", measures="=1+1", doer=member("s.liaison").unit)
    hand_over(post, new, by=by, on=DAY + timedelta(days=30))
    client.force_login(cast.user("n.clerk"))
    for day, holder in ((DAY + timedelta(days=3), "王一"), (DAY + timedelta(days=30), "李二")):
        content = client.get(f"/tasks/board.xlsx?as_of={day}&key=1").content
        page = openpyxl.load_workbook(BytesIO(content)).active
        heads = [cell.value for cell in page[3]]
        assert heads == ["序号", "重点任务", "牵头领导", "责任单位", "配合单位", "工作措施", "完成时限", "进展", "亮灯"]
        row = [cell.value for cell in page[4]]
        assert row[2] == f"{holder}(分管副市长)"
        assert row[3:6] == ["南市发改部门", "商务局", "=1+1"]
        assert page["F4"].data_type == "s"  # shown, never run
    assert "李二" in client.get(f"/tasks/board/?as_of={DAY + timedelta(days=30)}&print=1").content.decode()
    client.force_login(cast.user("s.clerk"))
    assert "推动粮食加工项目开工" in client.get(f"/records/{post.pk}/").content.decode()


def test_the_sheet_of_the_month_comes_back_with_progress(cast, client):
    task = a_task(cast)
    client.force_login(cast.user("s.clerk"))
    book = openpyxl.load_workbook(BytesIO(client.get("/tasks/month.xlsx").content))
    book.active["D2"], filled = 35, BytesIO()
    book.save(filled)
    by = Actor(cast.south, timezone.now())
    run, found = importing.prepare(registers()["task-reports"], filled.getvalue(), "a.xlsx", by=by)
    importing.commit(run, found, by=by)
    assert TaskReport.objects.get(of_task=task).percent == 35


def test_key_tasks_come_from_a_sheet(cast):
    sheet = (
        "序号,重点任务,日期,列入重点任务清单,责任方,责任单位,工作措施,完成时限\n"
        "1,共建产业园,2026-06-01,是,南市,南市发改部门,分期推进,2026-12-31\n"
        "2,没有时限,2026-06-01,是,南市,,,\n"
    )
    run, found = importing.prepare(registers()["tasks"], sheet.encode(), "a.csv", by=at(cast.north, DAY))
    assert (found.counts["new"], found.counts["refused"]) == (1, 1), found.verdicts
    importing.commit(run, found, by=at(cast.north, DAY), good_rows_only=True)
    task = Task.objects.get()
    assert (task.number, task.key_task, task.doer.name, task.due_on, task.first_due_on) == (
        "1",
        True,
        "南市发改部门",
        date(2026, 12, 31),
        date(2026, 12, 31),
    )


def test_progress_brings_its_evidence(cast, client):
    task = a_task(cast)
    client.force_login(cast.user("s.clerk"))
    given = {"percent": 20, "on": DAY.isoformat(), "proof": SimpleUploadedFile("照片.txt", b"proof")}
    client.post(f"/tasks/{task.pk}/progress/", given)
    assert TaskReport.objects.get().evidence.get().file.name == "照片.txt"


def test_the_board_asks_no_more_questions_for_more_tasks(cast, client, django_assert_max_num_queries):
    for number in range(30):
        a_task(cast, title=f"任务{number}")
    client.force_login(cast.user("n.clerk"))
    with django_assert_max_num_queries(25):
        assert client.get(f"/tasks/board/?as_of={DAY}").content.decode().count("任务2") >= 10


def test_an_order_by_hand_asks_for_a_reply_like_any_other(cast, client):
    task = a_task(cast)
    supervisor = at(member("n.supervisor"), DAY)
    with pytest.raises(PermissionDenied):
        orders.issue(task, "red", "质量不高", by=at(cast.north, DAY))
    order = orders.issue(task, "orange", "质量不高", by=supervisor)
    assert (order.to_side, order.reply_due_on) == ("b", date(2026, 6, 8))
    with pytest.raises(ValidationError):
        orders.issue(task, "orange", "再发", by=supervisor)
    client.force_login(cast.user("n.clerk"))
    assert client.get(f"/records/{order.pk}/edit/").status_code == 302
    client.post(f"/records/{order.pk}/trash/")
    assert Order.objects.get().trashed_at is None
    assert run_day(task.due_on + timedelta(days=8)).counts == {"orders red": 1, "reminders after": 1}


def test_who_owes_what_is_told_side_by_side(cast):
    late, silent = a_task(cast), a_task(cast, home="a", due_on=date(2026, 12, 31), title="选址")
    run_day(late.due_on + timedelta(days=8))
    july = date(2026, 7, 25)
    north, south = owing.owed(cast.north, july)
    assert (north.open, north.late, north.unreported, north.replies) == (1, 0, 1, 0)
    assert (south.open, south.late, south.unreported, south.replies, south.mends) == (1, 1, 1, 1, 0)
    report_progress(silent, percent=5, by=at(cast.north, july))
    assert owing.owed(cast.north, july)[0].unreported == 0


def test_a_side_that_reports_late_or_has_nothing_to_report_shows_it(cast):
    tasks = [a_task(cast, title=str(number), due_on=date(2026, 12, 1)) for number in range(10)]
    for number, task in enumerate(tasks[:8]):
        day = date(2026, 7, 1) if number < 6 else date(2026, 8, 10)
        report_progress(task, percent=10, on=date(2026, 6, 20), by=at(cast.south, day))
    lights = owing.timeliness(cast.north, date(2026, 4, 1), date(2026, 6, 30))
    assert (lights["a"].colour, lights["b"].colour) == ("grey", "yellow")
    assert owing.timeliness(cast.north, date(2026, 7, 1), date(2026, 9, 30))["b"].colour == "red"
    quiet = actions.enter(
        Declaration, {"title": "三季度无变化", "happened_on": date(2026, 9, 30)}, by=at(cast.south, DAY)
    )
    actions.report(quiet, by=at(cast.south, DAY))
    assert owing.timeliness(cast.north, date(2026, 7, 1), date(2026, 9, 30))["b"].colour == "grey"


def test_each_role_finds_its_part_on_its_first_page(cast):
    mine, other = (
        a_task(cast, doer=member("s.liaison").unit),
        a_task(cast, title="别的单位", doer=member("s.clerk").unit),
    )
    late = mine.due_on + timedelta(days=9)
    run_day(late)
    ask_for_day(other, late + timedelta(days=60), reason="土地手续", by=at(cast.south, late))

    def waiting(name, day):
        return {
            heap.work.key: {row.title for row, _why in heap.rows}
            for heap in heaps(member(name), day, app_label="tasks")
        }

    assert waiting("s.liaison", late) == {
        "orders": {mine.title}, "tasks-due": {mine.title}, "tasks-silent": {mine.title},
    }  # fmt: skip
    assert waiting("s.clerk", late)["tasks-due"] == {mine.title, "别的单位"}
    assert set(waiting("s.leader", late)) == {"tasks-late", "days"}
    assert waiting("n.supervisor", late) == {}
    order = Order.objects.get(of_task=mine)
    assert waiting("n.supervisor", order.reply_due_on + timedelta(days=1))["ignored"] == {mine.title, "别的单位"}
    orders.reply(order, "在办", mend_plan="赶工", mend_by=late, by=at(member("s.liaison"), late))
    assert waiting("n.supervisor", late) == {"replies": {mine.title}}
    assert waiting("n.clerk", late) == {}


def test_an_order_that_was_followed_is_answered_in_its_follower(cast):
    task = a_task(cast)
    run_day(task.due_on + timedelta(days=8))
    first = Order.objects.get()
    run_day(first.reply_due_on + timedelta(days=1))
    assert [order.level for order in Order.objects.open()] == ["yellow"]
    with pytest.raises(ValidationError, match="升级"):
        orders.reply(first, "在办", mend_plan="赶工", mend_by=task.due_on, by=at(cast.south, task.due_on))


def test_a_project_shows_four_lights_and_names_what_is_not_reported(cast, client):
    by = at(cast.north, DAY)
    project = cast.project(signed_on=date(2026, 1, 10), happened_on=date(2026, 1, 10))

    def colours(day):
        nodes = list(Node.objects.filter(belongs_to=project))
        return [light.colour for _name, light in four_lights(project, nodes, day)]

    assert colours(DAY) == ["grey", "grey", "grey", "grey"]
    values = {
        "title": "首月",
        "happened_on": date(2026, 4, 1),
        "belongs_to": cast.project("钾肥"),
        "invested": parse("1万元")[0],
    }
    actions.report(actions.enter(Progress, values, by=by), by=by)
    for code, done_on in (("1", DAY), ("2", None)):
        values = {"title": f"节点{code}", "happened_on": DAY, "belongs_to": Record.objects.get(pk=project.pk), "code": code, "days": 10,
                  "start_on": date(2026, 4, 1), "due_on": date(2026, 5, 20), "done_on": done_on}  # fmt: skip
        actions.report(actions.enter(Node, values, by=by), by=by)
    assert colours(date(2026, 4, 20)) == ["green", "green", "green", "green"]
    assert colours(date(2026, 5, 2)) == ["yellow", "green", "green", "green"]
    assert colours(date(2026, 7, 2)) == ["red", "red", "red", "green"]
    project.started_on = date(2026, 6, 3)
    assert colours(date(2026, 7, 2)) == ["green", "red", "red", "yellow"]
    client.force_login(cast.user("n.clerk"))
    assert "本月四色灯" in client.get(f"/records/{project.pk}/").content.decode()
