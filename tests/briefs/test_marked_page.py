"""The marked text in a real browser: a number is chosen, its reason and figure open beside it, and it is decided about."""

from __future__ import annotations

import os
from datetime import date

import pytest

from duikou.accounts.demo import PASSWORD
from duikou.briefs import actions
from duikou.briefs.models import Text
from duikou.engines.quantities import parse
from duikou.ledger import actions as ledger
from duikou.ledger.models import OpeningBalance

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own loop runs in this thread
pytestmark = pytest.mark.browser
DAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-background-networking"]}


def a_text(cast) -> Text:
    values = {"figure": "exchanges.talks", "title": "对接洽谈", "value": parse("242")[0], "happened_on": DAY}
    ledger.report(ledger.enter(OpeningBalance, values, by=cast.by(cast.north)), by=cast.by(cast.north))
    words = "对口合作简报\n双方开展对接洽谈250次。经贸会后,两市对接洽谈不断深入,种植玉米30亩。"
    text = actions.take_in(words.encode(), "a.txt", title="简报", published=DAY, by=cast.by(cast.north))
    return actions.judge(text, by=cast.by(cast.north))


@pytest.mark.parametrize(("width", "scripts"), [(1440, True), (390, True), (1440, False)])
def test_a_number_opens_and_is_decided_about(transactional_db, cast, live_server, browser, width, scripts):
    text = a_text(cast)
    window = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page = window.new_page()
    page.goto(f"{live_server.url}/login/")
    page.fill("[name=login]", "n.clerk")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.goto(live_server.url + text.get_absolute_url())
    page.click("a.mark-ledger_mismatch")
    card = page.locator("#card .finding-ledger_mismatch")
    assert "242次" in card.locator("ins").inner_text()
    if scripts:
        assert _faults(page) == []
    card.locator("[name=reason]").fill("含线上洽谈")
    card.locator("button[value=dismissed]").click()
    page.wait_for_load_state()
    assert "含线上洽谈" in page.locator("#card .decided").inner_text()
    text.refresh_from_db()
    assert text.open == 0
    window.close()


def _faults(page) -> list[str]:
    """What makes the page hard to use: what axe finds, and a page wider than the window."""
    from axe_playwright_python.sync_playwright import Axe

    found = [one["id"] for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    return [*found, *(["too wide"] if wide else [])]
