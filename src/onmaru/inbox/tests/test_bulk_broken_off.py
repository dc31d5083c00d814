"""A bulk that breaks off in the middle goes on where it was, and what is at fault in one does not stop the others."""

from typing import Any

import pytest
from django.db import OperationalError

from onmaru.events.models import Event
from onmaru.inbox.actions import run_bulk
from onmaru.inbox.actions.start_bulk import NothingChosen, start_bulk
from onmaru.inbox.actions.undo_bulk import ask_undo, undo_some
from onmaru.inbox.bulk import progress
from onmaru.inbox.models import BulkItem, Conversation
from onmaru.inbox.tests.bulks import chosen, done_to, in_small_steps, lines
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent

pytestmark = pytest.mark.django_db


def test_a_killed_run_goes_on_where_it_was(several, junho: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    bulk = start_bulk("tag", {"name": "행사"}, chosen(several, junho), junho)
    monkeypatch.setattr(progress, "BATCH", 1)
    real, calls = run_bulk._do, []

    def dying(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == 3:
            raise OperationalError("the database went away")
        real(*arguments)

    monkeypatch.setattr(run_bulk, "_do", dying)
    with pytest.raises(OperationalError):
        run_bulk.run_some(bulk.pk)
    assert bulk.items.filter(state=BulkItem.State.DONE).count() == 2
    monkeypatch.undo()
    assert run_bulk.run_some(bulk.pk) is False
    bulk.refresh_from_db()
    assert (bulk.done, bulk.unchanged) == (4, 0)
    assert Event.objects.filter(name="conversation.tagged", data__tag="행사").count() == 4


def test_a_bulk_works_in_slices(several, junho: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    in_small_steps(monkeypatch)
    bulk = start_bulk("tag", {"name": "행사"}, chosen(several, junho), junho)
    assert [run_bulk.run_some(bulk.pk) for _ in range(4)] == [True, True, True, False]
    ask_undo(bulk, junho)
    assert [undo_some(bulk.pk) for _ in range(4)] == [True, True, True, False]


def test_a_lost_job_is_found_again(several, junho: Agent) -> None:
    from onmaru.inbox.jobs import look_after_bulks

    bulk = start_bulk("tag", {"name": "행사"}, chosen(several, junho), junho)
    from procrastinate.contrib.django.models import ProcrastinateJob

    ProcrastinateJob.objects.filter(queue_name="bulk")._raw_delete("default")
    look_after_bulks.func(timestamp=0)
    run_waiting()
    bulk.refresh_from_db()
    assert bulk.done == 4


def test_stopping_takes_back_what_was_done_so_far(several, junho: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    before = lines(several)
    in_small_steps(monkeypatch)
    bulk = start_bulk("resolve", {}, chosen(several, junho), junho)
    run_bulk.run_some(bulk.pk)
    assert ask_undo(bulk, junho)
    run_waiting()
    bulk.refresh_from_db()
    assert (bulk.undone, bulk.failed) == (1, 3)
    assert set(bulk.items.filter(state=BulkItem.State.FAILED).values_list("reason", flat=True)) == {"stopped"}
    assert lines(several) == before


def test_a_fault_with_one_does_not_stop_the_others(several, junho: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onmaru.inbox.deeds.tag_all", lambda conversations, *_: [1 / (one.pk - several[1].pk) for one in conversations])
    bulk = done_to(several, junho, "tag", name="행사")
    assert (bulk.unchanged, bulk.failed) == (3, 1)
    assert bulk.items.get(state=BulkItem.State.FAILED).reason == "broken"


def test_the_same_press_starts_it_once(several, junho: Agent) -> None:
    first = start_bulk("resolve", {}, chosen(several, junho), junho, key="press")
    assert start_bulk("resolve", {}, chosen(several, junho), junho, key="press") == first
    with pytest.raises(NothingChosen):
        start_bulk("resolve", {}, Conversation.objects.none(), junho)
