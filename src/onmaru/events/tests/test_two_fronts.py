"""Two web processes see each other's changes: by the database alone, or by Redis."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from django.conf import LazySettings

from onmaru.events import doctor, redis_ears
from onmaru.events.postgres_ears import conninfo
from onmaru.events.tests.redis_server import PROGRAM, RedisServer
from onmaru.events.tests.test_stream import Ears, change, signed_in
from onmaru.people.models import Agent
from tests import live

pytestmark = pytest.mark.django_db(transaction=True)
needs_redis = pytest.mark.skipif(PROGRAM is None, reason="redis-server is not installed")


@pytest.fixture
def redis(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path)
    server.start()
    settings.REDIS_URL = server.url
    monkeypatch.setattr(redis_ears, "NEXT_TRY", 0.05)
    yield server
    server.stop()


class Fronts:
    """Two of them, each with an open page."""

    def __init__(self, opened: ExitStack) -> None:
        session = signed_in(Agent.objects.create(email="minji@haru.example", name="김민지"))
        self.stacks = [opened.enter_context(ExitStack()) for _ in range(2)]
        self.ears = []
        for stack in self.stacks:
            ears = Ears(stack.enter_context(live.served()), session)
            stack.callback(ears.close)
            self.ears.append(ears)


@pytest.fixture
def fronts(request: pytest.FixtureRequest, settings: LazySettings) -> Iterator[Callable[[], Fronts]]:
    settings.ALLOWED_HOSTS = ["*"]
    with ExitStack() as opened:
        yield lambda: Fronts(opened)


def heard(ears: Ears, number: int) -> None:
    """The page hears of this, perhaps after greetings."""
    said = ears.next()
    while said == ("hello", {}):
        said = ears.next()
    assert said == ("changed", {"what": "conversation", "id": number})


def greeted(ears: Ears) -> None:
    assert ears.next() == ("hello", {})


def listeners() -> int:
    with psycopg.connect(conninfo(), autocommit=True) as connection:
        ours = "application_name = 'onmaru stream' AND datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'"
        row = connection.execute(f"SELECT count(*) FROM pg_stat_activity WHERE state = 'idle' AND {ours}".encode()).fetchone()
        return row[0] if row else 0


def until_one_listens() -> None:
    for _ in range(400):
        if listeners() == 1:
            return
        threading.Event().wait(0.05)
    raise TimeoutError("nobody listens to the database")


def test_both_hear_by_the_database(fronts: Callable[[], Fronts]) -> None:
    both = fronts()
    for ears in both.ears:
        greeted(ears)
    change(12)
    for ears in both.ears:
        heard(ears, 12)


@needs_redis
def test_both_hear_by_redis(redis: RedisServer, fronts: Callable[[], Fronts]) -> None:
    both = fronts()
    for ears in both.ears:
        greeted(ears)
    until_one_listens()
    change(12)
    for ears in both.ears:
        heard(ears, 12)
    until_one_listens()


@needs_redis
def test_when_redis_comes_back_everybody_is_greeted(redis: RedisServer, fronts: Callable[[], Fronts]) -> None:
    both = fronts()
    for ears in both.ears:
        greeted(ears)
    until_one_listens()
    redis.stop()
    redis.start()
    for ears in both.ears:
        greeted(ears)
    until_one_listens()
    change(7)
    for ears in both.ears:
        heard(ears, 7)


@needs_redis
def test_when_the_one_that_listens_leaves_another_does(redis: RedisServer, fronts: Callable[[], Fronts]) -> None:
    both = fronts()
    until_one_listens()
    greeted(both.ears[1])
    # The first one came first, so it is the one that listens.
    both.stacks[0].close()
    greeted(both.ears[1])
    until_one_listens()
    change(9)
    heard(both.ears[1], 9)


@needs_redis
def test_the_doctor_asks_redis(redis: RedisServer, settings: LazySettings) -> None:
    assert [check.ok for check in doctor.checks()] == [True]
    redis.stop()
    assert [check.ok for check in doctor.checks()] == [False]
    settings.REDIS_URL = "not an address"
    assert [check.ok for check in doctor.checks()] == [False]
    settings.REDIS_URL = ""
    assert list(doctor.checks()) == []
