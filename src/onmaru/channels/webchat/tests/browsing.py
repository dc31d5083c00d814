"""A visitor in a plain shop page on another origin under a strict content policy, and the desk beside it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page

from onmaru.channels.webchat.settings import IdentitySecret, WebchatSettings
from onmaru.channels.webchat.tests.conftest import SECRET, work
from onmaru.channels.webchat.tests.shop import Shop, storefront
from onmaru.inbox.actions.reply import Sending, reply
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.inbox.rich import Rich
from onmaru.people.models import Agent, BusinessHours

__all__ = ["storefront"]

Opened = Callable[..., FrameLocator]
ALWAYS = [[["00:00", "24:00"]]] * 7


def embedded(storefront: Shop, week: list[list[list[str]]] = ALWAYS, **more: Any) -> Channel:
    BusinessHours.objects.create(week=week, holidays="")
    settings = WebchatSettings(origins=(storefront.origin,), secrets=(IdentitySecret(SECRET),), **more)
    channel = Channel.objects.create(kind="webchat", name="하루상점", handle="w_haru", acknowledges=False, settings=settings.to_json())
    storefront.embeds(channel.handle)
    return channel


@pytest.fixture
def chat_channel(storefront: Shop) -> Channel:
    return embedded(storefront)


@pytest.fixture
def visit(page: Page, storefront: Shop, chat_channel: Channel) -> Iterator[Opened]:
    """`visit()` goes to the shop and opens the chat; a content policy that was broken fails the test."""
    said: list[str] = []
    # What the network does to a request is the browser's to say, and not what a policy or a script of ours has done.
    page.on("console", lambda line: None if line.text.startswith("Failed to load resource") else said.append(line.text))

    def opened(page: Page = page, start: bool = True) -> FrameLocator:
        page.goto(storefront.origin)
        page.locator("onmaru-chat button").click()
        frame = page.frame_locator("onmaru-chat iframe")
        if start:
            frame.locator(".primary").click()
        return frame

    yield opened
    page.close()
    assert not said


@pytest.fixture
def desk(chromium: Browser, front: str, minji: Agent) -> Iterator[Page]:
    """김민지's own browser, signed in."""
    client = Client()
    client.force_login(minji)
    context = chromium.new_context(locale="ko-KR", timezone_id="Asia/Seoul", viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    yield context.new_page()
    context.close()


@pytest.fixture
def other(chromium: Browser, front: str) -> Iterator[Callable[..., Page]]:
    """`other(color_scheme="dark")`: a page in another browser."""
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Page:
        contexts.append(chromium.new_context(locale="ko-KR", **options))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def write(frame: FrameLocator, text: str) -> None:
    field = frame.locator("#text")
    field.fill(text)
    field.press("Enter")


def answers(text: str, agent: Agent, rich: Rich | None = None) -> Message:
    """An agent answers the newest conversation, by words or something to press."""
    message = reply(Conversation.objects.latest("pk"), agent, text, sending=Sending(rich=rich))
    work()
    return message
