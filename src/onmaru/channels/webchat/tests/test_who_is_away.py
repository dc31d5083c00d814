"""Who went before the answer came is answered by mail, in the same conversation; and what comes by mail stays there."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onmaru.channels.actions.understand import understand
from onmaru.channels.webchat.actions import look_after
from onmaru.channels.webchat.models import Visitor
from onmaru.channels.webchat.tests.conftest import Browser, work
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Conversation, Dispatch
from onmaru.kit import clock
from onmaru.people.models import Agent, BusinessHours

State = Dispatch.State


@pytest.fixture
def mailbox(db: None) -> Channel:
    return Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example")


def go_away(minutes: int = 5) -> None:
    Visitor.objects.update(seen_at=clock.now() - timedelta(minutes=minutes))


def test_who_is_there_has_the_answer_at_once(visitor: Browser, minji: Agent, mailbox: Channel) -> None:
    chat = visitor.begin("안녕하세요")
    message = reply(Conversation.objects.get(), minji, "네, 안녕하세요")
    # No worker was needed.
    assert Dispatch.objects.get(pk=message.pk).state == State.SENT
    assert visitor.texts(chat) == ["안녕하세요", "네, 안녕하세요"]
    work()
    assert visitor.texts(chat) == ["안녕하세요", "네, 안녕하세요"]


def test_who_asked_for_mail_is_answered_by_mail(visitor: Browser, minji: Agent, mailbox: Channel) -> None:
    chat = visitor.begin("내일 답 주세요")
    visitor.call("POST", f"conversations/{chat}/leave", {"how": "email", "address": "yuna@customer.example"})
    message = reply(Conversation.objects.get(), minji, "네, 보내 드릴게요")
    way = Dispatch.objects.get(pk=message.pk)
    assert way.state == State.QUEUED
    from onmaru.channels import fallback

    found = fallback.way_for(message)
    assert found is not None
    assert (found.channel, found.to) == (mailbox, "yuna@customer.example")


def test_who_went_without_an_address_finds_it_on_return(visitor: Browser, minji: Agent, mailbox: Channel) -> None:
    chat = visitor.begin("잠깐 나갔다 올게요")
    go_away()
    reply(Conversation.objects.get(), minji, "기다릴게요")
    work()
    assert visitor.texts(chat)[-1] == "기다릴게요"


def test_an_answer_that_did_not_arrive_sets_out_by_mail(visitor: Browser, minji: Agent, mailbox: Channel) -> None:
    chat = visitor.begin("급해요", pre_chat={"email": "yuna@customer.example"})
    message = reply(Conversation.objects.get(), minji, "바로 볼게요")
    assert Dispatch.objects.get(pk=message.pk).state == State.SENT
    go_away()
    later = clock.now() + timedelta(minutes=3)
    with clock.frozen_at(later):
        assert look_after.send_what_did_not_arrive(later) == 1
        assert look_after.send_what_did_not_arrive(later) == 0
    assert Dispatch.objects.get(pk=message.pk).state == State.QUEUED
    # One that is read in the meantime need not.
    assert visitor.texts(chat)[-1] == "바로 볼게요"


def test_who_left_no_address_is_in_nobodys_way(
    visitor: Browser, other: Browser, minji: Agent, mailbox: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.begin("주소는 안 남길게요")
    reply(Conversation.objects.get(), minji, "여기에 둘게요")
    visitor.begin("급해요", pre_chat={"email": "yuna@customer.example"})
    reply(Conversation.objects.exclude(participants=None).get(), minji, "바로 볼게요")
    go_away()
    monkeypatch.setattr(look_after, "MOST", 1)
    later = clock.now() + timedelta(minutes=3)
    with clock.frozen_at(later):
        assert look_after.send_what_did_not_arrive(later) == 1


def test_what_arrived_stays_where_it_is(visitor: Browser, minji: Agent, mailbox: Channel) -> None:
    chat = visitor.begin("급해요", pre_chat={"email": "yuna@customer.example"})
    reply(Conversation.objects.get(), minji, "바로 볼게요")
    visitor.events(chat)
    go_away()
    later = clock.now() + timedelta(minutes=3)
    with clock.frozen_at(later):
        assert look_after.send_what_did_not_arrive(later) == 0


def test_what_is_written_by_mail_never_stands_in_the_chat(visitor: Browser, minji: Agent, mailbox: Channel) -> None:
    """Whoever chats may have typed somebody else's address."""
    chat = visitor.begin("이 주소로 주세요", pre_chat={"email": "victim@customer.example"})
    conversation = Conversation.objects.get()
    by_mail = Inbound("mail-1", "mail-1", Party("victim@customer.example", "남의 이름", "from"), "저는 그런 문의를 한 적이 없어요")
    receive(mailbox, by_mail, into=conversation)
    message = reply(conversation, minji, "죄송합니다, 고객님")
    assert Dispatch.objects.get(pk=message.pk).state == State.QUEUED
    work()
    assert visitor.texts(chat) == ["이 주소로 주세요"]


def test_what_a_lost_request_left_behind_is_filed_later(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = visitor.begin()
    monkeypatch.setattr("onmaru.channels.webchat.actions.say.understand", lambda number: None)
    answer = visitor.say(chat, "끊겼어요", "client-lost-1")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "busy")
    assert visitor.texts(chat) == []
    monkeypatch.setattr("onmaru.channels.webchat.actions.say.understand", understand)
    from onmaru.channels.models import Delivery

    understand(Delivery.objects.get().pk)
    assert visitor.texts(chat) == ["끊겼어요"]
    assert visitor.say(chat, "끊겼어요", "client-lost-1").status_code == 200


def test_open_widgets_hear_when_the_shop_opens_and_closes(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    BusinessHours.objects.create(week=[[["09:00", "18:00"]]] * 5 + [[], []], holidays="")
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(look_after, "whisper", lambda event, room: told.append((event, room)))
    seoul = ZoneInfo("Asia/Seoul")
    for hour, minute, count in ((8, 59, 0), (9, 0, 1), (9, 1, 0), (17, 59, 0), (18, 0, 1), (18, 1, 0)):
        assert look_after.tell_hours(datetime(2026, 11, 24, hour, minute, tzinfo=seoul)) == count, (hour, minute)
    assert told == [("config", f"channel:{channel.pk}")] * 2
