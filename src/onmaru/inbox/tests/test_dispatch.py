"""The steps of an outgoing message's way, and who is refused which step."""

from datetime import timedelta

import pytest

from onmaru.inbox.actions import dispatch as step
from onmaru.inbox.actions.reply import Sending, reply
from onmaru.inbox.actions.try_again import accept_as_sent, try_again
from onmaru.inbox.models import Conversation, Dispatch, Message
from onmaru.inbox.outbound import Receipt
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.people.models import Agent

State = Dispatch.State


@pytest.fixture
def asked(write: Write) -> Message:
    return write("언제 오나요?", subject="배송 언제 오나요")


def due(conversation: Conversation, by: Agent, text: str = "내일요") -> Message:
    """A reply whose undo window is over."""
    message = reply(conversation, by, text)
    Dispatch.objects.filter(pk=message.pk).update(due_at=clock.now())
    return message


def claimed(message: Message) -> Dispatch:
    dispatch = step.claim(message.pk)
    assert dispatch
    return dispatch


def state_of(message: Message) -> str:
    return Dispatch.objects.get(pk=message.pk).state


def test_the_straight_way(asked: Message, minji: Agent) -> None:
    message = due(asked.conversation, minji)
    dispatch = claimed(message)
    assert step.hand_over(dispatch)
    step.mark_sent(dispatch, Receipt(external_id="250-1", refused=(("dad@customer.example", "unknown"),)))
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.provider_id, dispatch.reason) == (State.SENT, "250-1", "dad@customer.example: unknown")
    assert (message.episode.first_response_by, dispatch.attempts) == (None, 1)
    message.episode.refresh_from_db()
    assert message.episode.first_response_by == minji


def test_not_before_it_is_due(asked: Message, minji: Agent) -> None:
    assert step.claim(reply(asked.conversation, minji, "내일요").pk) is None


def test_a_dead_claim_is_taken_over_and_its_ghost_changes_nothing(asked: Message, minji: Agent) -> None:
    message = due(asked.conversation, minji)
    ghost, second = claimed(message), claimed(message)
    assert not step.hand_over(ghost)
    assert not step.put_off(ghost, clock.now(), "")
    assert step.hand_over(second)
    assert step.claim(message.pk) is None, "what may have been taken is not sent once more"


@pytest.mark.parametrize(
    ("first", "free"),
    [
        (State.QUEUED, False), (State.SENDING, False), (State.HANDING_OVER, False),
        (State.SENT, True), (State.FAILED, True), (State.CANCELLED, True), (State.UNKNOWN, True), (State.BOUNCED, True),
    ],
)  # fmt: skip
def test_messages_of_a_conversation_leave_in_order(asked: Message, minji: Agent, first: str, free: bool) -> None:
    earlier, later = due(asked.conversation, minji, "하나"), due(asked.conversation, minji, "둘")
    Dispatch.objects.filter(pk=earlier.pk).update(state=first, sent_at=clock.now())
    assert (step.claim(later.pk) is not None) is free


def test_a_wait_for_another_try_holds_up_the_rest_of_the_conversation_only(asked: Message, minji: Agent, write: Write) -> None:
    earlier, later = due(asked.conversation, minji, "하나"), due(asked.conversation, minji, "둘")
    elsewhere = due(write("다른 문의", by="dad@customer.example").conversation, minji)
    step.put_off(claimed(earlier), clock.now() + timedelta(hours=1), "later")
    assert step.claim(later.pk) is None
    assert step.claim(elsewhere.pk)


def test_what_is_meant_for_later_holds_nobody_up_until_it_is_on_its_way(asked: Message, minji: Agent) -> None:
    scheduled = reply(asked.conversation, minji, "잘 받으셨나요?", sending=Sending(at=clock.now() + timedelta(days=1)))
    later = due(asked.conversation, minji)
    assert list(Dispatch.objects.ready(clock.now()).values_list("pk", flat=True)) == [later.pk]
    Dispatch.objects.filter(pk=scheduled.pk).update(state=State.SENDING)
    assert step.claim(later.pk) is None


def test_a_failed_one_lets_the_customer_wait_again_and_can_be_tried_again(asked: Message, minji: Agent) -> None:
    message = due(asked.conversation, minji)
    step.mark_failed(claimed(message), "There is no mailbox.")
    assert (state_of(message), Conversation.objects.get().customer_waiting_since) == (State.FAILED, asked.created_at)
    before = message.external_id
    assert try_again(message, minji)
    assert not try_again(message, minji)
    again = claimed(message)
    assert (again.attempts, again.message.external_id, Conversation.objects.get().customer_waiting_since) == (1, before, None)


def test_a_returned_one_is_tried_again_as_another_mail(asked: Message, minji: Agent) -> None:
    message = due(asked.conversation, minji)
    step.mark_sent(claimed(message), Receipt())
    before = message.external_id
    assert step.mark_bounced(message, "yuna@customer.example", "full")
    assert not step.mark_bounced(message, "yuna@customer.example", "full")
    assert Conversation.objects.get().customer_waiting_since == asked.created_at
    assert try_again(message, minji)
    message.refresh_from_db()
    assert message.external_id != before


def test_what_nobody_can_find_out_an_agent_decides(asked: Message, minji: Agent) -> None:
    message = due(asked.conversation, minji)
    dispatch = claimed(message)
    step.mark_unknown(dispatch, "too early")
    assert state_of(message) == State.SENDING
    step.hand_over(dispatch)
    step.mark_unknown(dispatch, "lost")
    assert state_of(message) == State.UNKNOWN
    assert accept_as_sent(message, minji)
    assert not accept_as_sent(message, minji)
    assert state_of(message) == State.SENT


@pytest.mark.parametrize("state", [State.HANDING_OVER, State.UNKNOWN, State.QUEUED])
def test_our_copy_settles_a_doubt(asked: Message, minji: Agent, state: str) -> None:
    message = due(asked.conversation, minji)
    claimed(message)
    Dispatch.objects.filter(pk=message.pk).update(state=state)
    assert step.mark_settled(message.external_id)
    assert state_of(message) == State.SENT
    assert not step.mark_settled(message.external_id)


def test_our_copy_of_one_that_never_left_settles_nothing(asked: Message, minji: Agent) -> None:
    message = due(asked.conversation, minji)
    assert not step.mark_settled(message.external_id)
    assert state_of(message) == State.QUEUED


def test_a_conversation_knows_since_when_an_answer_has_not_arrived(asked: Message, minji: Agent) -> None:
    def since() -> object:
        return Conversation.objects.get().undelivered_since

    one, two = due(asked.conversation, minji, "하나"), due(asked.conversation, minji, "둘")
    step.mark_failed(claimed(one), "There is no mailbox.")
    first = since()
    step.mark_sent(claimed(two), Receipt())
    step.mark_bounced(two, "yuna@customer.example", "full")
    assert first
    assert since() == first, "another failure does not make it younger"
    try_again(one, minji)
    assert since() == first, "the other one still lies there"
    try_again(two, minji)
    assert since() is None
    dispatch = claimed(one)
    step.hand_over(dispatch)
    step.mark_unknown(dispatch, "lost")
    assert since()
    step.put_off(dispatch, clock.now(), "")
    assert since() is None
