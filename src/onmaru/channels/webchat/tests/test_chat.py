"""A visitor and an agent talk."""

from onmaru.channels.models import Delivery
from onmaru.channels.webchat.models import Chat, Line
from onmaru.channels.webchat.tests.conftest import Browser, client_id, work
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Conversation, Dispatch, Message
from onmaru.people.models import Agent


def test_the_first_message_opens_a_conversation(visitor: Browser) -> None:
    chat = visitor.begin("안녕하세요, 린넨 셔츠 재입고되나요?")
    conversation = Conversation.objects.get()
    assert (conversation.provider_id, conversation.preview) == (chat, "안녕하세요, 린넨 셔츠 재입고되나요?")
    assert conversation.customer_waiting_since
    [event] = visitor.events(chat)
    assert (event["seq"], event["type"], event["message"]["author"]["type"]) == (1, "message.created", "visitor")


def test_what_was_sent_is_kept_as_it_came_and_filed_at_once(visitor: Browser) -> None:
    chat = visitor.begin()
    assert visitor.say(chat, "첫 번째").status_code == 201
    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.FILED
    assert '"text": "\\uccab' in delivery.payload.raw.decode()


def test_an_answer_reaches_the_visitor(visitor: Browser, minji: Agent) -> None:
    chat = visitor.begin("배송 언제 되나요?")
    sent = reply(Conversation.objects.get(), minji, "**내일** 도착해요.")
    work()
    assert Dispatch.objects.get(pk=sent.pk).state == Dispatch.State.SENT
    message = visitor.events(chat)[-1]["message"]
    assert (message["text"], message["author"], message["direction"]) == (
        "내일 도착해요.",
        {"type": "agent", "name": "김민지"},
        "outbound",
    )
    work()
    assert Line.objects.count() == 2


def test_the_same_message_again_is_the_same_message(visitor: Browser) -> None:
    chat, name = visitor.begin(), client_id()
    first, second = visitor.say(chat, "한 번만", name), visitor.say(chat, "한 번만", name)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert Message.objects.count() == 1


def test_the_same_beginning_again_is_the_same_conversation(visitor: Browser) -> None:
    said = {"client_id": client_id(), "message": {"client_id": client_id(), "text": "안녕하세요"}}
    first, second = (visitor.call("POST", "conversations", said) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert (Chat.objects.count(), Message.objects.count()) == (1, 1)


def test_one_visitor_has_several_conversations(visitor: Browser) -> None:
    chats = [visitor.begin("교환 문의"), visitor.begin("배송 문의")]
    assert Conversation.objects.count() == 2
    assert visitor.say(chats[0], "색상 교환이요").status_code == 201
    assert visitor.texts(chats[0]) == ["교환 문의", "색상 교환이요"]
    shown = visitor.call("GET", "conversations").json()["conversations"]
    assert [one["id"] for one in shown] == chats[::-1]


def test_who_comes_back_finds_what_was_said(visitor: Browser) -> None:
    chat = visitor.begin("나중에 다시 올게요")
    answer = visitor.open()
    assert (answer.json()["conversation"]["id"], answer.json()["cursor"]) == (chat, 1)
    assert visitor.texts(chat) == ["나중에 다시 올게요"]
