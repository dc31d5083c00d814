from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.reply import Sending, reply
from onmaru.inbox.models import Conversation, Dispatch, Note
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent


def test_the_same_press_sends_once(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    first = reply(conversation, minji, "곧 보내 드릴게요.", sending=Sending(key="press-1"))
    second = reply(conversation, minji, "곧 보내 드릴게요.", sending=Sending(key="press-1"))
    assert second == first
    assert Dispatch.objects.count() == 1
    assert Conversation.objects.get().message_count == 2


def test_another_press_sends_again(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    reply(conversation, minji, "네.", sending=Sending(key="press-1"))
    reply(conversation, minji, "네.", sending=Sending(key="press-2"))
    assert Dispatch.objects.count() == 2


def test_the_same_press_writes_one_note(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write().conversation
    assert note(conversation, minji, "재고 확인", key="press-1") == note(conversation, minji, "재고 확인", key="press-1")
    note(conversation, junho, "재고 확인", key="press-1")
    assert Note.objects.count() == 2
