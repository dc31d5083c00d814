"""What a visitor can do in a chat beside writing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from onmaru.channels.webchat.actions import look_after
from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.models import Chat, Line, Visitor, Whereabouts
from onmaru.channels.webchat.queue import estimate
from onmaru.channels.webchat.settings import Consent
from onmaru.channels.webchat.tests.conftest import ORIGIN, Browser, client_id, widget, work
from onmaru.events import log
from onmaru.events.models import Event
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.correct import correct
from onmaru.inbox.actions.reply import Sending, reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Conversation, Dispatch, Message
from onmaru.inbox.rich import Button, Card, Field, Form, QuickReplies
from onmaru.kit import clock
from onmaru.people.models import Agent


def answered(text: str, by: Agent, conversation: Conversation | None = None, **sending: Any) -> Message:
    message = reply(conversation or Conversation.objects.get(), by, text, sending=Sending(**sending))
    work()
    return message


def test_a_message_can_be_corrected_and_taken_back(visitor: Browser) -> None:
    chat = visitor.begin("배송 언재 되나요")
    message = visitor.events(chat)[0]["message"]["id"]
    assert visitor.call("PATCH", f"messages/{message}", {"text": "배송 언제 되나요"}).json()["text"] == "배송 언제 되나요"
    assert Conversation.objects.get().preview == "배송 언제 되나요"
    assert visitor.call("DELETE", f"messages/{message}").json()["text"] == ""
    assert visitor.call("DELETE", f"messages/{message}").status_code == 200
    assert visitor.call("PATCH", f"messages/{message}", {"text": "다시"}).status_code == 409
    assert [event["type"] for event in visitor.events(chat)] == ["message.created", "message.updated", "message.deleted"]
    assert all("text" not in event["message"] or not event["message"]["text"] for event in visitor.events(chat))


def test_after_fifteen_minutes_it_stays_as_it_is(visitor: Browser) -> None:
    chat = visitor.begin("그대로")
    message = visitor.events(chat)[0]["message"]["id"]
    with clock.frozen_at(clock.now() + timedelta(minutes=16)):
        assert visitor.call("PATCH", f"messages/{message}", {"text": "다르게"}).status_code == 409
        assert visitor.call("DELETE", f"messages/{message}").status_code == 409
    assert visitor.texts(chat) == ["그대로"]


def test_an_agents_correction_is_shown(visitor: Browser, minji: Agent) -> None:
    from onmaru.events import actor

    chat = visitor.begin("언제 와요?")
    message = answered("내일이에요", minji)
    correct(message, "모레예요", actor.agent(minji.pk))
    work()
    event = visitor.events(chat)[-1]
    assert (event["type"], event["message"]["text"]) == ("message.updated", "모레예요")


def test_both_sides_learn_what_was_read(visitor: Browser, minji: Agent) -> None:
    chat = visitor.begin("보이세요?")
    conversation = Conversation.objects.get()
    message = answered("네, 보여요", minji)
    assert Dispatch.objects.get(pk=message.pk).delivered_at is None
    assert visitor.call("GET", f"conversations/{chat}").json()["unread"] == 1
    visitor.events(chat)
    assert Dispatch.objects.get(pk=message.pk).delivered_at
    assert visitor.call("POST", f"conversations/{chat}/read", {"up_to_seq": 99}).status_code == 204
    assert Dispatch.objects.get(pk=message.pk).read_at
    assert visitor.call("GET", f"conversations/{chat}").json()["unread"] == 0
    desk = Client()
    desk.force_login(minji)
    for _ in range(2):
        assert desk.post(f"/desk/conversations/{conversation.pk}/seen/", {"message": message.pk}).status_code == 204
    statuses = [event["data"] for event in visitor.events(chat) if event["type"] == "message.status"]
    assert statuses == [{"status": "read", "up_to_seq": 1}]
    assert visitor.events(chat)[0]["message"]["status"] == "read"


def test_what_is_not_written_yet_has_not_arrived(visitor: Browser, minji: Agent) -> None:
    chat = visitor.begin("어디까지 받았게요")
    visitor.events(chat, after=2**31 - 1)
    answered("여기까지요", minji)
    [line] = [event for event in visitor.events(chat, after=1) if event["type"] == "message.created"]
    assert Chat.objects.get().delivered_seq == line["seq"]


def test_typing_is_told_and_never_kept(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr("onmaru.channels.webchat.actions.attend.tell", lambda *what, **more: told.append((what, more)))
    chat = visitor.begin("잠시만요")
    number = Conversation.objects.get().pk
    for _ in range(5):
        assert visitor.call("POST", f"conversations/{chat}/typing", {"state": "on"}).status_code == 204
    assert visitor.call("POST", f"conversations/{chat}/typing", {"state": "off"}).status_code == 204
    assert told == [(("typing", number), {"who": "customer", "on": on}) for on in (True, False)]
    assert log.CHANNEL == "onmaru"


def test_what_a_button_says_is_what_was_written(visitor: Browser, minji: Agent) -> None:
    chat = visitor.begin("도와주세요")
    answered("", minji, rich=QuickReplies("무엇이 필요하세요?", (Button("postback", "배송 조회", "shipping"),)))
    shown = visitor.events(chat)[-1]["message"]
    assert (shown["type"], shown["rich"]["replies"][0]["title"]) == ("quick_replies", "배송 조회")
    pressed = {"client_id": client_id(), "source_message_id": shown["id"], "payload": "shipping"}
    assert visitor.call("POST", f"conversations/{chat}/postbacks", pressed).json()["text"] == "배송 조회"
    assert (
        visitor.call("POST", f"conversations/{chat}/postbacks", {**pressed, "client_id": client_id(), "payload": "no"}).status_code == 422
    )


def test_a_form_is_filled_in(visitor: Browser, minji: Agent) -> None:
    chat = visitor.begin("전화 주세요")
    answered("", minji, rich=Form("연락처", (Field("phone", "전화번호", "phone", required=True),)))
    source = visitor.events(chat)[-1]["message"]["id"]
    filled = {"client_id": client_id(), "source_message_id": source, "payload": "", "values": {"phone": "abc"}}
    assert visitor.call("POST", f"conversations/{chat}/postbacks", filled).json()["error"]["field"] == "values.phone"
    good = {**filled, "values": {"phone": "010-0000-1101"}}
    assert visitor.call("POST", f"conversations/{chat}/postbacks", good).json()["text"] == "연락처\n전화번호: 010-0000-1101"


def test_a_card_says_the_same_in_words(visitor: Browser, minji: Agent) -> None:
    chat = visitor.begin("추천해 주세요")
    answered("", minji, rich=Card("린넨 셔츠", "42,000원", buttons=(Button("url", "보기", "https://haru.example/p/12"),)))
    shown = visitor.events(chat)[-1]["message"]
    assert shown["text"].startswith("린넨 셔츠\n42,000원")
    assert Conversation.objects.get().preview.startswith("린넨 셔츠")


def test_the_place_in_the_queue(channel: Any, minji: Agent) -> None:
    browsers = [Browser(channel) for _ in range(3)]
    chats = []
    for browser in browsers:
        browser.open()
        chats.append(browser.begin("기다려요"))
    places = [browser.call("GET", f"conversations/{chat}").json()["queue"] for browser, chat in zip(browsers, chats, strict=True)]
    assert places == [{"position": number, "eta_s": None} for number in (1, 2, 3)]
    first = Conversation.objects.get(provider_id=chats[0])
    assign(first, minji)
    answered("안녕하세요", minji, first)
    seen = browsers[0].call("GET", f"conversations/{chats[0]}").json()
    assert (seen["queue"], seen["agent"]) == (None, {"name": "김민지"})
    assert browsers[2].call("GET", f"conversations/{chats[2]}").json()["queue"]["position"] == 2
    # Once answered, nobody is put into the queue again.
    browsers[0].say(chats[0], "하나 더요")
    assert browsers[0].call("GET", f"conversations/{chats[0]}").json()["queue"] is None


NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("position", "minutes_ago", "minutes"),
    [
        (1, [], None),
        (1, [5, 3], None),
        (1, [9, 6, 3], 3),
        (4, [9, 6, 3], 12),
        (1, [59, 58, 57], 20),
        (1, [90, 80, 70], None),
        (1, [0, 0, 0], 1),
    ],
)
def test_the_wait_is_estimated_by_the_pace_or_not_at_all(position: int, minutes_ago: list[int], minutes: int | None) -> None:
    found = estimate(position, [NOON - timedelta(minutes=ago) for ago in minutes_ago], NOON)
    assert found == (None if minutes is None else timedelta(minutes=minutes))


def test_what_happens_at_the_desk_is_told(visitor: Browser, minji: Agent) -> None:
    chat = visitor.begin("끝났나요?")
    conversation = Conversation.objects.get()
    assign(conversation, minji)
    resolve(conversation, minji)
    work()
    assert [(event["type"], event["data"]) for event in visitor.events(chat)[1:]] == [
        ("agent.assigned", {"name": "김민지"}),
        ("conversation.updated", {"status": "resolved"}),
    ]
    assert visitor.call("GET", f"conversations/{chat}").json()["status"] == "resolved"
    visitor.say(chat, "하나 더요")
    work()
    assert visitor.events(chat)[-1]["data"] == {"status": "open"}


def test_who_ends_it_may_begin_again(visitor: Browser) -> None:
    chat = visitor.begin("됐어요")
    assert visitor.call("POST", f"conversations/{chat}/close", {}).status_code == 204
    assert visitor.call("GET", f"conversations/{chat}").json()["status"] == "ended"
    visitor.say(chat, "아 잠깐만요")
    assert visitor.call("GET", f"conversations/{chat}").json()["status"] == "open"


def test_where_a_visitor_is_is_seen_only_with_consent(db: None) -> None:
    browser = Browser(widget("w_context", context=True, consent=Consent("동의하세요?", "2")))
    page = {"url": f"{ORIGIN}/p/12?color=blue#reviews", "title": "린넨 셔츠", "cart": {"items": [{"title": "에코백", "price": 9000}]}}
    browser.open(consent_version="1")
    assert browser.call("POST", "context", page).status_code == 403
    browser.open(consent_version="2")
    assert browser.call("POST", "context", page).status_code == 204
    assert browser.call("POST", "context", {"url": f"{ORIGIN}/cart", "title": "장바구니"}).status_code == 204
    seen = Whereabouts.objects.get().seen
    assert [one["url"] for one in seen["pages"]] == [f"{ORIGIN}/cart", f"{ORIGIN}/p/12?color=blue"]
    assert seen["cart"] == {"items": [{"title": "에코백", "quantity": 1, "price": 9000}]}
    for wrong in ({"url": "javascript:alert(1)"}, {"url": ORIGIN, "cart": {"items": [{"title": ""}]}}, {"url": ORIGIN, "keystrokes": "a"}):
        assert browser.call("POST", "context", wrong).status_code == 400
    # Taken back, twice: nothing is known any more, and nothing more is taken, until somebody agrees once more.
    browser.begin("어디까지 보이나요?")
    assert [browser.call("DELETE", "context").status_code for _ in range(2)] == [204, 204]
    assert not Whereabouts.objects.exists()
    assert Event.objects.filter(name="consent.withdrawn").count() == 1
    assert browser.call("POST", "context", {"url": ORIGIN}).status_code == 403
    assert Visitor.objects.get().consented_at is None
    browser.open(consent_version="2")
    assert browser.call("POST", "context", {"url": ORIGIN}).status_code == 204


def test_a_message_while_nobody_is_there(visitor: Browser) -> None:
    said = {"client_id": client_id(), "text": "내일 답 주세요", "email": "yuna@customer.example", "name": "김유나"}
    first, second = (visitor.call("POST", "offline-messages", said) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert (first.json()["status"], first.json()["reach"]) == ("left", "email")
    conversation = Conversation.objects.get()
    assert [one.handle for one in conversation.participants.all()] == ["yuna@customer.example"]
    assert Line.objects.filter(sort=Line.Sort.CREATED).count() == 1
    assert visitor.call("POST", "offline-messages", {"client_id": client_id(), "text": "연락처 없이"}).status_code == 400


def test_what_was_said_is_sent_by_mail(visitor: Browser, minji: Agent) -> None:
    chat = visitor.begin("기록을 보내 주세요")
    answered("네, 보내 드릴게요", minji)
    assert visitor.call("POST", f"conversations/{chat}/transcript", {"email": "yuna@customer.example"}).status_code == 204
    work()
    [letter] = mail.outbox
    assert letter.to == ["yuna@customer.example"]
    assert "기록을 보내 주세요" in letter.body and "네, 보내 드릴게요" in letter.body


def test_only_who_really_gave_up_is_counted(channel: Any, visitor: Browser, minji: Agent) -> None:
    leaving, reachable, patient = Browser(channel), Browser(channel), visitor
    for browser in (leaving, reachable):
        browser.open()
    for browser in (leaving, reachable, patient):
        browser.begin("기다리는 중")
    reachable.call("POST", f"conversations/{reachable.call('GET', 'conversations').json()['conversations'][0]['id']}/leave",
                   {"how": "email", "address": "a@customer.example"})  # fmt: skip
    later = clock.now() + timedelta(minutes=11)
    with clock.frozen_at(later):
        # Their widget is still open.
        Visitor.objects.filter(token_hash__gt="", pk=Chat.objects.order_by("pk").last().visitor_id).update(seen_at=later)  # pyright: ignore
        assert look_after.mark_abandoned(later) == 1
        assert look_after.mark_abandoned(later) == 0
    gone = Chat.objects.get(abandoned_at__isnull=False)
    leaving.say(gone.key, "다시 왔어요")
    gone.refresh_from_db()
    assert gone.abandoned_at is None
    assert rates.MESSAGES_OF_VISITOR.most == 20
