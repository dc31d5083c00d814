"""Resolve and reopen, snooze and wake, spam and not: each twice changes nothing the second time."""

from datetime import timedelta
from typing import Any

import pytest

from onmaru.events.models import Event
from onmaru.inbox import jobs
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.snooze import AlreadyResolved, InThePast, snooze, wake
from onmaru.inbox.actions.spam import mark_spam, unmark_spam
from onmaru.inbox.jobs import wake_snoozed
from onmaru.inbox.models import Conversation
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.people.models import Agent


def test_resolving_ends_the_episode_and_reopening_starts_the_next(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    assert [resolve(conversation, minji), resolve(conversation, minji)] == [True, False]
    first = conversation.episodes.get()
    assert first.resolved_at is not None and first.resolved_by == minji
    assert Conversation.objects.get().customer_waiting_since is None
    assert [reopen(conversation, minji), reopen(conversation, minji)] == [True, False]
    assert list(conversation.episodes.values_list("ordinal", "resolved_at")) == [(1, first.resolved_at), (2, None)]


def test_a_snooze_ends_by_itself(write: Write) -> None:
    conversation = write().conversation
    until = clock.now() + timedelta(hours=1)
    snooze(conversation, until)
    snooze(conversation, until)
    assert Event.objects.filter(name="conversation.snoozed").count() == 1
    wake_snoozed.func(timestamp=0)
    assert Conversation.objects.get().status == "snoozed"
    with clock.frozen_at(until):
        wake_snoozed.func(timestamp=0)
        wake_snoozed.func(timestamp=0)
    assert Conversation.objects.get().status == "open"
    assert Event.objects.filter(name="conversation.woken").count() == 1
    assert not wake(conversation, "time")


def test_a_changed_snooze_needs_no_cancelling(write: Write) -> None:
    conversation = write().conversation
    soon, later = clock.now() + timedelta(hours=1), clock.now() + timedelta(days=1)
    snooze(conversation, soon)
    snooze(conversation, later)
    with clock.frozen_at(soon):
        wake_snoozed.func(timestamp=0)
    assert Conversation.objects.get().snoozed_until == later


def test_who_is_put_to_sleep_again_while_many_wake_sleeps_on(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = write().conversation, write(by="other@customer.example").conversation
    for conversation in (first, second):
        snooze(conversation, clock.now() + timedelta(hours=1))

    def wakes(conversation: Conversation, **more: Any) -> bool:
        snooze(second, clock.now() + timedelta(days=1))
        return wake(conversation, **more)

    monkeypatch.setattr(jobs, "wake", wakes)
    with clock.frozen_at(clock.now() + timedelta(hours=2)):
        wake_snoozed.func(timestamp=0)
    assert {row.pk: row.status for row in Conversation.objects.all()} == {first.pk: "open", second.pk: "snoozed"}


def test_nothing_sleeps_until_the_past_or_when_resolved(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    with pytest.raises(InThePast):
        snooze(conversation, clock.now())
    resolve(conversation, minji)
    with pytest.raises(AlreadyResolved):
        snooze(conversation, clock.now() + timedelta(days=1))


def test_unmarking_spam_gives_the_waiting_back(write: Write) -> None:
    message = write()
    conversation = message.conversation
    assert [mark_spam(conversation), mark_spam(conversation)] == [True, False]
    assert not Conversation.objects.shown().exists() and Conversation.objects.spam().exists()
    assert [unmark_spam(conversation), unmark_spam(conversation)] == [True, False]
    assert Conversation.objects.get().customer_waiting_since == message.created_at


@pytest.mark.parametrize(
    ("wakes_on", "text", "woken"),
    [
        ("answer", "네 감사합니다", "customer"),
        ("question", "네 감사합니다", ""),
        ("question", "언제 오나요", "question"),
        ("attachment", "언제 오나요?", ""),
        ("time", "언제 오나요?", ""),
    ],
)
def test_a_sleeping_conversation_wakes_for_what_was_asked(write: Write, wakes_on: str, text: str, woken: str) -> None:
    first = write()
    snooze(first.conversation, clock.now() + timedelta(days=1), wakes_on=wakes_on)
    write(text, answers=first)
    first.conversation.refresh_from_db()
    assert first.conversation.status == (Conversation.Status.OPEN if woken else Conversation.Status.SNOOZED)
    names = Event.objects.filter(name__in=["conversation.woken", "conversation.slept_on"]).values_list("name", "data")
    assert [name for name, _ in names] == ["conversation.woken" if woken else "conversation.slept_on"]
    assert names[0][1].get("because", "") == woken
    assert first.conversation.customer_waiting_since is not None
