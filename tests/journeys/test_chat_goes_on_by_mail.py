"""Nobody is lost when they go: who wrote to the closed shop, and who left before the answer, get it by mail, and go on there. Real mail."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from dev.mailhost import MailHost
from dev.world import cast
from dev.world.opening import widget
from onmaru.channels.webchat.identity import signed
from onmaru.channels.webchat.models import Chat, Visitor
from onmaru.channels.webchat.tests.shop import Shop
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.kit import clock
from onmaru.people.models import Agent, BusinessHours
from tests.journeys.letters import read, words
from tests.journeys.test_one_mail_answered import PATIENCE, message, row

pytestmark = pytest.mark.browser

YUNA, BORAM = "yuna@customer.example", "boram@customer.example"
ASKED, REPLY, BACK = "린넨 셔츠 M은 언제 다시 들어오나요?", "다음 주 화요일에 들어옵니다.", "그럼 한 벌 맡아 주세요."
HURRIED, LATE, LATER = "오늘 출발하나요? 급해요.", "네, 오늘 저녁에 출발합니다.", "운송장 번호는 12345입니다."


@pytest.fixture(autouse=True)
def patient() -> None:
    expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture
def storefront(shop: str) -> Iterator[Shop]:
    """Two chats: one is always open, the other's team has gone home."""
    stands = Shop(shop)
    settings = {**widget().to_json(), "origins": [stands.origin]}
    team = Agent.objects.get(email="minji@haru.example").teams.first()
    BusinessHours.objects.update(week=[[["00:00", "24:00"]]] * 7, holidays="")
    BusinessHours.objects.create(team=team, week=[[]] * 7, holidays="")
    for channel in Channel.objects.filter(kind="webchat"):
        channel.settings = settings
        channel.save()
    Channel.objects.create(kind="webchat", name="하루상점 야간", handle="w_night", team=team, acknowledges=False, settings=settings)
    yield stands
    stands.close()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Callable[[], Page]]:
    contexts = []

    def opened() -> Page:
        contexts.append(chromium.new_context(locale="ko-KR"))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def chat(page: Page, storefront: Shop) -> FrameLocator:
    page.goto(storefront.origin)
    page.locator("onmaru-chat button").click()
    return page.frame_locator("onmaru-chat iframe")


def writes(frame: FrameLocator, text: str, email: str = "") -> None:
    frame.locator(".primary").first.click()
    if email:
        frame.locator("#intro [name=email]").fill(email)
    frame.locator("#intro input[type=checkbox]").check()
    frame.locator("#intro .primary").click()
    frame.locator("#text").fill(text)
    frame.locator("#text").press("Enter")
    expect(frame.locator(".message.out:not(.waiting)")).to_contain_text(text)


def answer(desk: Page, text: str, by_mail_to: str = "") -> None:
    """Chats have no moment to take an answer back: it leaves at once."""
    desk.fill("#reply-form [name=text]", text)
    desk.click("#reply-form [data-send]")
    expect(message(desk, text).locator(".message-foot")).to_contain_text(by_mail_to)


def opens(desk: Page, text: str) -> Conversation:
    row(desk, text).locator(".row-title").click()
    expect(message(desk, text)).to_be_visible()
    return Message.objects.get(text=text).conversation


def test_a_chat_goes_on_by_mail(desk: Page, storefront: Shop, visitor: Callable[[], Page], mailhost: MailHost) -> None:
    # The shop is closed: it takes the message, and an address for the answer.
    storefront.embeds("w_night")
    yuna = visitor()
    frame = chat(yuna, storefront)
    writes(frame, ASKED, YUNA)
    expect(frame.locator("#strip")).to_contain_text("이메일로도")
    yuna.goto("about:blank")

    # Another is signed in at the shop, asks, and goes before anybody answers.
    storefront.embeds(cast.WIDGET, customer="customer-77", hash=signed(cast.WIDGET_SECRET, "customer-77"), email=BORAM, name="정보람")
    boram = visitor()
    writes(chat(boram, storefront), HURRIED)
    boram.goto("about:blank")

    asked = opens(desk, ASKED)
    answer(desk, REPLY, YUNA)
    [reply] = map(read, mailhost.wait_for(YUNA, timeout=PATIENCE))
    assert str(reply["From"]) == "김민지 · 하루상점 <help@haru.example>"
    assert words(reply).startswith(REPLY)

    # What the customer answers there comes into the same conversation.
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = f"최유나 <{YUNA}>", reply["Reply-To"], "Re: 문의"
    letter["Message-ID"], letter["In-Reply-To"] = "<back@customer.example>", reply["Message-ID"]
    letter.set_content(f"{BACK}\n\n> {REPLY}\n")
    mailhost.deliver(letter.as_bytes(), to=reply["Reply-To"].addresses[0].addr_spec)
    expect(message(desk, BACK)).to_contain_text("하루상점 메일")
    assert Message.objects.get(text__startswith=BACK).conversation_id == asked.pk

    desk.goto(f"{storefront.desk}/desk/views/unassigned/")
    # Minutes later, which nobody wants to wait for here.
    Visitor.objects.filter(external_id="customer-77").update(seen_at=clock.now() - timedelta(minutes=5))
    hurried = opens(desk, HURRIED)
    answer(desk, LATE, BORAM)
    [late] = map(read, mailhost.wait_for(BORAM, timeout=PATIENCE))
    assert words(late).startswith(LATE)

    assert Conversation.objects.filter(pk__in=[asked.pk, hurried.pk]).count() == Conversation.objects.count() == 2

    # Back in the shop, the answer stands in the chat. What was written by mail does not: anybody may have typed that address there.
    storefront.embeds("w_night")
    frame = chat(yuna, storefront)
    # The start, or the thread at once where an answer waits in it.
    frame.locator(".resume:visible, .bubble:visible").first.click()
    expect(frame.locator(".message .bubble")).to_have_text([ASKED, REPLY])
    assert Chat.objects.get(conversation=asked).left_address == YUNA

    # Who is back in the chat and writes there is answered there, and not by mail.
    storefront.embeds(cast.WIDGET, customer="customer-77", hash=signed(cast.WIDGET_SECRET, "customer-77"), email=BORAM, name="정보람")
    frame = chat(boram, storefront)
    # The start, or the thread at once where an answer waits in it.
    frame.locator(".resume:visible, .bubble:visible").first.click()
    expect(frame.locator(".message .bubble")).to_have_text([HURRIED, LATE])
    desk.goto(f"{storefront.desk}/desk/conversations/{hurried.pk}/")
    answer(desk, LATER)
    expect(frame.locator(".message .bubble")).to_have_text([HURRIED, LATE, LATER])
    assert len(mailhost.messages(BORAM)) == 1
