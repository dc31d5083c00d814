from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.models import Channel, Conversation, Episode
from onmaru.kit import clock
from onmaru.triage import queries
from onmaru.triage.tests.conftest import WEDNESDAY, Write

HOUR = timedelta(hours=1)


def answered(write: Write, days_ago: float, took: timedelta = HOUR, **more: object) -> Conversation:
    started = WEDNESDAY - timedelta(days=days_ago)
    with clock.frozen_at(started):
        message = write(by=f"c{days_ago}@customer.example", **more)
    Episode.objects.filter(pk=message.episode_id).update(started_at=started, first_response_at=started + took)
    Conversation.objects.filter(pk=message.conversation_id).update(customer_waiting_since=None)
    return message.conversation


def test_only_lately_only_here_only_answered(write: Write, mailbox: Channel) -> None:
    other = Channel.objects.create(kind="email", name="도매", handle="b2b@haru.example")
    answered(write, 3)
    answered(write, 29)
    answered(write, 4, channel=other)
    mark_spam(answered(write, 5))
    with clock.frozen_at(WEDNESDAY - timedelta(days=6)):
        write(by="late@customer.example")
    [found] = queries.answers(mailbox, WEDNESDAY)
    assert (found.asked_at, found.answered_at - found.asked_at) == (WEDNESDAY - timedelta(days=3), HOUR)


def test_a_busy_hour_gives_no_more_than_a_few(write: Write, mailbox: Channel) -> None:
    for number in range(8):
        answered(write, 2.01 + number / 10_000)
    assert len(queries.answers(mailbox, WEDNESDAY)) == 5
    assert queries.pace(mailbox, WEDNESDAY) == 8


def test_who_waits_beside_whom_one_asks_for(write: Write, mailbox: Channel) -> None:
    first, second = write(by="a@customer.example"), write(by="b@customer.example", text="다른 손님의 문의입니다.")
    with clock.frozen_at(WEDNESDAY - timedelta(days=10)):
        write(by="forgotten@customer.example", text="오래전에 쓴 문의입니다.")
    assert queries.waiting(mailbox, WEDNESDAY, first.conversation) == (second.created_at,)
    mark_spam(second.conversation)
    assert queries.waiting(mailbox, WEDNESDAY, first.conversation) == ()


def test_the_past_is_looked_up_once_in_a_while(write: Write, mailbox: Channel) -> None:
    conversation = write().conversation
    with CaptureQueriesContext(connection) as first:
        queries.history(mailbox, WEDNESDAY + timedelta(minutes=10), conversation)
    with CaptureQueriesContext(connection) as again:
        queries.history(mailbox, WEDNESDAY + timedelta(minutes=11), conversation)
    with CaptureQueriesContext(connection) as later:
        queries.history(mailbox, WEDNESDAY + timedelta(minutes=16), conversation)
    assert len(again) == 1 < len(first) == len(later)
