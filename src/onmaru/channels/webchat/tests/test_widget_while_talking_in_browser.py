"""What both sides see of each other in the thread: things to press and fill in, changes, typing, what is unread, and who has not read."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from onmaru.channels.webchat.actions.attend import show_typing
from onmaru.channels.webchat.tests.browsing import Opened, answers, chat_channel, desk, storefront, visit, write
from onmaru.channels.webchat.tests.conftest import work
from onmaru.events import actor
from onmaru.inbox.actions.correct import correct, withdraw
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.rich import Button, Card, Carousel, Field, Form, QuickReplies
from onmaru.people.models import Agent

pytestmark = pytest.mark.browser

__all__ = ["chat_channel", "desk", "storefront", "visit"]

HIDE = """hidden => {
    Object.defineProperty(document, "hidden", {value: hidden, configurable: true})
    document.dispatchEvent(new Event("visibilitychange"))
}"""


def said() -> list[str]:
    return list(Message.objects.filter(direction="in").order_by("id").values_list("text", flat=True))


def test_things_to_press_and_to_fill_in(page: Page, visit: Opened, minji: Agent) -> None:
    frame = visit()
    write(frame, "머그컵 보여 주세요")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    mugs = tuple(
        Card(name, "18,000원", buttons=(Button("postback", f"{name} 담기", name), Button("url", "자세히", "https://haru.example/p/1")))
        for name in ("흰색", "세이지", "먹색")
    )
    answers("", minji, Carousel(mugs))
    track = frame.locator(".track")
    expect(track.locator(".card")).to_have_count(3)
    expect(track).to_have_attribute("aria-label", "카드 3장")
    link = track.get_by_role("link", name="자세히").first
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    # By the keyboard: what has the focus comes into view.
    track.get_by_role("button", name="먹색 담기").focus()
    expect(track.get_by_role("button", name="먹색 담기")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(frame.locator(".message.out:not(.waiting) .bubble")).to_have_text(["머그컵 보여 주세요", "먹색 담기"])

    answers("", minji, QuickReplies("몇 개 필요하세요?", (Button("postback", "한 개", "1"), Button("postback", "두 개", "2"))))
    frame.locator(".replies button", has_text="두 개").click()
    expect(frame.locator(".message.out:not(.waiting) .bubble").last).to_have_text("두 개")
    # A question that was answered offers nothing to press any more.
    expect(frame.locator(".replies")).to_have_count(0)

    sheet = Form(
        "받으실 곳",
        (Field("name", "이름", required=True), Field("date", "받을 날", "date"), Field("how", "방법", "choice", choices=("택배", "방문"))),
    )
    answers("", minji, sheet)
    form = frame.locator(".card form")
    form.get_by_role("button").click()
    # The browser asks for what is missing.
    expect(form.locator("[name=name]")).to_be_focused()
    form.locator("[name=name]").fill("최유나")
    form.locator("[name=date]").fill("2026-12-01")
    form.locator("[name=how]").select_option("방문")
    form.get_by_role("button").click()
    expect(frame.locator(".message.out:not(.waiting) .bubble").last).to_contain_text("최유나")
    # It is sent once, and says so from now on, on the next page of the shop too.
    expect(frame.locator(".card form")).to_have_count(0)
    expect(frame.locator(".card.padded")).to_contain_text("고맙습니다")
    assert said() == ["머그컵 보여 주세요", "먹색 담기", "두 개", "받으실 곳\n이름: 최유나\n받을 날: 2026-12-01\n방법: 방문"]
    page.reload()
    page.locator("onmaru-chat button").click()
    # The start, or the thread at once where it was fetched before the button was pressed.
    frame.locator(".resume:visible, .card.padded:visible").first.click()
    expect(frame.locator(".card.padded")).to_contain_text("고맙습니다")


def test_changes_typing_and_what_is_unread(page: Page, visit: Opened, front: str, desk: Page, minji: Agent) -> None:
    frame, asked = visit(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response(lambda answer: "/events" in answer.url):
        write(frame, "환불되나요?")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    # One look at what happened is enough for a first message: the answer to it said the rest.
    assert len([url for url in asked if "/events" in url]) == 1, asked
    conversation = Conversation.objects.get()
    desk.goto(f"{front}/desk/conversations/{conversation.pk}/?view=all")
    expect(desk.locator("html")).to_have_attribute("data-is-connection", "open")

    # Both see that the other writes, and when they stop.
    frame.locator("#text").press_sequentially("그리고")
    expect(desk.locator("[data-typing-of] .company-line")).to_be_visible()
    with desk.expect_response(lambda answer: answer.url.endswith("/typing/")):
        desk.locator("#reply-form [name=text]").press_sequentially("네,")
    dots = frame.locator(".dots")
    expect(dots).to_contain_text("김민지")
    show_typing(conversation.pk, minji.name, on=False)
    expect(dots).to_have_count(0)
    frame.locator("#text").fill("")
    expect(desk.locator("[data-typing-of] .company-line")).to_have_count(0)

    # The desk has looked at it: the visitor sees that it was read.
    expect(frame.locator(".message.out .under")).to_contain_text("읽음")
    first = answers("네, 됩니다. 010-1234-5678로 전화 주세요.", minji)
    second = answers("내일까지예요.", minji)
    theirs = frame.locator(".message.in .bubble")
    expect(theirs).to_have_count(2)
    correct(first, "네, 됩니다.", by=actor.agent(minji.pk))
    withdraw(second, by=actor.agent(minji.pk))
    work()
    expect(theirs).to_have_text(["네, 됩니다. (수정됨)", "삭제된 메시지예요."])
    # And the other way round, for a while.
    own = frame.locator(".message.out")
    own.hover()
    own.get_by_role("button", name="더 보기").click()
    frame.get_by_role("menuitem", name="수정").click()
    expect(frame.locator("#text")).to_have_value("환불되나요?")
    write(frame, "교환되나요?")
    expect(own.locator(".bubble")).to_have_text("교환되나요? (수정됨)")
    expect(desk.locator(".message[data-direction=in]")).to_contain_text("교환되나요?")
    own.hover()
    own.get_by_role("button", name="더 보기").click()
    frame.get_by_role("menuitem", name="삭제").click()
    expect(own.locator(".bubble")).to_have_text("삭제된 메시지예요.")

    # Closed, and in another tab: the button and the title say how many wait.
    page.keyboard.press("Escape")
    launcher, title = page.locator("onmaru-chat button"), page.title()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    answers("하나 더 말씀드리면,", minji)
    expect(launcher.locator("b")).to_have_text("1")
    page.evaluate(HIDE, True)
    expect(page).to_have_title(f"(1) {title}")
    answers("택배비는 저희가 냅니다.", minji)
    expect(page).to_have_title(f"(2) {title}")
    page.evaluate(HIDE, False)
    expect(page).to_have_title(title)
    expect(launcher).to_have_accessible_name("채팅 상담, 새 답변 2개")
    launcher.click()
    expect(frame.locator(".message.in .bubble").last).to_contain_text("택배비")
    expect(launcher.locator("b")).to_have_count(0)

    # What is over holds no line open on the shop's next pages; looked at, it does again.
    resolve(conversation, minji)
    work()
    streams: list[Any] = []
    page.on("request", lambda request: streams.append(request) if request.url.endswith("/stream") else None)
    with page.expect_response(lambda answer: "/events" in answer.url):
        page.goto(page.url.rstrip("/") + "/cart")
    expect(page.locator("onmaru-chat iframe")).to_be_attached()
    page.frames[1].locator("#chat").wait_for(state="attached")
    assert not streams
    with page.expect_request(lambda request: request.url.endswith("/stream")):
        launcher.click()
