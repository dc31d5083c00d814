"""What every kind of channel owes the rest, as chats keep it."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from onmaru.channels import adapter, hooks
from onmaru.channels.adapter import Attends, KeepsBooks, Payload, Unreadable
from onmaru.channels.webchat import queries
from onmaru.channels.webchat.envelope import Envelope, SentFile, opened
from onmaru.channels.webchat.lines import _abandoned, _ended, _left
from onmaru.channels.webchat.settings import Attachments, Consent, ContactWay, IdentitySecret, Look, WebchatSettings, of
from onmaru.channels.webchat.tests.conftest import Browser
from onmaru.events.models import Event
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.inbox.outbound import Outbound, Permanent, Temporary
from onmaru.inbox.rich import Field
from onmaru.people.models import Agent

ENVELOPE = Envelope("chat-key", "message-key", "client-1", "visitor-1@w_haru", "방문자 1", "ko", "안녕하세요",
                    files=(SentFile("a.png", "image/png", 3, "blob"),))  # fmt: skip


def test_there_is_no_hook(channel: Channel) -> None:
    path = hooks.address(channel).partition("//")[2].partition("/")[2]
    assert Client().post(f"/{path}", b"{}", "application/json").status_code == 404


def test_a_payload_is_one_message() -> None:
    [inbound] = adapter.of(Channel(kind="webchat")).parse(Payload(b"{}", "widget", ENVELOPE.to_meta()), Channel(kind="webchat"))
    assert (inbound.dedupe_key, inbound.external_id, inbound.text) == ("chat-key:client-1", "message-key", "안녕하세요")
    assert (inbound.hints.provider_id, inbound.sender.handle, len(inbound.attachments)) == ("chat-key", "visitor-1@w_haru", 1)


@given(st.dictionaries(st.sampled_from([*ENVELOPE.to_meta(), "more"]), st.none() | st.text() | st.lists(st.integers(), max_size=2)))
def test_what_is_no_message_says_so(meta: dict[str, Any]) -> None:
    try:
        opened(Payload(b"{}", "widget", meta))
    except Unreadable:
        return
    assert set(ENVELOPE.to_meta()) - {"reply_to"} <= set(meta)


def test_what_is_handed_over_is_there(visitor: Browser, minji: Agent, channel: Channel) -> None:
    chat = adapter.of(channel)
    assert isinstance(chat, KeepsBooks)
    assert isinstance(chat, Attends)
    visitor.begin("안녕하세요")
    sent = reply(Conversation.objects.get(), minji, "네")
    assert chat.was_sent(sent.external_id, channel)
    assert not chat.was_sent("no-such-message", channel)
    again = Outbound(sent.pk, sent.conversation_id, sent.external_id, "", (), (), "", "네")
    first, second = (chat.send(again, channel, lambda: True) for _ in range(2))
    assert first == second
    with pytest.raises(Temporary):
        chat.send(again, channel, lambda: False)
    Conversation.objects.update(provider_id="")
    Message.objects.filter(pk=sent.pk).update(recipients={})
    from onmaru.channels.webchat.models import Chat

    Chat.objects.all().delete()
    with pytest.raises(Permanent):
        chat.send(again, channel, lambda: True)


def test_settings_are_kept_as_they_were() -> None:
    settings = WebchatSettings(
        origins=("https://haru.example",),
        secrets=(IdentitySecret("s", "2026-11-22"),),
        require_identity=True,
        look=Look(primary="#123456", position="left"),
        pre_chat=(Field("name", "이름", required=True), Field("size", "크기", "choice", choices=("S", "M"))),
        attachments=Attachments(max_bytes=5, types=("image/png",)),
        ways=(ContactWay("phone", "전화", "tel:1", pages=("/order",), when="open"),),
        consent=Consent("동의", "1"),
        context=True,
    )
    assert of(Channel(kind="webchat", settings={**settings.to_json(), "newer": 1})) == settings
    assert "'s'" not in repr(settings)


def test_what_agents_may_know(visitor: Browser) -> None:
    visitor.begin("제 이름은 김유나예요", pre_chat={"email": "yuna@customer.example"})
    known = queries.beside(Conversation.objects.get())
    assert known is not None
    assert (known.email, known.proven, known.here) == ("yuna@customer.example", False, True)
    assert known.queue and known.queue.position == 1


def test_what_visitors_did_is_worded() -> None:
    texts = {_left(Event(data={"how": how})).text for how in ("email", "phone")} | {_ended(Event()).text, _abandoned(Event()).text}
    assert len(texts) == 4
