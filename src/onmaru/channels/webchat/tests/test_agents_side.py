"""What an agent sees of a visitor who is there, and what they can do beyond answering."""

from typing import Any

import pytest
from django.test import Client

from onmaru.channels.webchat.settings import Consent
from onmaru.channels.webchat.tests.conftest import ORIGIN, Browser, widget, work
from onmaru.inbox.actions.look import look
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Conversation, Message
from onmaru.notices.models import Notice
from onmaru.people.models import Agent
from onmaru.people.roles import Role


@pytest.fixture
def desk(minji: Agent) -> Client:
    client = Client()
    client.force_login(minji)
    return client


def answered(by: Agent, text: str) -> Message:
    message = reply(Conversation.objects.get(), by, text)
    work()
    return message


def test_where_a_visitor_is_stands_beside_the_conversation(db: None, desk: Client) -> None:
    browser = Browser(widget("w_context", context=True, consent=Consent("동의하세요?", "2")))
    browser.open(consent_version="2")
    browser.begin("사이즈 문의요")
    cart = {"items": [{"title": "에코백", "price": 9000, "quantity": 2}], "total": 18000, "currency": "KRW"}
    browser.call("POST", "context", {"url": f"{ORIGIN}/p/12", "title": "린넨 셔츠", "referrer": "https://search.example/", "cart": cart})
    browser.call("POST", "context", {"url": f"{ORIGIN}/cart", "title": "장바구니"})
    page = desk.get(f"/desk/conversations/{Conversation.objects.get().pk}/visitor/").content.decode()
    for shown in ("장바구니", "린넨 셔츠", "search.example", "에코백", "× 2", "18000 KRW"):
        assert shown in page
    assert page in desk.get(f"/desk/conversations/{Conversation.objects.get().pk}/side/").content.decode()


def test_who_waits_has_a_place_and_who_never_chatted_has_none(visitor: Browser, desk: Client, minji: Agent) -> None:
    visitor.begin("계신가요?")
    number = Conversation.objects.get().pk
    assert "Number 1 in the queue" in desk.get(f"/desk/conversations/{number}/visitor/", headers={"Accept-Language": "en"}).content.decode()
    answered(minji, "네!")
    assert 'data-tone="accent"' in desk.get(f"/desk/conversations/{number}/visitor/").content.decode()


def test_the_page_of_a_chat_tells_and_is_told(visitor: Browser, desk: Client, minji: Agent) -> None:
    visitor.begin("안녕하세요")
    number = Conversation.objects.get().pk
    page = desk.get(f"/desk/conversations/{number}/").content.decode()
    for part in (
        f'data-typing-of="{number}"',
        f'data-url="/desk/conversations/{number}/typing/"',
        f'data-url="/desk/conversations/{number}/seen/"',
    ):
        assert part in page
    assert 'data-send-key="enter"' in page
    minji.enter_sends_at_once = False
    minji.save(update_fields=["enter_sends_at_once"])
    assert 'data-send-key="mod-enter"' in desk.get(f"/desk/conversations/{number}/").content.decode()


def test_an_answer_says_how_far_it_came(visitor: Browser, desk: Client, minji: Agent) -> None:
    chat = visitor.begin("보이세요?")
    number = Conversation.objects.get().pk
    answered(minji, "네, 보여요")

    def foot() -> str:
        return desk.get(f"/desk/conversations/{number}/thread/").content.decode().rpartition("message-foot")[2]

    assert "is-read" not in foot() and "#check-check" not in foot()
    visitor.events(chat)
    assert "#check-check" in foot() and "is-read" not in foot()
    visitor.call("POST", f"conversations/{chat}/read", {"up_to_seq": 99})
    assert "is-read" in foot()


def test_an_answer_is_corrected_and_taken_back(visitor: Browser, desk: Client, minji: Agent) -> None:
    chat = visitor.begin("언제 와요?")
    message = answered(minji, "내일이에요")
    address = f"/desk/messages/{message.pk}/words/"
    assert "내일이에요" in desk.get(address).content.decode()
    other = Client()
    other.force_login(Agent.objects.create(email="daeun@haru.example", name="정다은", role=Role.AGENT))
    assert other.get(address).status_code == 404
    assert desk.post(address, {"text": " "}, headers={"HX-Request": "true"}).status_code == 422
    assert desk.post(address, {"text": "모레예요"}).status_code == 302
    work()
    assert visitor.events(chat)[-1]["message"]["text"] == "모레예요"
    assert desk.delete(address).status_code == 302
    work()
    assert visitor.events(chat)[-1]["type"] == "message.deleted"
    thread = desk.get(f"/desk/conversations/{message.conversation_id}/thread/").content.decode()
    assert "message-gone" in thread and "모레예요" not in thread
    assert desk.delete(address, headers={"HX-Request": "true"}).status_code == 422


CARD = {"sort": "card", "title": "린넨 셔츠", "text": "39,000원", "link": "https://haru.example/p/12", "link_title": "보러 가기"}
REPLIES = {"sort": "quick_replies", "text": "무엇을 도와드릴까요?", "replies": "배송 조회\n\n교환"}
FORM = {"sort": "form", "title": "교환 신청", "questions": "주문번호*\n사이즈", "phone": "on"}


@pytest.mark.parametrize(("posted", "says"), [(CARD, "보러 가기"), (REPLIES, "교환"), (FORM, "주문번호")])
def test_cards_quick_replies_and_forms_are_sent(posted: dict[str, str], says: str, visitor: Browser, desk: Client, minji: Agent) -> None:
    chat = visitor.begin("안녕하세요")
    conversation = Conversation.objects.get()
    address = f"/desk/conversations/{conversation.pk}/pressable/"
    assert desk.get(f"{address}?sort={posted['sort']}").status_code == 200
    for _ in range(2):
        assert desk.post(address, {**posted, "key": "press"}).status_code == 302
    work()
    shown = [event["message"] for event in visitor.events(chat) if event["type"] == "message.created"][1:]
    assert [one["type"] for one in shown] == [posted["sort"]]
    assert says in desk.get(f"/desk/conversations/{conversation.pk}/thread/").content.decode()
    conversation.refresh_from_db()
    assert conversation.assignee == minji


@pytest.mark.parametrize("wrong", [{**CARD, "link": "javascript:alert(1)"}, {**REPLIES, "replies": ""}, {**FORM, "title": ""}])
def test_what_is_no_card_is_refused(wrong: dict[str, str], visitor: Browser, desk: Client) -> None:
    visitor.begin("안녕하세요")
    answer = desk.post(f"/desk/conversations/{Conversation.objects.get().pk}/pressable/", wrong, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert not Message.objects.filter(direction="out").exists()


def test_somebody_at_their_desk_hears_of_a_new_chat(visitor: Browser, minji: Agent) -> None:
    def told() -> list[Any]:
        work()
        return list(Notice.objects.values_list("agent__name", "kind"))

    chat = visitor.begin("아무도 없나요?")
    assert told() == []
    Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Role.LIGHT)
    look(minji, "tab", None)
    visitor.say(chat, "저기요")
    assert told() == []
    visitor.begin("새로 여쭤봐요")
    assert told() == [("김민지", "chat")]
