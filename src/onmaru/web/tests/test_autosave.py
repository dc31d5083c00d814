import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from onmaru.web.tests.stage import Answer, Stage

pytestmark = pytest.mark.browser

FORM = """<form data-behaviour="autosave" data-autosave-url="/draft" action="/send" method="post">
<textarea name="body" id="body"></textarea><input type="file" name="file"><span data-autosave-state></span><button>보내기</button></form>"""


@pytest.fixture
def form(page: Page, stage: Stage):
    page.clock.install(time=0)
    stage.answers["/draft"] = lambda heard: Answer()
    page.goto(stage.shows(FORM))
    # From here on time passes only when a test says so.
    page.clock.pause_at(600_000)
    return page


def drafts(stage: Stage) -> list[str]:
    return [parse_qs(heard.body)["body"][0] for heard in stage.heard_at("/draft")]


def test_what_is_typed_is_saved_after_two_seconds_with_our_token(form, stage):
    form.locator("#body").press_sequentially("안녕")
    form.clock.run_for(1900)
    assert drafts(stage) == []
    with form.expect_response("**/draft"):
        form.clock.run_for(200)
    expect(form.locator("[data-autosave-state]")).to_have_text("SAVED")
    assert drafts(stage) == ["안녕"]
    assert stage.heard_at("/draft")[0].headers["x-csrftoken"] == "token"


def test_a_failure_is_said_and_tried_again(form, stage):
    stage.answers["/draft"] = lambda heard: Answer(status=503)
    form.locator("#body").fill("하나")
    with form.expect_response("**/draft"):
        form.clock.run_for(2000)
    expect(form.locator("[data-autosave-state]")).to_have_attribute("data-tone", "danger")
    stage.answers["/draft"] = lambda heard: Answer()
    with form.expect_response("**/draft"):
        form.clock.run_for(4000)
    expect(form.locator("[data-autosave-state]")).to_have_text("SAVED")


def test_what_is_sent_does_not_come_back_as_a_draft(form, stage):
    form.evaluate("document.querySelector('form').addEventListener('submit', e => e.preventDefault())")
    form.locator("#body").fill("보낼 글")
    form.locator("button", has_text=re.compile("보내기")).click()
    form.clock.run_for(10_000)
    assert drafts(stage) == []


def test_a_form_that_leaves_the_page_saves_first(form, stage):
    form.locator("#body").fill("다른 상담으로")
    with form.expect_response("**/draft"):
        form.evaluate("document.querySelector('form').remove()")
    assert drafts(stage) == ["다른 상담으로"]
