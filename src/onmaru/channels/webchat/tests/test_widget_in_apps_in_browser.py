"""Shop pages are opened from chats and feeds, inside apps: views of the system's browser that can do less and say who they are."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from dev.world.files import photograph
from onmaru.channels.webchat.tests.browsing import answers, chat_channel, other, storefront, write
from onmaru.channels.webchat.tests.shop import Shop
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.people.models import Agent

pytestmark = pytest.mark.browser

__all__ = ["chat_channel", "other", "storefront"]

_VIEW = "Mozilla/5.0 (Linux; Android 14; SM-S921N Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
APPS = {
    "KakaoTalk": f"{_VIEW} Chrome/124.0.6367.123 Mobile Safari/537.36;KAKAOTALK 2410830",
    "Naver": f"{_VIEW} Chrome/124.0.6367.123 Whale/1.0.0.0 Mobile Safari/537.36 NAVER(inapp; search; 2000; 12.8.52)",
    "Instagram": f"{_VIEW} Chrome/124.0.6367.123 Mobile Safari/537.36 Instagram 335.0.0.39.93 Android (34/14; 480dpi; 1080x2340; samsung)",
}
# What such a view lacks unless its app asks for it: storage is null there, not refused, and no further window can be opened.
LESS = """
    Object.defineProperty(window, "localStorage", {value: null})
    Object.defineProperty(window, "sessionStorage", {value: null})
    window.open = () => null
    for (const missing of ["Notification", "SharedWorker"]) delete window[missing]
"""


@pytest.mark.parametrize("app", APPS)
def test_a_chat_inside_an_app(app: str, other: Callable[..., Page], storefront: Shop, chat_channel: Channel, minji: Agent) -> None:
    view = other(user_agent=APPS[app], viewport={"width": 384, "height": 640}, has_touch=True, is_mobile=True)
    said: list[str] = []
    view.on("pageerror", lambda fault: said.append(str(fault)))
    view.add_init_script(LESS)
    view.goto(storefront.origin)
    assert view.evaluate("[window.localStorage, window.open('/')]") == [None, None]
    view.locator("onmaru-chat button").tap()
    frame = view.frame_locator("onmaru-chat iframe")
    frame.locator(".primary").tap()
    write(frame, "앱 안에서 보내요")
    frame.locator(".send").tap()
    expect(frame.locator(".message.out:not(.waiting) .bubble")).to_have_text(["앱 안에서 보내요"])
    answers("잘 보여요.", minji)
    expect(frame.locator(".message.in .bubble")).to_have_text(["잘 보여요."])
    with view.expect_file_chooser() as chooser:
        frame.get_by_role("button", name="사진 찍기").tap()
    chooser.value.set_files([FilePayload(name="IMG_0001.png", mimeType="image/png", buffer=photograph("하나"))])
    expect(frame.locator(".message.out:not(.waiting) .picture img")).to_have_js_property("naturalWidth", 320)
    # Closed and opened again it is the same chat, as long as the page stands.
    frame.get_by_role("button", name="닫기").tap()
    view.locator("onmaru-chat button").tap()
    expect(frame.locator(".message.in .bubble")).to_have_text(["잘 보여요."])
    assert not said
    assert Message.objects.filter(conversation=Conversation.objects.get(), direction="in").count() == 2
