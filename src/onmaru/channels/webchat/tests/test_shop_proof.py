"""Coming to the portal by the shop's sign-in."""

from __future__ import annotations

import pytest
from django.test import Client

from onmaru.channels.webchat import handles
from onmaru.channels.webchat.actions.reach import reach_by_email
from onmaru.channels.webchat.identity import signed
from onmaru.channels.webchat.settings import IdentitySecret, WebchatSettings
from onmaru.customers.actions.identify import identify
from onmaru.customers.models import Identity
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Dispatch, Message
from onmaru.kit import clock
from onmaru.people.models import Agent, Shop

SECRET = "one-that-the-shop-signs-with"


@pytest.fixture
def widget(db: None) -> Channel:
    Shop.objects.create(name="하루상점")
    made = Channel.objects.create(
        kind="webchat", name="채팅", handle="w_haru", settings=WebchatSettings(secrets=(IdentitySecret(SECRET),)).to_json()
    )
    identify("webchat", handles.proven(made, "customer-12"), "김유나")
    return made


def asked(page: str = "/inquiries/", /, **changed: object) -> str:
    expires = int(clock.now().timestamp()) + 300
    query = {"widget": "w_haru", "id": "customer-12", "expires": expires, "hash": signed(SECRET, "customer-12", expires), **changed}
    client = Client()
    client.get("/inquiries/sign-in/shop/", query)
    answer = client.get(page)
    return answer.content.decode() if answer.status_code == 200 else ""


def test_whom_the_shop_signed_for_sees_their_inquiries(widget: Channel) -> None:
    assert "김유나" in asked()


def test_who_never_chatted_comes_in_and_finds_nothing_yet(widget: Channel) -> None:
    expires = int(clock.now().timestamp()) + 300
    for _ in range(2):
        page = asked(id="customer-99", expires=expires, hash=signed(SECRET, "customer-99", expires))
        assert "아직 문의가 없습니다." in page
    assert Identity.objects.filter(handle="customer-99@w_haru").count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"hash": "0" * 64},
        {"id": "customer-13"},
        {"expires": 1},
        {"expires": ""},
        {"widget": "w_other"},
        {"expires": "", "hash": signed(SECRET, "customer-12")},
        {"hash": signed("another-secret", "customer-12", 9999999999), "expires": 9999999999},
    ],
)
def test_nobody_else_does(widget: Channel, changed: dict[str, object]) -> None:
    assert asked(**changed) == ""


def test_a_paused_widget_lets_nobody_in(widget: Channel) -> None:
    Channel.objects.update(paused_at=clock.now())
    assert asked() == ""


def test_what_was_written_by_mail_is_not_for_whoever_typed_the_address(widget: Channel) -> None:
    """The chat never shows it; neither does the portal to the customer who chatted."""
    minji = Agent.objects.create(email="minji@haru.example", name="김민지")
    mailbox = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example")
    began = receive(widget, Inbound("chat-1", "chat-1", Party("customer-12@w_haru", "김유나", "from"), "이 주소로 답해 주세요"))
    conversation = began.message.conversation
    reach_by_email(conversation.pk, "victim@customer.example")
    by_mail(reply(conversation, minji, "네, 보내 드릴게요"), mailbox)
    receive(mailbox, Inbound("mail-1", "mail-1", Party("victim@customer.example", "", "from"), "제 주문 4711 말인가요?"), into=conversation)
    by_mail(reply(conversation, minji, "주문 4711은 서울 마포구로 갔어요"), mailbox)
    page = asked(f"/inquiries/{conversation.pk}/")
    assert "이 주소로 답해" in page and "네, 보내 드릴게요" in page
    assert "4711" not in page


def by_mail(message: Message, mailbox: Channel) -> None:
    """It has left by a mailbox for the address that stands in the conversation."""
    Dispatch.objects.filter(pk=message.pk).update(
        state=Dispatch.State.SENT, sent_at=clock.now(), via=mailbox, via_handle="victim@customer.example"
    )
