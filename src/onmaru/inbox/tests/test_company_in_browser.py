"""Two agents in one conversation, each before a browser of their own."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from onmaru.inbox.company import is_before
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent, Shop

pytestmark = pytest.mark.browser

HIDE = """hidden => {
    Object.defineProperty(document, "visibilityState", {value: hidden ? "hidden" : "visible", configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def desk_of(chromium: Browser, front: str) -> Iterator[Callable[[Agent, str], Page]]:
    contexts = []

    def opened(agent: Agent, address: str) -> Page:
        client = Client()
        client.force_login(agent)
        context = chromium.new_context(locale="ko-KR", timezone_id="Asia/Seoul", viewport={"width": 1280, "height": 800})
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
        page = context.new_page()
        page.goto(front + address)
        expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
        return page

    yield opened
    for context in contexts:
        context.close()


def address(conversation: Conversation) -> str:
    return f"/desk/conversations/{conversation.pk}/?view=all"


def test_two_agents_in_one_conversation(desk_of, write: Write, minji: Agent, junho: Agent) -> None:
    Shop.objects.create(name="하루상점", one_answers_at_a_time=True)
    conversation = write("언제 오나요?").conversation
    other = write("다른 문의", by="b@customer.example").conversation
    of_minji, of_junho = desk_of(minji, address(conversation)), desk_of(junho, "/desk/views/all/")
    row = of_junho.locator(f"#company-{conversation.pk}")

    # Looking: a face in the line of the list, with words for whoever does not see it.
    expect(row.locator(".avatar")).to_have_text("민지")
    expect(row.locator(".visually-hidden")).to_contain_text("김민지")
    expect(of_junho.locator(f"#company-{other.pk} .avatar")).to_have_count(0)
    of_junho.locator(f"#row-{conversation.pk} .row-title").click()
    head = of_junho.locator("#conversation-company")
    expect(head.locator(".avatar")).to_have_text("민지")
    expect(of_minji.locator("#conversation-company .avatar")).to_have_text("준호")

    # Writing: said where the colleague would write, and drawn in the list.
    mine = of_minji.locator("#reply-form textarea")
    mine.press_sequentially("내일 ")
    expect(of_junho.locator(".company-writing")).to_contain_text("김민지")
    expect(row.locator(".writing-dots")).to_be_attached()
    expect(of_junho.locator(".composer-above [role=status]")).to_contain_text("김민지")

    # The shop wants one answer at a time, and a lead may take it.
    theirs = of_junho.locator("#reply-form textarea")
    theirs.fill("제가 답할게요.")
    theirs.press("Control+Enter")
    expect(of_junho.locator("#composer-notice [role=alert]")).to_contain_text("김민지")
    expect(theirs).to_have_value("제가 답할게요.")
    of_junho.locator(".composer-above [role=status] button").click()
    expect(of_minji.locator(".composer-above [role=status]")).to_contain_text("박준호")
    theirs.press("Control+Enter")
    expect(of_junho.locator(".message[data-direction=out]")).to_contain_text("제가 답할게요.")

    # What a colleague has just answered stops the second answer until it was read.
    of_minji.route("**/thread/**", lambda route: route.abort())
    of_minji.locator("#seen").evaluate("field => field.value = 1")
    mine.press_sequentially("도착해요.")
    mine.press("Control+Enter")
    expect(of_minji.locator("#composer-notice [role=alert]")).to_contain_text("제가 답할게요.")
    assert Message.objects.filter(direction="out").count() == 1
    of_minji.unroute("**/thread/**")

    # A hidden tab is nobody.
    of_minji.evaluate(HIDE, True)
    expect(head.locator(".avatar")).to_have_count(0)
    of_minji.evaluate(HIDE, False)
    expect(head.locator(".avatar")).to_have_text("민지")
    of_minji.locator(f"#row-{other.pk} .row-title").click()
    expect(head.locator(".avatar")).to_have_count(0)
    expect(of_junho.locator(f"#company-{other.pk} .avatar")).to_have_text("민지")
    # A closed one says the same word; the browser may drop it on the way, so that it is not waited for here.
    assert is_before(junho.pk, conversation.pk)
