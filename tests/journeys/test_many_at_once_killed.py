"""A worker dies by -9 in the middle of two thousand conversations; another takes up what is left, and nothing is done twice."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from dev.world.opening import open_shop
from onmaru.events.models import Event
from onmaru.events.postgres_ears import conninfo
from onmaru.inbox.actions.start_bulk import start_bulk
from onmaru.inbox.jobs import look_after_bulks
from onmaru.inbox.models import Bulk, BulkItem, Conversation, Tagging
from onmaru.inbox.tests.many import fill
from onmaru.people.models import Agent
from tests.journeys.product import surroundings

MANY = 2000


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_left_is_taken_up_once(tmp_path: Path) -> None:
    fill(open_shop(), MANY)
    junho = Agent.objects.get(email="junho@haru.example")
    bulk = start_bulk("tag", {"name": "지연"}, Conversation.objects.visible_to(junho), junho)
    # Somebody else holds one in the middle: however quick the worker is, it is killed before the end.
    with held(bulk.items.order_by("pk")[MANY // 2].conversation_id), told() as ear, working(tmp_path) as worker:
        # How far it is is told only now and then: its rows know at once.
        until(ear, bulk.items.exclude(state=BulkItem.State.WAITING).exists)
        worker.send_signal(signal.SIGKILL)
        worker.wait(30)
    left = BulkItem.objects.filter(bulk=bulk, state=BulkItem.State.WAITING).count()
    assert 0 < left < MANY and Tagging.objects.count() == MANY - left
    look_after_bulks.func(timestamp=0)
    with told() as ear, working(tmp_path):
        until(ear, lambda: again(bulk).finished_at is not None)
    assert (bulk.done, bulk.unchanged, bulk.failed) == (MANY, 0, 0)
    assert Tagging.objects.count() == MANY
    assert Event.objects.filter(name="conversation.tagged").count() == MANY
    assert Event.objects.filter(name="bulk.finished").count() == 1


def again(bulk: Bulk) -> Bulk:
    bulk.refresh_from_db()
    return bulk


@contextmanager
def held(conversation: int) -> Iterator[None]:
    with psycopg.connect(conninfo()) as connection:
        connection.execute("SELECT 1 FROM inbox_conversation WHERE id = %s FOR UPDATE", [conversation])
        yield


@contextmanager
def working(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "onmaru.cli", "worker", "--queues", "bulk"]
    with (folder / "worker.log").open("ab") as log:
        worker = subprocess.Popen(command, env=surroundings(folder), stdout=log, stderr=log)
    try:
        yield worker
    finally:
        worker.terminate()
        worker.wait(60)


@contextmanager
def told() -> Iterator["psycopg.Connection[Any]"]:
    """Hears what open pages are told, such as how far a bulk is."""
    with psycopg.connect(conninfo(), autocommit=True) as ear:
        ear.execute("LISTEN onmaru")
        yield ear


def until(ear: "psycopg.Connection[Any]", so: Callable[[], bool]) -> None:
    for _ in range(600):
        if so():
            return
        list(ear.notifies(timeout=0.2, stop_after=1))
    raise TimeoutError("the worker did not get there")
