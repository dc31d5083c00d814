from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.test import Client

from onmaru.channels.limits import Rate
from onmaru.channels.shared_limits import SharedRate
from onmaru.channels.webchat import openness
from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.settings import IdentitySecret, WebchatSettings
from onmaru.inbox.models import Channel
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.people.roles import Role

ORIGIN = "https://haru.example"
SECRET = "webchat-test-identity-secret"
_numbers = count(1)


def work() -> None:
    """What a worker would do by now."""
    run_waiting(until=clock.now())


def client_id() -> str:
    return f"client-{next(_numbers):08d}"


def widget(handle: str = "w_haru", **more: Any) -> Channel:
    settings = WebchatSettings(origins=(ORIGIN,), secrets=(IdentitySecret(SECRET),), **more)
    return Channel.objects.create(kind="webchat", name="하루상점", handle=handle, acknowledges=False, settings=settings.to_json())


class Browser:
    """A widget in a browser, with what it keeps."""

    def __init__(self, channel: Channel) -> None:
        self.channel, self.client = channel, Client()
        self.token, self.visitor_token = "", ""

    def open(self, **more: Any) -> Any:
        said = {"widget_id": self.channel.handle, "page": {"origin": ORIGIN}, "locale": "ko-KR", **more}
        if self.visitor_token and "visitor_token" not in more:
            said["visitor_token"] = self.visitor_token
        answer = self.call("POST", "sessions", said)
        if answer.status_code == 201:
            self.token, self.visitor_token = answer.json()["session_token"], answer.json()["visitor_token"] or ""
        return answer

    def call(self, method: str, path: str, body: Any = None, token: str | None = None, **headers: str) -> Any:
        token = self.token if token is None else token
        given = {**({"Authorization": f"Bearer {token}"} if token else {}), **headers}
        data = "" if body is None else json.dumps(body)
        return self.client.generic(method, f"/api/widget/v1/{path}", data, "application/json", headers=given)

    def begin(self, text: str = "", **more: Any) -> str:
        message = {"message": {"client_id": client_id(), "text": text}} if text else {}
        answer = self.call("POST", "conversations", {"client_id": client_id(), **message, **more})
        assert answer.status_code == 201, answer.content
        return answer.json()["id"]

    def say(self, chat: str, text: str, name: str = "", **more: Any) -> Any:
        return self.call("POST", f"conversations/{chat}/messages", {"client_id": name or client_id(), "text": text, **more})

    def events(self, chat: str, after: int = 0) -> list[dict[str, Any]]:
        answer = self.call("GET", f"conversations/{chat}/events?after={after}&limit=200")
        assert answer.status_code == 200, answer.content
        return answer.json()["events"]

    def texts(self, chat: str) -> list[str]:
        return [event["message"]["text"] for event in self.events(chat) if event["type"] == "message.created"]


@pytest.fixture
def channel(db: None) -> Channel:
    return widget()


@pytest.fixture
def visitor(channel: Channel) -> Browser:
    browser = Browser(channel)
    assert browser.open().status_code == 201
    return browser


@pytest.fixture
def other(channel: Channel) -> Browser:
    browser = Browser(channel)
    assert browser.open().status_code == 201
    return browser


@pytest.fixture
def minji(db: None) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT, language="en")


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Counting and what is kept for a moment begin anew with each test."""
    openness._openness.cache_clear()
    for rate in vars(rates).values():
        if isinstance(rate, Rate):
            rate._times.clear()
        elif isinstance(rate, SharedRate):
            rate.forget()
    yield
