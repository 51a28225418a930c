"""Whole jobs in a real browser."""

import os
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from duikou.accounts.demo import PASSWORD
from duikou.projects.models import Project

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own loop runs in this thread
pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-background-networking"]}


@pytest.fixture
def person(cast, live_server, browser):
    """Log in as a member of the cast, each in a browser window of their own."""
    windows = []

    def log_in(username: str, width: int = 1440):
        window = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 900})
        windows.append(window)
        page = window.new_page()
        page.goto(f"{live_server.url}/login/")
        page.fill("[name=login]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        return page

    yield log_in
    for window in windows:
        window.close()


@pytest.fixture
def transactional(transactional_db):
    """The server answers in another thread, which has to see what the test wrote."""


def agreed_part(page, live_server) -> str:
    page.goto(f"{live_server.url}/figures/projects.signed/")
    found = page.locator("main .coverage").first
    return re.search(r"已认(\d+)", found.get_attribute("aria-label")).group(1) if found.count() else "0"


def test_two_clerks_bring_a_project_to_agreement(transactional, cast, person, live_server, tmp_path):
    north, south = person("n.clerk"), person("s.clerk")
    before = int(agreed_part(south, live_server))
    proof = tmp_path / "合同.txt"
    proof.write_text("投资合同", encoding="utf-8")

    north.goto(f"{live_server.url}/projects/new/")
    north.fill("[name=title]", "不锈钢管材项目")
    north.select_option("[name=category]", "industry")
    north.select_option("[name=stage]", "signed")
    north.fill("[name=signed_on]", timezone.localdate().isoformat())
    north.fill("[name=investment_planned]", "约2亿元")
    north.click("button[name=report]")
    north.click("summary:has-text('添加佐证材料')")
    north.set_input_files("[name=file]", str(proof))
    north.click("button:text-is('添加')")
    assert north.locator("a:has-text('合同.txt')").count() == 1

    south.goto(f"{live_server.url}/confirm/")
    south.click("a:has-text('不锈钢管材项目')")
    south.click("summary:has-text('提出异议')")
    south.select_option("[name=field]", "investment_planned")
    south.fill("[name=value]", "4亿元")
    south.fill("[name=reason]", "合同载明4亿元")
    south.click("button:has-text('提交异议')")
    assert "有异议" in south.locator(".head .state").inner_text()
    assert "4亿" in south.locator("mark").first.inner_text()
    south.click(".head button:has-text('确认')")
    assert "已认" in south.locator(".head .state").inner_text()

    assert int(agreed_part(south, live_server)) == before + 1
    project = Project.objects.get()
    behind = f"{live_server.url}/figures/projects.signed/records/"
    south.goto(behind)
    assert south.locator("a:has-text('不锈钢管材项目')").count() == 1
    yesterday = timezone.localdate() - timedelta(days=1)
    an_hour_ago = timezone.localtime() - timedelta(hours=1)
    for question in (f"as_of={yesterday}", f"known_at={an_hour_ago:%Y-%m-%dT%H:%M}"):
        south.goto(f"{behind}?{question}")
        assert south.locator("a:has-text('不锈钢管材项目')").count() == 0

    stranger = person("n.enterprise")
    for address in (f"/records/{project.pk}/", "/figures/projects.signed/", "/figures/projects.signed/records/"):
        assert stranger.goto(live_server.url + address).status in (403, 404)


def click_work(page, live_server, heap: str, title: str) -> None:
    """On the first page, do the one click that a heap offers for each record of this title."""
    page.goto(live_server.url + "/")
    rows = page.locator(f"#{heap} li", has=page.locator(f"a:text-is('{title}')")).locator("button")
    assert rows.count()
    while rows.count():
        rows.first.click()


def fill(page, **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("element => element.tagName") == "SELECT":
            chosen = field.locator("option", has_text=value).first.get_attribute("value")
            field.evaluate("(element, value) => { element.value = value; }", chosen)
            field.evaluate("element => element.tomselect && element.tomselect.setValue(element.value)")
        else:
            field.fill(value)


def prove(page, tmp_path, words: str) -> None:
    proof = tmp_path / f"{words}.txt"
    proof.write_text(words, encoding="utf-8")
    page.click("summary:has-text('添加佐证材料')")
    page.set_input_files("[name=file]", str(proof))
    page.select_option("[name=proves]", label=words)
    page.click("button:text-is('添加')")


def month_sheet(tmp_path, today: str) -> str:
    """A month's progress as an office keeps it: a title above the head, amounts in 万元."""
    import xlsxwriter

    path = str(tmp_path / "月报.xlsx")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("月报")
        rows = [["项目月度进展表"], ["名称", "日期", "所属项目", "本月完成投资(万元)", "本月新增就业"],
                ["首月进展", today, "不锈钢管材投资意向", 1200, 20], ["合计", "", "", 1200, 20]]  # fmt: skip
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def rate(page, live_server) -> str:
    page.goto(f"{live_server.url}/figures/projects.performance_rate/")
    return page.locator("main .figure-value").first.inner_text()


def test_a_lead_becomes_a_working_plant(transactional, cast, person, live_server, tmp_path):
    today = timezone.localdate().isoformat()
    north, south = person("n.clerk"), person("s.clerk")

    north.goto(f"{live_server.url}/organisations/new/")
    fill(north, title="冠牌管业")
    north.click("button[name=report]")
    click_work(south, live_server, "confirm", "冠牌管业")
    north.goto(f"{live_server.url}/leads/new/")
    fill(north, title="不锈钢管材投资意向", source="互访考察", prospect="冠牌管业")
    north.click("button[name=report]")
    click_work(south, live_server, "confirm", "不锈钢管材投资意向")
    north.select_option("[name=category]", "industry")
    north.click("button:has-text('转入储备库')")
    project = Project.objects.get()
    page = f"{live_server.url}/records/{project.pk}/"

    north.goto(f"{live_server.url}/agreements/new/")
    fill(north, title="投资合同", type="投资合同", second_party="冠牌管业")
    north.click("button[name=report]")
    click_work(south, live_server, "confirm", "投资合同")
    north.goto(page + "edit/")
    fill(north, contract="投资合同")
    north.click("main button:text-is('保存')")
    north.click("a:has-text('签约')")
    north.click("main button:has-text('转入')")
    click_work(south, live_server, "confirm", "不锈钢管材投资意向")

    north.goto(f"{live_server.url}/projects/{project.pk}/gate/started/")
    north.click("main button:has-text('转入')")
    missing = north.locator("main form .message.error").first.inner_text()
    assert "主体工程动工" in missing and "立项或备案" in missing
    before = rate(north, live_server)
    north.goto(page)
    for words in ("主体工程动工", "立项或备案"):
        prove(north, tmp_path, words)
    north.click("a.btn:has-text('开工')")
    north.click("main button:has-text('转入')")
    click_work(south, live_server, "confirm", "不锈钢管材投资意向")
    assert rate(north, live_server) != before

    north.goto(f"{live_server.url}/import/progress/")
    north.set_input_files("[name=file]", month_sheet(tmp_path, today))
    north.click("button:has-text('逐行核对')")
    north.click("button:has-text('全部导入')")
    click_work(south, live_server, "confirm", "首月进展")
    north.goto(f"{live_server.url}/outputs/new/")
    fill(north, title="首批钢管", belongs_to="不锈钢管材投资意向", product="钢管", quantity="10")
    north.click("button[name=report]")
    north.goto(page)
    prove(north, tmp_path, "验收或投产")
    north.click("a.btn:has-text('投产')")
    north.click("main button:has-text('转入')")
    click_work(south, live_server, "confirm", "不锈钢管材投资意向")
    project.refresh_from_db()
    assert (project.stage, project.state, project.produced_on.isoformat()) == ("production", "agreed", today)
    north.goto(f"{live_server.url}/figures/projects.production_rate/")
    assert "100" in north.locator("main .figure-value").first.inner_text()


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_is_hard_to_use(transactional, cast, person, live_server, width):
    from axe_playwright_python.sync_playwright import Axe

    project = cast.project()
    page = person("s.clerk", width)
    pages = ["/", "/projects/", "/projects/new/", "/confirm/", "/figures/", "/figures/projects.signed/",
             "/figures/projects.signed/records/", f"/records/{project.pk}/", "/timeline/", "/trash/", "/areas/talent/", "/overview/", "/search/?q=x",
             "/notices/", "/tasks/board/", "/tasks/board/?print=1", "/supervision/", "/assessment/workbench/", "/same/organisations/", f"/projects/{project.pk}/gate/started/", "/leads/new/", "/account/sessions/"]  # fmt: skip
    for address in pages:
        page.goto(live_server.url + address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address} {width}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), (address, width)


def test_a_lead_is_reported_with_the_keyboard_alone(transactional, cast, person, live_server):
    page = person("n.clerk")

    def tab_to(words: str) -> None:
        for _press in range(120):
            page.keyboard.press("Tab")
            focused = page.evaluate("(document.activeElement.labels?.[0] || document.activeElement).innerText || ''")
            if focused.strip().startswith(words):
                return
        raise AssertionError(f"the keyboard does not reach {words}")

    page.goto(f"{live_server.url}/leads/")
    tab_to("新增")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leads/new/")
    tab_to("名称")
    page.keyboard.type("键盘录入的线索")
    tab_to("上报")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/**")
    assert "键盘录入的线索" in page.locator("h1").inner_text()


def test_english_is_one_click_away(transactional, cast, person, live_server):
    page = person("n.clerk")
    page.click("button:text-is('English')")
    assert page.locator("nav a:has-text('Overview')").count() == 1


class Clock:
    """The time that server and test both read; it stands still between two settings."""

    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch

    def set(self, day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
        self.monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def bring_to_the_agenda(live_server, north, south) -> str:
    """A conference with a topic that the other side found ready; returns the conference's address."""
    north.goto(f"{live_server.url}/conferences/new/")
    north.fill("[name=title]", "第五次联席会议")
    north.fill("[name=happened_on]", "2026-04-01")
    north.select_option("[name=host]", "a")
    north.click("button[name=report]")
    address = north.url
    north.click("a:has-text('提出议题')")
    north.fill("[name=title]", "共建产业园")
    north.fill("[name=asks]", "同意共建,明确分工")
    north.click("button[name=report]")

    south.goto(live_server.url)
    assert "待我方预研的议题" in south.locator("main").inner_text()
    south.click("main a:has-text('共建产业园')")
    south.select_option("[name=opinion]", "changed")
    south.fill("[name=says]", "园区面积宜分期")
    south.click("button:has-text('提交预研意见')")

    north.goto(address)
    north.click("button:has-text('列入议程')")
    assert "1." in north.locator("section:has(h2:text-is('议程'))").inner_text()
    return address


def decide_with_two_tasks(north, address) -> None:
    north.goto(address)
    north.click("a:has-text('议定事项并分解任务')")
    north.fill("[name=title]", "共建产业园一期")
    for number, (title, side, unit, due) in enumerate(
        [("完成园区选址", "a", "北市发改部门", "2026-05-01"), ("组织企业考察", "b", "南市发改部门", "2026-05-08")]
    ):
        north.fill(f"[name=form-{number}-title]", title)
        north.select_option(f"[name=form-{number}-home]", side)
        north.select_option(f"[name=form-{number}-doer]", label=unit)
        north.fill(f"[name=form-{number}-due_on]", due)
    north.click("button:has-text('议定并下达任务')")


def report(page, live_server, title, percent, works) -> None:
    page.goto(f"{live_server.url}/tasks/board/")
    page.click(f"main a:has-text('{title}')")
    page.fill("[name=percent]", str(percent))
    page.fill("[name=works]", works)
    page.click("button:has-text('报送进展')")


def light_of(page, live_server, title) -> str:
    page.goto(f"{live_server.url}/tasks/board/")
    return page.locator(f"tr:has-text('{title}') .light").inner_text()


def test_from_a_topic_to_a_score_and_back_on_the_next_agenda(transactional, cast, person, live_server, clock):
    clock.set(date(2026, 3, 2))
    north = person("n.clerk")
    address = bring_to_the_agenda(live_server, north, person("s.clerk"))
    clock.set(date(2026, 4, 1))
    north = person("n.clerk")
    decide_with_two_tasks(north, address)

    clock.set(date(2026, 4, 25))
    north, south, supervisor = person("n.clerk"), person("s.clerk"), person("n.supervisor")
    report(south, live_server, "组织企业考察", 100, "二十家企业到访")
    assert light_of(south, live_server, "组织企业考察") == "绿"
    report(north, live_server, "完成园区选址", 40, "初选三处")
    supervisor.goto(f"{live_server.url}/supervision/")
    supervisor.click("button:has-text('执行今日督办')")
    assert "已发提醒1条、督办单0份" in supervisor.locator(".message").inner_text()

    clock.set(date(2026, 5, 12))
    north, supervisor = person("n.clerk"), person("n.supervisor")
    assert light_of(north, live_server, "完成园区选址") == "红"
    supervisor.goto(f"{live_server.url}/supervision/")
    supervisor.click("button:has-text('执行今日督办')")
    assert "已发提醒1条、督办单1份" in supervisor.locator(".message").inner_text()
    north.goto(live_server.url)
    north.locator("section:has(h2:has-text('待回复的督办单')) a").first.click()
    north.fill("[name=text]", "选址评审推迟")
    north.fill("[name=mend_plan]", "五月二十日前完成评审")
    north.fill("[name=mend_by]", "2026-05-20")
    north.click("button:has-text('提交回复')")

    clock.set(date(2026, 5, 20))
    north, supervisor = person("n.clerk"), person("n.supervisor")
    report(north, live_server, "完成园区选址", 100, "评审通过")
    assert light_of(north, live_server, "完成园区选址") == "黄"
    supervisor.goto(f"{live_server.url}/supervision/")
    supervisor.click("main a:has-text('完成园区选址')")
    supervisor.click("button:has-text('销号')")
    supervisor.goto(f"{live_server.url}/supervision/")
    supervisor.fill("[name=since]", "2026-04-01")
    supervisor.fill("[name=until]", "2026-05-20")
    supervisor.click("button:has-text('印发通报')")
    assert "逾期19天完成" in supervisor.locator("main").inner_text()

    score_with_its_working(live_server, north, supervisor)
    north.goto(f"{live_server.url}/conferences/new/")
    assert north.input_value("[name=host]") == "b"
    north.fill("[name=title]", "第六次联席会议")
    north.fill("[name=happened_on]", "2026-10-01")
    north.click("button[name=report]")
    opening = north.locator("section:has(h2:has-text('上次会议以来未结事项'))").inner_text()
    assert "完成园区选址" in opening
    assert "逾期19天完成" in opening


def score_with_its_working(live_server, north, supervisor) -> None:
    north.goto(f"{live_server.url}/assessment/workbench/")
    north.click("button:has-text('存为考核方案')")
    north.goto(f"{live_server.url}/rounds/new/")
    north.fill("[name=title]", "上半年考核")
    north.fill("[name=happened_on]", "2026-05-20")
    north.select_option("[name=by_scheme]", index=1)
    north.fill("[name=since]", "2026-01-01")
    north.click("button[name=report]")
    supervisor.goto(north.url)
    supervisor.click("summary:has-text('参评单位')")
    supervisor.check("label:has-text('北市发改部门') input")
    supervisor.click("main form button:has-text('添加')")
    supervisor.click("main a:has-text('北市发改部门')")
    working = supervisor.locator("section:has(h2:has-text('得分与算式'))").inner_text()
    assert "min(0 ÷ 1, 1) × 60 = 0" in working
    assert "20 − 1 × 2 = 18" in working


def test_a_slip_shows_at_once_by_keyboard_and_its_address_shows_it_again(transactional, cast, person, live_server):
    from duikou.tasks import plans
    from duikou.tasks.actions import assign

    by = cast.by(cast.north)
    due_on = date(timezone.localdate().year + 3, 11, 30)
    task = assign({"title": "建设康养中心", "happened_on": timezone.localdate(), "due_on": due_on, "home": "a"}, by=by)
    plans.lay_out(task, "construction", by=by)
    page = person("n.clerk", width=390)
    page.goto(f"{live_server.url}/records/{task.pk}/plan/")
    page.evaluate("window.stays = true")
    page.focus("[name=node]")
    page.keyboard.press("End")
    page.wait_for_selector("#gantt .what-if")
    assert "推迟10" in page.inner_text("#gantt .what-if") and page.evaluate("window.stays")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(page.url)
    assert "推迟10" in page.inner_text("#gantt .what-if")
    assert page.locator("#gantt .causes a").first.get_attribute("href").startswith("/")
