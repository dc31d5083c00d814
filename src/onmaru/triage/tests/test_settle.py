from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from onmaru.events.models import Event
from onmaru.inbox.actions import dispatch as step
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.reply import Sending, reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.inbound import Party
from onmaru.inbox.models import Conversation, Dispatch, Message
from onmaru.inbox.outbound import Receipt
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.triage.actions.settle import settle
from onmaru.triage.jobs import settle_overdue, settle_promise
from onmaru.triage.models import Acknowledgement
from onmaru.triage.tests.conftest import WEDNESDAY, Write

# The promise of these tests: by 18:00 of that day.
IN_TIME = WEDNESDAY + timedelta(hours=2)
TOO_LATE = WEDNESDAY + timedelta(hours=8)


def answer(conversation: Conversation, by: Agent, at: datetime) -> Message:
    with clock.frozen_at(at):
        message = reply(conversation, by, "확인했습니다.")
        Dispatch.objects.filter(pk=message.pk).update(state="sending", attempts=1)
        Dispatch.objects.filter(message__automatic=True).update(state="sent", sent_at=at)
        step.mark_sent(Dispatch.objects.get(pk=message.pk), Receipt())
        run_waiting()
    return message


def promise() -> Acknowledgement:
    return Acknowledgement.objects.get()


def names() -> list[str]:
    return list(Event.objects.filter(name__startswith="promise.").order_by("id").values_list("name", flat=True))


def test_an_answer_in_time_keeps_it(write: Write, minji: Agent) -> None:
    answer(write().conversation, minji, IN_TIME)
    assert promise().kept_at == IN_TIME
    assert names() == ["promise.made", "promise.kept"]


def test_the_time_passes(write: Write, minji: Agent) -> None:
    message = write()
    with clock.frozen_at(IN_TIME):
        settle_promise(episode_id=message.episode_id)
        settle_overdue(timestamp=0)
    assert not promise().broken_at
    with clock.frozen_at(TOO_LATE):
        settle_promise(episode_id=message.episode_id)
    assert promise().broken_at == promise().due_at
    answer(message.conversation, minji, TOO_LATE)
    assert promise().kept_at is None
    assert names() == ["promise.made", "promise.broken"]


def test_a_late_answer_breaks_it_even_where_the_job_was_lost(write: Write, minji: Agent) -> None:
    answer(write().conversation, minji, TOO_LATE)
    assert promise().broken_at


def test_a_lost_job_is_made_up_for(write: Write) -> None:
    write()
    with clock.frozen_at(TOO_LATE):
        settle_overdue(timestamp=0)
    assert promise().broken_at


def test_the_job_is_due_at_the_promised_time(write: Write) -> None:
    write()
    Dispatch.objects.update(state="sent", sent_at=WEDNESDAY)
    due = promise().due_at
    assert due
    with clock.frozen_at(due):
        run_waiting(until=due)
    assert promise().broken_at == due


def test_an_answer_from_ones_own_mail_program_keeps_it(write: Write, minji: Agent) -> None:
    first = write()
    with clock.frozen_at(IN_TIME):
        write("답장드립니다. 내일 도착합니다.", by=minji.email, answers=first, parties=(Party("yuna@customer.example", "", "to"),))
    assert promise().kept_at == IN_TIME
    first.episode.refresh_from_db()
    assert first.episode.first_response_by == minji


def test_what_was_resolved_without_an_answer_in_time_is_released(write: Write, minji: Agent) -> None:
    message = write()
    with clock.frozen_at(IN_TIME):
        resolve(message.conversation, minji)
        run_waiting()
    assert (promise().broken_at, promise().released_because) == (None, "resolved")


def test_send_and_resolve_keeps_it(write: Write, minji: Agent) -> None:
    message = write()
    with clock.frozen_at(IN_TIME):
        sent = reply(message.conversation, minji, "확인했습니다.", sending=Sending(resolve=True))
        run_waiting()
        assert promise().released_at is None
        Dispatch.objects.filter(pk=sent.pk).update(state="sending", attempts=1)
        step.mark_sent(Dispatch.objects.get(pk=sent.pk), Receipt())
        run_waiting()
    assert promise().kept_at == IN_TIME


def test_spam_is_owed_nothing(write: Write, minji: Agent) -> None:
    message = write()
    mark_spam(message.conversation)
    run_waiting()
    assert promise().released_because == "spam"


def test_what_never_arrived_promised_nothing(write: Write) -> None:
    message = write()
    Dispatch.objects.filter(message__conversation=message.conversation).update(state="failed")
    settle(promise())
    assert promise().released_because == "undelivered"


def test_after_a_merge_the_answer_in_the_other_conversation_counts(write: Write, minji: Agent) -> None:
    first, second = write(), write("다른 상담으로 또 썼어요. 같은 일입니다.")
    Acknowledgement.objects.filter(episode=second.episode).delete()
    merge(first.conversation, second.conversation, minji)
    run_waiting()
    assert not promise().released_at
    answer(second.conversation, minji, IN_TIME)
    assert promise().kept_at == IN_TIME


def test_settling_twice_is_settling_once(write: Write, minji: Agent) -> None:
    answer(write().conversation, minji, IN_TIME)
    with clock.frozen_at(TOO_LATE):
        settle(promise())
    assert names() == ["promise.made", "promise.kept"]


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kept_at": IN_TIME, "broken_at": IN_TIME}, "a_promise_ends_in_one_way"),
        ({"kept_at": TOO_LATE}, "a_promise_is_kept_in_time"),
        ({"due_at": None, "broken_at": TOO_LATE}, "only_a_promised_time_can_pass"),
    ],
)
def test_the_database_knows_what_an_end_is(write: Write, fields: dict[str, datetime | None], constraint: str) -> None:
    write()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Acknowledgement.objects.update(**fields)
