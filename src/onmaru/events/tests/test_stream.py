"""The stream as a browser meets it: over a real connection, against real commits."""

import asyncio
import http.client
import json
import threading
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from onmaru.events import listening, log, stream
from onmaru.events import page as open_page
from onmaru.events.postgres_ears import conninfo
from onmaru.people.models import Agent

pytestmark = pytest.mark.django_db(transaction=True)


class Ears:
    """An open page: reads events off the wire."""

    def __init__(self, front: str, session: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(front).netloc, timeout=20)
        self.connection.request("GET", "/stream", headers={"Cookie": f"theme=dark; sessionid={session}"})
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
def minji() -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지")


def signed_in(agent: Agent) -> str:
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(agent.pk), agent.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "onmaru.people.backend.AgentBackend"
    session.create()
    assert session.session_key
    return session.session_key


@pytest.fixture
def listen(front: str, minji: Agent) -> Iterator[Callable[[], Ears]]:
    session = signed_in(minji)
    opened: list[Ears] = []

    def open_page() -> Ears:
        opened.append(Ears(front, session))
        return opened[-1]

    yield open_page
    for ears in opened:
        ears.close()


def change(number: int) -> None:
    with transaction.atomic():
        log.announce(("conversation", number))


def test_says_hello_and_then_what_changed(listen: Callable[[], Ears]) -> None:
    ears = listen()
    assert ears.response.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    assert ears.response.getheader("X-Accel-Buffering") == "no"
    assert ears.next() == ("hello", {})
    change(12)
    assert ears.next() == ("changed", {"what": "conversation", "id": 12})


def test_a_change_is_told_at_commit_and_never_without(listen: Callable[[], Ears]) -> None:
    ears = listen()
    ears.next()
    with transaction.atomic():
        log.announce(("conversation", 1))
        with psycopg.connect(conninfo(), autocommit=True) as other:
            other.execute('SELECT pg_notify(\'onmaru\', \'{"what":"conversation","id":2}\')')
        # The other connection's change was committed first and is heard first.
        assert ears.next() == ("changed", {"what": "conversation", "id": 2})
    assert ears.next() == ("changed", {"what": "conversation", "id": 1})
    with transaction.atomic():
        log.announce(("conversation", 3))
        transaction.set_rollback(True)
    change(4)
    assert ears.next() == ("changed", {"what": "conversation", "id": 4})


def test_every_page_hears(listen: Callable[[], Ears]) -> None:
    pages = [listen() for _ in range(3)]
    assert [page.next()[0] for page in pages] == ["hello"] * 3
    change(5)
    assert [page.next()[1]["id"] for page in pages] == [5] * 3


@pytest.mark.parametrize("session", ["", "made-up"])
def test_strangers_are_refused(front: str, session: str) -> None:
    with closing(Ears(front, session)) as ears:
        assert ears.response.status == 401


def test_who_left_is_refused(front: str, minji: Agent) -> None:
    session = signed_in(minji)
    Agent.objects.update(is_active=False)
    with closing(Ears(front, session)) as ears:
        assert ears.response.status == 403


def test_a_changed_password_ends_old_sessions(front: str, minji: Agent) -> None:
    session = signed_in(minji)
    minji.set_password("another password")
    Agent.objects.update(password=minji.password)
    with closing(Ears(front, session)) as ears:
        assert ears.response.status == 401


def test_signing_out_ends_the_stream(monkeypatch: pytest.MonkeyPatch, listen: Callable[[], Ears]) -> None:
    monkeypatch.setattr(stream, "RECHECK", 0.05)
    ears = listen()
    assert ears.next()[0] == "hello"
    SessionStore.get_model_class().objects.all().delete()
    assert ears.next()[0] == "end"


def test_one_session_opens_only_so_many(monkeypatch: pytest.MonkeyPatch, listen: Callable[[], Ears]) -> None:
    monkeypatch.setattr(stream, "MOST_OF_ONE_SESSION", 2)
    first, second, third = listen(), listen(), listen()
    assert [page.response.status for page in (first, second, third)] == [200, 200, 429]


def test_a_lost_database_connection_is_noticed_and_said(listen: Callable[[], Ears]) -> None:
    ears = listen()
    assert ears.next()[0] == "hello"
    with connection.cursor() as cursor:
        ours = "application_name = 'onmaru stream' AND datname = current_database()"
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")
    assert ears.next()[0] == "hello"
    change(7)
    assert ears.next() == ("changed", {"what": "conversation", "id": 7})


def test_beats(monkeypatch: pytest.MonkeyPatch, listen: Callable[[], Ears]) -> None:
    monkeypatch.setattr(listening, "BEAT", 0.05)
    ears = listen()
    # A slow machine beats before it listens.
    assert next(name for name, _ in iter(ears.next, None) if name != "beat") == "hello"
    assert [ears.next()[0] for _ in range(2)] == ["beat", "beat"]


def test_pages_that_close_are_forgotten(monkeypatch: pytest.MonkeyPatch, front: str, minji: Agent) -> None:
    parted = threading.Event()
    part = listening.Listener.part

    def noticed(self: listening.Listener, page: listening.Page) -> None:
        part(self, page)
        parted.set()

    monkeypatch.setattr(listening.Listener, "part", noticed)
    ears = Ears(front, signed_in(minji))
    assert ears.next()[0] == "hello"
    ears.close()
    assert parted.wait(20)


class Reader:
    """The other end of a page: takes what it is sent, or makes it wait."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.reads = asyncio.Event()
        self.reads.set()

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        await self.reads.wait()
        self.heard.append(message["body"])


def tell(page: open_page.Page, *numbers: int) -> None:
    changes = dict.fromkeys(map(str, numbers))
    page.tell(changes, open_page.changed(changes))


def test_a_page_that_reads_is_told_at_once() -> None:
    async def told() -> list[bytes]:
        reader = Reader()
        page = open_page.Page(reader)
        page.greet()
        tell(page, 1, 2)
        assert page.sending is None
        return reader.heard

    assert asyncio.run(told()) == [open_page.HELLO["body"], b"event: changed\ndata: 1\n\nevent: changed\ndata: 2\n\n"]


def test_what_a_page_could_not_take_is_told_once_it_reads_again() -> None:
    async def told() -> list[bytes]:
        reader = Reader()
        page = open_page.Page(reader)
        reader.reads.clear()
        for number in (1, 2, 3, 2, 2, 3):
            tell(page, number)
        reader.reads.set()
        assert page.sending
        await page.sending
        return reader.heard

    assert asyncio.run(told()) == [b"event: changed\ndata: 1\n\n", b"event: changed\ndata: 2\n\nevent: changed\ndata: 3\n\n"]


def test_a_page_that_does_not_read_is_told_to_fetch_everything() -> None:
    async def told() -> list[bytes]:
        reader = Reader()
        page = open_page.Page(reader)
        reader.reads.clear()
        for number in range(100_000):
            tell(page, number)
            assert len(page.missed) <= open_page.MOST_CHANGES
        page.say(listening.BEATING)
        reader.reads.set()
        assert page.sending
        await page.sending
        return reader.heard

    assert asyncio.run(told()) == [b"event: changed\ndata: 0\n\n", open_page.HELLO["body"]]


def test_a_page_that_ends_while_it_does_not_read_ends() -> None:
    async def ended() -> bool:
        reader = Reader()
        page = open_page.Page(reader)
        reader.reads.clear()
        tell(page, 1)
        page.leave()
        await page.finish()
        tell(page, 2)
        return page.over.done() and not reader.heard

    assert asyncio.run(ended())
