import pytest

from onmaru.events.models import Event
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.split import CannotSplit, detach, split
from onmaru.inbox.models import Conversation
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent

SUBJECT = "린넨 앞치마 색상이 달라요"


def test_a_detached_message_starts_a_conversation_of_its_writer(write: Write, minji: Agent) -> None:
    first = write("앞치마 이야기", subject=SUBJECT)
    reply(first.conversation, minji, "네")
    wrong = write("전혀 다른 이야기", subject=SUBJECT)
    made = detach(wrong, minji)
    assert [message.text for message in made.messages.all()] == ["전혀 다른 이야기"]
    assert (made.customer_id, made.team_id) == (first.conversation.customer_id, first.conversation.team_id)
    made.refresh_from_db()
    assert made.customer_waiting_since == wrong.created_at
    behind = Conversation.objects.get(pk=first.conversation_id)
    assert (behind.message_count, behind.customer_waiting_since) == (2, None)
    assert Event.objects.filter(name="message.detached", conversation_id=behind.pk).exists()


def test_several_messages_move_together(write: Write, minji: Agent) -> None:
    messages = [write(str(number), subject=SUBJECT) for number in range(4)]
    made = split(messages[0].conversation, messages[2:], minji)
    assert [message.text for message in made.messages.all()] == ["2", "3"]


def test_everything_or_nothing_or_only_ours_cannot_move(write: Write, minji: Agent) -> None:
    message = write(subject=SUBJECT)
    ours = reply(message.conversation, minji, "네")
    for moving in ([], [ours], [message, ours]):
        with pytest.raises(CannotSplit):
            split(message.conversation, moving, minji)
