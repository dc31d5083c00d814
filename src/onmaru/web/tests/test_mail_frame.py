import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from onmaru.web.mail_body import respond
from onmaru.web.tests.stage import Answer, Stage
from tests.browser import until

pytestmark = pytest.mark.browser

MAIL = """<div style="height:900px;color:red">메일</div><script>parent.document.title = 'owned'</script>
<img src="x" onerror="parent.document.title = 'owned'"><img src="STAGE/pixel.png"><img src="STAGE/own/7.png">
<form action="STAGE/steal"><button>보내기</button></form><style>@import url(STAGE/style.css)</style>"""


def mail(stage: Stage, **options) -> Answer:
    answer = respond(MAIL.replace("STAGE", stage.url), own_pictures=[f"{stage.url}/own/"], **options)
    return Answer(answer.content.decode(), headers={name: value for name, value in answer.items() if name != "Content-Type"})


@pytest.fixture
def desk(page: Page, stage: Stage):
    stage.answers["/body"] = lambda heard: mail(stage)
    stage.answers["/body/open"] = lambda heard: mail(stage, remote_pictures=True)
    context = {"src": "/body", "remote_src": "/body/open", "name": "mail-1", "title": "정유진의 메일"}
    page.goto(stage.shows(render_to_string("web/_mail_frame.html", context)))
    expect(page.frame_locator("iframe").get_by_text("메일")).to_be_visible()
    return page


def test_the_frame_is_as_tall_as_the_mail(desk):
    until(desk, "document.querySelector('iframe').getBoundingClientRect().height > 900")


def test_a_mail_neither_scripts_nor_phones_home(desk, stage):
    desk.wait_for_load_state("networkidle")
    assert desk.title() == "stage"
    assert stage.heard_at("/own/7.png")
    assert not stage.heard_at("/pixel.png")
    assert not stage.heard_at("/style.css")
    desk.frame_locator("iframe").get_by_role("button").click()
    desk.wait_for_load_state("networkidle")
    assert not stage.heard_at("/steal")


def test_pictures_come_when_asked(desk, stage):
    with desk.expect_request("**/pixel.png"):
        desk.locator("[data-behaviour=remote-images]").click()
    expect(desk.locator("[data-remote-notice]")).to_have_count(0)
    assert desk.title() == "stage"
