"""An agent's answer, from the press of the button until it is due."""

from datetime import timedelta

import pytest

from onmaru.inbox.actions.cancel import cancel
from onmaru.inbox.actions.draft import save_draft
from onmaru.inbox.actions.reply import UNDO_WINDOW, Empty, Sending, TooLong, Unseen, reply, reply_automatically
from onmaru.inbox.models import Attachment, Conversation, Dispatch, Draft
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.people.models import Agent


def draft_with_a_file(conversation: Conversation, agent: Agent) -> Attachment:
    draft = Draft.objects.create(conversation=conversation, agent=agent, text="보내는 중", updated_at=clock.now())
    return Attachment.objects.create(draft=draft, name="교환 신청서.pdf", content_type="application/pdf", size=3, blob="abc")


def test_a_reply_waits_for_its_undo_window_and_nobody_waits_for_it(write: Write, minji: Agent) -> None:
    asked = write("언제 오나요?", subject="배송 언제 오나요")
    message = reply(asked.conversation, minji, "내일 도착해요.", seen=asked.pk)
    conversation = Conversation.objects.get()
    assert (message.dispatch.state, message.dispatch.due_at - message.created_at) == (Dispatch.State.QUEUED, UNDO_WINDOW)
    assert message.recipients == {"to": [["yuna@customer.example", "Yuna"]]}
    assert (conversation.customer_waiting_since, conversation.preview, conversation.message_count) == (None, "내일 도착해요.", 2)
    assert message.external_id.endswith(f".{conversation.pk}@haru.example")


def test_what_the_agent_has_not_seen_stops_the_reply(write: Write, minji: Agent) -> None:
    asked = write("언제 오나요?", subject="배송 언제 오나요")
    unseen = write("주소를 바꿀게요", answers=asked)
    with pytest.raises(Unseen) as stopped:
        reply(asked.conversation, minji, "내일 도착해요.", seen=asked.pk)
    assert stopped.value.messages == [unseen]
    assert not Dispatch.objects.exists()


def test_words_or_a_file_but_not_nothing(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    with pytest.raises(Empty):
        reply(conversation, minji, "  \n")
    with pytest.raises(TooLong):
        reply(conversation, minji, "가" * 100_001)
    draft_with_a_file(conversation, minji)
    message = reply(conversation, minji, "")
    assert [file.name for file in message.attachments.all()] == ["교환 신청서.pdf"]
    assert not Draft.objects.exists()


def test_undone_the_words_and_files_are_a_draft_again_and_the_customer_waits_as_before(write: Write, minji: Agent) -> None:
    asked = write()
    draft_with_a_file(asked.conversation, minji)
    message = reply(asked.conversation, minji, "내일 도착해요.")
    assert cancel(message, minji)
    assert not cancel(message, minji)
    draft = Draft.objects.get()
    assert (draft.text, [file.name for file in draft.attachments.all()]) == ("내일 도착해요.", ["교환 신청서.pdf"])
    assert Conversation.objects.get().customer_waiting_since == asked.created_at
    assert Dispatch.objects.get().state == Dispatch.State.CANCELLED


def test_undone_the_words_stand_above_what_was_begun_since(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    later = reply(conversation, minji, "내일 다시 안내드릴게요.", sending=Sending(at=clock.now() + timedelta(days=1)))
    draft_with_a_file(conversation, minji)
    save_draft(conversation, minji, "reply", "오늘 출고됐어요.")
    assert cancel(later, minji)
    draft = Draft.objects.get()
    assert (draft.text, draft.attachments.count()) == ("내일 다시 안내드릴게요.\n\n오늘 출고됐어요.", 1)


def test_undone_a_reply_that_resolved_opens_again(write: Write, minji: Agent) -> None:
    asked = write()
    message = reply(asked.conversation, minji, "해결됐어요.", sending=Sending(resolve=True))
    assert Conversation.objects.get().status == Conversation.Status.RESOLVED
    cancel(message, minji)
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.customer_waiting_since) == (Conversation.Status.OPEN, asked.created_at)
    assert conversation.episodes.get().resolved_at is None


@pytest.mark.parametrize(("stops", "state"), [(True, Dispatch.State.CANCELLED), (False, Dispatch.State.QUEUED)])
def test_what_is_meant_for_later_stops_when_the_customer_writes_first(write: Write, minji: Agent, stops: bool, state: str) -> None:
    asked = write("언제 오나요?", subject="배송 언제 오나요")
    tomorrow = clock.now() + timedelta(days=1)
    later = reply(asked.conversation, minji, "잘 받으셨나요?", sending=Sending(at=tomorrow, cancel_if_customer_writes=stops))
    assert (later.dispatch.due_at, later.dispatch.scheduled_by) == (tomorrow, minji)
    write("자동 응답입니다", answers=asked, machine="out_of_office")
    later.dispatch.refresh_from_db()
    assert later.dispatch.state == Dispatch.State.QUEUED, "a machine is not the customer"
    write("잘 받았어요", answers=asked)
    later.dispatch.refresh_from_db()
    assert later.dispatch.state == state


def test_the_product_answers_at_once_and_the_customer_still_waits(write: Write) -> None:
    asked = write()
    message = reply_automatically(asked.conversation, "문의를 받았습니다.")
    assert message.automatic and message.dispatch.due_at == message.created_at
    assert Conversation.objects.get().customer_waiting_since == asked.created_at
