"""Who was left without an answer is found from what happens, and taken away by an answer."""

from onmaru.channels.actions.set_aside import set_aside
from onmaru.channels.events import ChatAbandoned
from onmaru.channels.models import Delivery
from onmaru.events.actor import agent
from onmaru.events.log import record
from onmaru.events.models import Event
from onmaru.inbox.actions.fall_due import fall_due
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.snooze import snooze
from onmaru.inbox.models import Channel, Conversation
from onmaru.inbox.testimony import deeds
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.models import Notice
from onmaru.people.models import Agent
from onmaru.radar.actions.let_be import let_be, miss_again
from onmaru.radar.actions.look_at import look_at
from onmaru.radar.jobs import look_at_deliveries, look_at_long_waits, look_at_the_clock
from onmaru.radar.models import Duplicate, Evening, Miss
from onmaru.radar.tests.conftest import Write, at
from onmaru.sla.jobs import look_at_all_clocks
from onmaru.sla.models import Policy


def open_misses() -> list[tuple[int | None, str]]:
    return [(miss.conversation_id, miss.cause) for miss in Miss.objects.still_open()]


def test_past_what_was_promised_until_somebody_answers(write: Write, minji: Agent) -> None:
    asked = write()
    assert Conversation.objects.get(pk=asked.pk).due_at == at(18, "17:00")
    with clock.frozen_at(at(18, "16:59")):
        look_at_all_clocks(timestamp=0)
        run_waiting()
        assert not open_misses()
    with clock.frozen_at(at(18, "17:01")):
        look_at_all_clocks(timestamp=0)
        run_waiting()
        assert open_misses() == [(asked.pk, "late")]
        look_at([asked.pk])
        assert Event.objects.filter(name="miss.found").count() == 1
        reply(Conversation.objects.get(pk=asked.pk), minji, "내일 도착해요.")
        run_waiting(until=at(18, "17:05"))
        assert not open_misses()
        # A document for a dispute tells it.
        assert [deed.facts["cause"] for deed in deeds(asked, clock.now(), with_internal=True) if deed.kind == "miss"] == ["late"] * 2
    assert Miss.objects.get().ended == Miss.Ended.SEEN_TO


def test_a_day_where_nothing_was_promised(write: Write, minji: Agent) -> None:
    Policy.objects.all().delete()
    asked, asleep = write(), write("교환하고 싶어요.", "minsu@customer.example")
    snooze(asleep, at(25, "10:00"), agent(minji.pk))
    with clock.frozen_at(at(19, "10:55")):
        look_at_long_waits(timestamp=0)
        assert not open_misses()
    with clock.frozen_at(at(19, "11:00")):
        look_at_long_waits(timestamp=0)
        look_at_long_waits(timestamp=0)
        assert open_misses() == [(asked.pk, "long")]
        assert Miss.objects.get().since == at(18, "11:00")


def test_resolved_without_any_answer_unless_the_customer_did(write: Write, minji: Agent) -> None:
    silent, answered = write(), write("교환하고 싶어요.", "minsu@customer.example")
    theirs = write("취소할게요", "jiu@customer.example")
    reply(answered, minji, "네, 도와드릴게요.")
    run_waiting(until=at(18, "11:10"))
    for conversation in (silent, answered):
        resolve(Conversation.objects.get(pk=conversation.pk), minji)
    resolve(theirs, theirs.customer)
    run_waiting()
    assert open_misses() == [(silent.pk, "resolved")]


def test_whoever_left_the_chat_in_vain(write: Write) -> None:
    asked = write()
    with clock.frozen_at(at(18, "11:10")):
        record(ChatAbandoned(conversation_id=asked.pk))
        run_waiting()
    assert open_misses() == [(asked.pk, "abandoned")]


def test_what_needs_no_answer_is_let_be_for_as_long_as_this_wait_lasts(write: Write, minji: Agent) -> None:
    asked = write()
    fall_due({asked.pk: None})
    with clock.frozen_at(at(19, "12:00")):
        look_at([asked.pk])
        miss = Miss.objects.get()
        assert let_be(miss, minji) and not let_be(miss, minji)
        look_at([asked.pk])
        assert not open_misses()
        assert miss_again(miss) and open_misses() == [(asked.pk, "long")]
        let_be(miss, minji)
        resolve(Conversation.objects.get(pk=asked.pk), minji)
        run_waiting()
    # Who let it be has looked at it: that it was resolved silently after that is nothing new.
    assert not open_misses()


def test_what_arrived_and_became_no_message(mailbox: Channel) -> None:
    delivery = set_aside(mailbox, b"Subject: ?\r\n\r\n", "imap", "key", "unreadable")
    assert delivery
    look_at_deliveries(timestamp=0)
    look_at_deliveries(timestamp=0)
    assert open_misses() == [(None, "unread")]
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.IGNORED)
    look_at_deliveries(timestamp=0)
    assert not open_misses()


def test_the_evening_is_written_down_and_leads_are_told_once(write: Write, minji: Agent, junho: Agent, form: Channel) -> None:
    write()
    write("주문번호 20261120-0001 언제 오나요?", "jiu@customer.example", channel=form)
    with clock.frozen_at(at(18, "17:30")):
        look_at_all_clocks(timestamp=0)
        run_waiting()
        look_at_the_clock(timestamp=0)
        assert not Evening.objects.exists()
    with clock.frozen_at(at(18, "18:00")):
        look_at_the_clock(timestamp=0)
        look_at_the_clock(timestamp=0)
        run_waiting()
    evening = Evening.objects.get()
    assert (evening.day, evening.missed, evening.duplicates) == (at(18, "18:00").date(), 2, 1)
    [notice] = Notice.objects.filter(kind="left_over")
    assert (notice.agent, notice.further) == (junho, 2)


def test_an_evening_at_zero_is_written_down_and_nobody_is_told(mailbox: Channel, junho: Agent) -> None:
    with clock.frozen_at(at(18, "18:05")):
        look_at_the_clock(timestamp=0)
        run_waiting()
    assert Evening.objects.get().is_zero and not Duplicate.objects.exists()
    assert not Notice.objects.exists()


def test_of_an_evening_long_ago_and_of_a_day_off_nothing_is_said(mailbox: Channel) -> None:
    for moment in (at(19, "09:00"), at(21, "20:00")):
        with clock.frozen_at(moment):
            look_at_the_clock(timestamp=0)
    assert not Evening.objects.exists()
