"""A template written in a browser: a figure found by typing, put in, previewed, refused when it is unknown, then issued."""

import pytest

from duikou.reports.models import Report
from tests.ledger.test_jobs import work_off
from tests.test_walks import browser_type_launch_args, person, transactional  # noqa: F401

pytestmark = pytest.mark.browser


def test_a_template_becomes_an_issued_paper(transactional, cast, person, live_server):  # noqa: F811
    cast.project()
    page = person("n.clerk")
    page.goto(f"{live_server.url}/report-templates/new/")
    page.fill("#id_title", "领导参阅")
    page.fill("#id_text", "共签约")
    page.fill("#find", "签约项目 projects.signed")
    page.click("#offers li:not([hidden]) button >> nth=0")
    assert page.input_value("#id_text") == "共签约{{ projects.signed }}"
    page.wait_for_selector("#preview .indent:has-text('共签约1个')")
    page.fill("#id_text", "共签约{{ projects.sined }}")
    page.wait_for_selector("#preview .message:has-text('projects.signed')")
    page.fill("#id_text", "共签约{{ projects.signed }}。")
    page.click("button[data-plain]")
    page.goto(f"{live_server.url}/report-templates/")
    page.click("a:has-text('据此起草')")
    page.click("button[form=keep]")
    page.click("button:has-text('核稿通过')")
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("button:has-text('签发')")
    work_off()
    page.wait_for_selector("text=北市合作办〔")
    assert Report.objects.get().stage == Report.Stage.ISSUED
    page.wait_for_selector("text=与今日台账一致")
    assert page.locator("a:has-text('PDF')").count() == 1
