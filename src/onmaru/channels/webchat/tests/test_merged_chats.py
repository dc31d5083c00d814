"""Chats whose conversations were merged at the desk."""

from onmaru.channels.webchat.tests.conftest import Browser
from onmaru.channels.webchat.tests.test_while_talking import answered
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.models import Channel, Conversation
from onmaru.people.models import Agent


def test_merged_conversations_go_on_in_one(visitor: Browser, minji: Agent) -> None:
    chats = [visitor.begin("첫째"), visitor.begin("둘째")]
    source, target = (Conversation.objects.get(provider_id=chat) for chat in chats)
    merge(source, target, minji)
    visitor.say(chats[0], "아직 여기요")
    target.refresh_from_db()
    assert target.message_count == 3
    answered("네, 여기요", minji, target)
    assert "네, 여기요" in [*visitor.texts(chats[0]), *visitor.texts(chats[1])]


def test_a_merged_conversation_is_answered_where_its_visitor_wrote_last(visitor: Browser, minji: Agent) -> None:
    """A long chat of last week and a short one of today: the answer stands in the one that is open before them."""
    long = visitor.begin("지난주 문의")
    for number in range(5):
        visitor.say(long, f"{number}번째로 덧붙여요")
    short = visitor.begin("오늘 문의")
    source, target = (Conversation.objects.get(provider_id=chat) for chat in (long, short))
    merge(source, target, minji)
    answered("오늘 것 먼저 볼게요", minji, target)
    assert (visitor.texts(long)[-1], visitor.texts(short)[-1]) == ("4번째로 덧붙여요", "오늘 것 먼저 볼게요")
    visitor.say(long, "지난주 것도요")
    answered("네, 그것도요", minji, target)
    assert visitor.texts(long)[-1] == "네, 그것도요"


def test_what_was_merged_twice_goes_on_with_its_visitor(channel: Channel, minji: Agent) -> None:
    """The chat's own conversation is two steps away: it is open still, and the agent who writes is seen there."""
    chats = []
    for text in ("하나", "둘", "셋"):
        browser = Browser(channel)
        browser.open()
        chats.append((browser, browser.begin(text)))
    one, two, three = (Conversation.objects.get(provider_id=chat) for _browser, chat in chats)
    merge(one, two, minji)
    merge(two, three, minji)
    first, chat = chats[0]
    first.say(chat, "아직 여기 있어요")
    assert first.call("GET", f"conversations/{chat}").json()["status"] == "open"
    answered("네, 보고 있어요", minji, three)
    assert first.texts(chat)[-1] == "네, 보고 있어요"
