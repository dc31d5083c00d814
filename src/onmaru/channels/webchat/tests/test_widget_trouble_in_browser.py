"""What goes wrong while somebody writes: half of a beginning fails, somebody else comes to the same browser, a file falls in too early."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from onmaru.channels.webchat.identity import signed
from onmaru.channels.webchat.models import Chat, Visitor
from onmaru.channels.webchat.settings import Consent
from onmaru.channels.webchat.tests.browsing import Opened, chat_channel, embedded, other, storefront, visit, write
from onmaru.channels.webchat.tests.conftest import SECRET
from onmaru.channels.webchat.tests.shop import Shop
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.tests.portal_people import PNG

pytestmark = pytest.mark.browser

__all__ = ["chat_channel", "other", "storefront", "visit"]

IDENTIFY = """detail => document.dispatchEvent(new CustomEvent("onmaru:identify", {detail}))"""
DROP = """([name, bytes]) => {
    const held = new DataTransfer();
    held.items.add(new File([new Uint8Array(bytes)], name, {type: "image/png"}));
    document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
}"""


def test_a_beginning_of_which_half_failed_is_one_conversation(page: Page, storefront: Shop) -> None:
    """The message is there, and the line breaks before the address is: trying again must not begin anew."""
    embedded(storefront, week=[[]] * 7)
    failed: list[str] = []

    def breaks(route: Route) -> None:
        failed.append(route.request.url)
        route.abort() if len(failed) == 1 else route.continue_()

    page.route("**/leave", breaks)
    page.goto(storefront.origin)
    page.locator("onmaru-chat button").click()
    frame = page.frame_locator("onmaru-chat iframe")
    frame.locator(".primary").click()
    frame.locator("#intro input[type=email]").fill("yuna@customer.example")
    frame.locator("#intro .primary").click()
    write(frame, "내일 답해 주세요")
    expect(frame.locator("#strip")).to_contain_text("이메일로도")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    assert len(failed) == 2
    assert Conversation.objects.count() == Message.objects.count() == 1
    assert Chat.objects.get().left_address == "yuna@customer.example"
    page.close()


def test_an_address_that_is_none_is_asked_for_once_more(page: Page, storefront: Shop) -> None:
    embedded(storefront, week=[[]] * 7)
    page.goto(storefront.origin)
    page.locator("onmaru-chat button").click()
    frame = page.frame_locator("onmaru-chat iframe")
    frame.locator(".primary").click()
    # A browser takes it for one.
    frame.locator("#intro input[type=email]").fill("yuna@customer")
    frame.locator("#intro .primary").click()
    write(frame, "내일 답해 주세요")
    frame.locator("#intro input[type=email]").fill("yuna@customer.example")
    frame.locator("#intro .primary").click()
    frame.get_by_role("button", name="다시 시도").click()
    expect(frame.locator("#strip")).to_contain_text("이메일로도")
    assert Message.objects.get().text == "내일 답해 주세요"
    assert Chat.objects.get().left_address == "yuna@customer.example"
    page.close()


def test_a_person_is_asked_for_without_a_network_too(page: Page, visit: Opened) -> None:
    frame = visit()
    write(frame, "안녕하세요")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    page.context.set_offline(True)
    expect(frame.locator("#strip")).to_contain_text("연결이 끊겼어요")
    frame.get_by_role("button", name="상담사 연결").click()
    expect(frame.locator(".message.waiting")).to_have_count(1)
    page.context.set_offline(False)
    expect(frame.locator(".message.out:not(.waiting) .bubble")).to_have_text(["안녕하세요", "상담사와 이야기하고 싶어요."])


def test_a_file_that_falls_in_before_the_consent_stays_outside(page: Page, storefront: Shop) -> None:
    embedded(storefront, consent=Consent("개인정보 수집에 동의합니다.", "1"))
    page.goto(storefront.origin)
    page.locator("onmaru-chat button").click()
    frame = page.frame_locator("onmaru-chat iframe")
    frame.locator(".primary").click()
    expect(frame.locator("#intro form")).to_be_visible()
    inner = page.frames[1]
    inner.evaluate(DROP, ["깨진 컵.png", list(PNG)])
    frame.locator("#intro input[type=checkbox]").check()
    frame.locator("#intro .primary").click()
    expect(frame.locator("#text")).to_be_visible()
    expect(frame.locator(".message")).to_have_count(0)
    assert not Visitor.objects.exists()
    inner.evaluate(DROP, ["깨진 컵.png", list(PNG)])
    expect(frame.locator(".message.out")).to_have_count(1)
    page.close()


def test_who_signs_in_after_another_sees_nothing_of_theirs(other: Callable[..., Page], storefront: Shop) -> None:
    channel = embedded(storefront)
    storefront.embeds(channel.handle, customer="yuna", hash=signed(SECRET, "yuna"))
    page = other()
    page.goto(storefront.origin)
    page.locator("onmaru-chat button").click()
    frame = page.frame_locator("onmaru-chat iframe")
    frame.locator(".primary").click()
    write(frame, "제 주소는 서울 마포구예요")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    frame.locator("#text").fill("계좌는 123-")
    # A shop of one page: another customer signs in without a page being loaded anew.
    page.evaluate(IDENTIFY, {"external_id": "boram", "hash": signed(SECRET, "boram")})
    expect(frame.locator("#welcome")).to_be_visible()
    expect(frame.locator("body")).not_to_contain_text("마포구")
    frame.locator(".primary").click()
    expect(frame.locator("#text")).to_have_value("")
    write(frame, "저는 다른 사람이에요")
    expect(frame.locator(".message.out:not(.waiting) .bubble")).to_have_text(["저는 다른 사람이에요"])
    assert list(Chat.objects.order_by("pk").values_list("visitor__external_id", flat=True)) == ["yuna", "boram"]
    frame.locator("#text").fill("보람이 쓰다 만 말")

    # And signs out: whoever is there now is nobody that is known.
    storefront.embeds(channel.handle)
    page.goto(storefront.origin)
    page.locator("onmaru-chat button").click()
    frame.locator(".primary").click()
    expect(frame.locator("#text")).to_have_value("")
    expect(frame.locator(".message")).to_have_count(0)
