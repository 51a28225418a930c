"""Whole jobs in a real browser."""

import os
import re
from datetime import timedelta

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
             "/notices/", "/same/organisations/", f"/projects/{project.pk}/gate/started/", "/leads/new/", "/account/sessions/"]  # fmt: skip
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
