"""Lines are numbered without a gap however many write at once, and each open widget hears of its own."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.db import connections, transaction

from onmaru.channels.webchat.actions.append import append
from onmaru.channels.webchat.actions.attend import show_typing
from onmaru.channels.webchat.models import Chat, Line
from onmaru.channels.webchat.tests.conftest import Browser, client_id, widget
from onmaru.events import stream
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Conversation, Message
from onmaru.people.models import Agent

pytestmark = pytest.mark.django_db(transaction=True)


class Ears:
    """An open widget: reads events off the wire."""

    def __init__(self, front: str, token: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(front).netloc, timeout=20)
        self.connection.request("GET", "/api/widget/v1/stream", headers={"Authorization": f"Bearer {token}"})
        self.response = self.connection.getresponse()

    def next(self) -> tuple[str, dict[str, object]]:
        name, data = "", {}
        while line := self.response.readline():
            text = line.decode().rstrip("\n")
            if text.startswith("event: "):
                name = text.removeprefix("event: ")
            elif text.startswith("data: "):
                data = json.loads(text.removeprefix("data: "))
            elif not text and name:
                return name, data
        return "end", {}

    def close(self) -> None:
        self.response.close()
        self.connection.close()


@pytest.fixture
def two() -> Iterator[tuple[Browser, Browser]]:
    channel = widget()
    browsers = Browser(channel), Browser(channel)
    for browser in browsers:
        browser.open()
    yield browsers


def at_once(count: int, do: Callable[[int], int]) -> list[int]:
    barrier = threading.Barrier(count)

    def run(number: int) -> int:
        barrier.wait()
        try:
            return do(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def tab_of(visitor: Browser) -> Browser:
    """The same visitor in a tab of its own: test clients are not made for several threads."""
    tab = Browser(visitor.channel)
    tab.token = visitor.token
    return tab


def test_many_at_once_are_numbered_without_a_gap(two: tuple[Browser, Browser]) -> None:
    visitor, _ = two
    chat = visitor.begin()

    def write(number: int) -> int:
        return tab_of(visitor).say(chat, f"{number}").status_code

    assert at_once(6, write) == [201] * 6
    assert Conversation.objects.count() == 1
    assert [event["seq"] for event in visitor.events(chat)] == [1, 2, 3, 4, 5, 6]
    assert sorted(visitor.texts(chat)) == [str(number) for number in range(6)]


def test_the_same_message_at_once_is_one(two: tuple[Browser, Browser]) -> None:
    visitor, _ = two
    chat, name = visitor.begin(), client_id()

    def write(number: int) -> int:
        return tab_of(visitor).say(chat, "한 번", name).status_code

    answers = at_once(5, write)
    # Who comes while it is being filed is told to ask again.
    assert set(answers) <= {200, 201, 503}
    # It is filed by whoever comes to it first, and that may be another than the one who brought it.
    assert set(answers) != {503}
    assert answers.count(201) <= 1
    assert Message.objects.count() == Line.objects.count() == 1


def test_a_number_that_was_not_committed_is_given_again(two: tuple[Browser, Browser]) -> None:
    visitor, _ = two
    visitor.begin("하나")
    chat = Chat.objects.get()
    with transaction.atomic():
        assert append(chat.pk, Line.Sort.CONVERSATION, status="open") == 2
        transaction.set_rollback(True)
    with transaction.atomic():
        assert append(chat.pk, Line.Sort.CONVERSATION, status="open") == 2


def test_each_widget_hears_what_is_its_own(front: str, two: tuple[Browser, Browser]) -> None:
    visitor, other = two
    minji = Agent.objects.create(email="minji@haru.example", name="김민지")
    mine, theirs = visitor.begin("제 문의"), other.begin("다른 문의")
    with closing(Ears(front, visitor.token)) as ears, closing(Ears(front, other.token)) as others:
        assert (ears.next()[0], others.next()[0]) == ("hello", "hello")
        reply(Conversation.objects.get(provider_id=theirs), minji, "다른 분께")
        assert others.next() == ("changed", {"conversation": theirs, "seq": 2})
        number = Conversation.objects.get(provider_id=mine).pk
        show_typing(number, "김민지", True)
        typing = {"conversation": mine, "who": "agent", "name": "김민지", "on": True}
        # What was told to the other is not among what is heard here.
        assert ears.next() == ("typing", typing)
        reply(Conversation.objects.get(pk=number), minji, "네")
        assert ears.next() == ("changed", {"conversation": mine, "seq": 2})


@pytest.mark.parametrize("token", ["", "made-up"])
def test_strangers_hear_nothing(front: str, token: str) -> None:
    with closing(Ears(front, token)) as ears:
        assert ears.response.status == 401


def test_one_address_opens_only_so_many_streams(front: str, two: tuple[Browser, Browser], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MOST_OF_ONE_CALLER", 1)
    first, second = two
    with closing(Ears(front, first.token)) as ears:
        assert ears.next()[0] == "hello"
        with closing(Ears(front, second.token)) as refused:
            assert refused.response.status == 429
