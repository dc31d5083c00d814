"""From what happens in the inbox to what is owed, what is said of it, and what lists show."""

from collections import defaultdict
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onmaru.customers.actions.vip import mark_vip
from onmaru.events import actor, reactions
from onmaru.events.models import Event
from onmaru.inbox.actions.cancel import cancel
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.reply import Sending, reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Conversation
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.sla.actions.retime import retime
from onmaru.sla.jobs import look_at_all_clocks
from onmaru.sla.models import EpisodeClock, Policy
from onmaru.sla.tests.conftest import Write, at

Owed = tuple[str, object, object]


def owed(conversation: Conversation) -> Owed:
    conversation.refresh_from_db()
    return conversation.due_for, conversation.due_at, conversation.due_soon_at


NOTHING = ("", None, None)


def told() -> list[tuple[str, str]]:
    return [(one.name, one.data["target"]) for one in Event.objects.filter(name__in=["sla.warned", "sla.breached"]).order_by("id")]


def test_a_mail_is_owed_an_answer_in_six_open_hours(write: Write) -> None:
    assert owed(write()) == ("first", at(18, "18:00"), at(18, "16:30"))


def test_answer_meets_and_customer_asks_again(write: Write, minji: Agent) -> None:
    conversation = write()
    with clock.frozen_at(at(18, "12:00")):
        message = reply(conversation, minji, "확인하고 있습니다.")
        run_waiting()
        assert owed(conversation) == NOTHING
        assert list(EpisodeClock.objects.values_list("target", "met_at", "used")) == [("first", at(18, "12:00"), timedelta(hours=1))]
    with clock.frozen_at(at(18, "15:00")):
        assert write("언제 오나요?", answers=message).pk == conversation.pk
        assert owed(conversation)[:2] == ("next", at(19, "14:00"))


def test_what_was_taken_back_answers_nobody(write: Write, minji: Agent) -> None:
    conversation = write()
    before = owed(conversation)
    message = reply(conversation, minji, "앗")
    run_waiting()
    assert owed(conversation) == NOTHING
    cancel(message, minji)
    run_waiting()
    assert owed(conversation) == before


def test_what_is_to_leave_later_answers_later(write: Write, minji: Agent) -> None:
    conversation = write()
    reply(conversation, minji, "내일 알려드릴게요.", sending=Sending(at=at(19, "10:00")))
    run_waiting()
    assert owed(conversation)[0] == "first"


def test_warned_and_breached_are_said_once_however_often_one_looks(write: Write) -> None:
    conversation = write()
    with clock.frozen_at(at(18, "16:30")):
        run_waiting(until=at(18, "16:30"))
        retime([conversation.pk])
        assert told() == [("sla.warned", "first")]
    with clock.frozen_at(at(18, "18:00")):
        run_waiting(until=at(18, "18:00"))
        retime([conversation.pk])
        look_at_all_clocks.func(timestamp=0)
        assert told() == [("sla.warned", "first"), ("sla.breached", "first")]
    assert EpisodeClock.objects.get().breached_at == at(18, "18:00")
    assert owed(conversation)[:2] == ("first", at(18, "18:00"))


def test_a_lost_timer_is_made_up_for_within_a_minute(write: Write) -> None:
    write()
    with clock.frozen_at(at(19, "11:31")):
        look_at_all_clocks.func(timestamp=0)
        assert told() == [("sla.breached", "first")]


def test_a_late_answer_stays_late(write: Write, minji: Agent) -> None:
    conversation = write()
    with clock.frozen_at(at(19, "15:00")):
        reply(conversation, minji, "늦어서 죄송합니다.")
        run_waiting()
    assert told() == [("sla.breached", "first")]
    assert EpisodeClock.objects.get().met_at == at(19, "15:00")
    assert owed(conversation) == NOTHING


@pytest.mark.parametrize("end", ["resolve", "spam"])
def test_what_ended_owes_nothing(write: Write, minji: Agent, end: str) -> None:
    conversation = write()
    if end == "resolve":
        resolve(conversation, minji)
    else:
        mark_spam(conversation, actor.agent(minji.pk))
    run_waiting()
    assert owed(conversation) == NOTHING
    assert not EpisodeClock.objects.going_on().exists()
    with clock.frozen_at(at(20, "12:00")):
        look_at_all_clocks.func(timestamp=0)
        assert told() == []


def test_reopened_before_anybody_looked_leaves_no_clock_behind(write: Write, minji: Agent) -> None:
    conversation = write()
    resolve(conversation, minji)
    reopen(conversation, minji)
    run_waiting()
    assert not EpisodeClock.objects.going_on().exists()


def test_merged_owes_once(write: Write, minji: Agent) -> None:
    one, other = write(), write("어제 주문했어요.")
    assert one.pk != other.pk
    merge(other, one, minji)
    run_waiting()
    assert owed(one)[0] == "first"
    assert owed(other) == NOTHING


def test_the_most_particular_policy_decides_and_says_why(write: Write, minji: Agent) -> None:
    Policy.objects.create(is_for_vip=True, first=timedelta(hours=1), hours="always", created_at=clock.now())
    conversation = write()
    mark_vip(conversation.customer, minji)
    run_waiting()
    assert owed(conversation)[:2] == ("first", at(18, "12:00"))
    assert EpisodeClock.objects.get().why == ["vip"]


def test_a_channel_without_a_policy_owes_nothing(write: Write, mailbox: Channel) -> None:
    Policy.objects.all().delete()
    assert owed(write()) == NOTHING


def test_many_are_worked_out_in_as_many_statements_as_one(write: Write, django_assert_max_num_queries) -> None:
    numbers = [write(by=f"{number}@customer.example").pk for number in range(25)]
    with django_assert_max_num_queries(15):
        retime(numbers)


def test_filing_a_mail_costs_one_more_statement_at_most(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def statements() -> int:
        sender = Party("yuna@customer.example", "김유나", "from")
        key = f"counted-{uuid4()}"
        with CaptureQueriesContext(connection) as counted:
            receive(Channel.objects.get(), Inbound(dedupe_key=key, external_id=key, sender=sender, text="문의"))
        return len(counted)

    write()
    statements()
    with_clocks = statements()
    without = {kind: [name for name in names if ".sla." not in name] for kind, names in reactions.by_kind.items()}
    monkeypatch.setattr(reactions, "by_kind", defaultdict(list, without))
    assert with_clocks - statements() <= 1
