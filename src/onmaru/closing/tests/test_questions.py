"""Asking whether it is solved: the mail, its page, the chat, and what a yes and a no do. Everything twice."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from onmaru.channels.webchat.tests.conftest import Browser, client_id, widget
from onmaru.closing.actions.ask_question import ask_question
from onmaru.closing.models import Question
from onmaru.closing.tests.conftest import Write, after, ours, resolve_with
from onmaru.events.models import Event
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.delete import delete
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.models import Conversation, Dispatch, Episode, Message
from onmaru.inbox.portal.links import with_keys
from onmaru.inbox.testimony import deeds
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent

Asked = Callable[[], Question]
pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture(autouse=True)
def address(settings: Settings) -> None:
    settings.HAS_PUBLIC_URL, settings.PUBLIC_URL = True, "https://cs.haru.example"


@pytest.fixture
def question(desk: Client, write: Write, asking: None) -> Question:
    """Resolved a while ago; the customer has the mail."""
    conversation = write()
    resolve_with(desk, conversation, asks="1")
    with after(minutes=2):
        return Question.objects.asked().select_related("conversation", "message").get()


def link(question: Question, answer: str) -> str:
    assert question.message
    left = with_keys(question.message.text, question.conversation_id)
    [found] = [one for one in re.findall(r"https://cs\.haru\.example(\S+)", left) if one.endswith(f"/{answer}/")]
    return found


def names(conversation: Conversation) -> list[str]:
    return list(Event.objects.filter(conversation_id=conversation.pk).order_by("id").values_list("name", flat=True))


def test_the_mail_leaves_once_a_minute_later_in_the_customers_language(desk: Client, write: Write, asking: None) -> None:
    conversation = write()
    resolve_with(desk, conversation, asks="1")
    run_waiting(until=clock.now())
    assert not ours(conversation)
    for _twice in range(2):
        with after(minutes=2):
            assert not ask_question(Question.objects.get().pk)
    [message] = ours(conversation)
    assert message.automatic and "잘 해결되셨나요?" in message.text and "김유나님" in message.text
    # What is kept opens nothing; the key is put in as it leaves.
    assert f"https://cs.haru.example/inquiries/{conversation.pk}/solved/" in message.text
    assert "/link/" not in message.text and message.text.count("https://") == 2
    assert "resolution.questioned" in names(conversation)
    assert Conversation.objects.get().status == "resolved"


def test_a_yes_confirms_and_looking_does_not(question: Question) -> None:
    browser = Client()
    for _scanner in range(3):
        assert browser.get(link(question, "yes")).status_code == browser.get(link(question, "no")).status_code == 200
    question.refresh_from_db()
    assert question.answer == "" and "conversation.confirmed" not in names(question.conversation)
    for _twice in range(2):
        assert browser.post(link(question, "yes"), {"answer": "yes"}).status_code == 302
    question.refresh_from_db()
    assert question.answer == "yes" and Episode.objects.get().confirmed_at
    assert names(question.conversation).count("conversation.confirmed") == 1
    assert "Referrer-Policy" in browser.get(link(question, "yes")).headers


def test_a_no_opens_the_same_again_for_the_same_agent_ahead_of_others(question: Question, minji: Agent) -> None:
    conversation = question.conversation
    assign(conversation, None)
    browser = Client()
    for _twice in range(2):
        assert browser.post(link(question, "no"), {"answer": "no", "words": "아직 안 왔어요", "once": "1"}).status_code == 302
    conversation.refresh_from_db()
    assert (conversation.status, conversation.assignee, conversation.priority) == ("open", minji, Conversation.Priority.HIGH)
    assert conversation.customer_waiting_since and conversation.episodes.count() == 2
    said = conversation.messages.filter(direction="in").order_by("id").last()
    assert said and (said.text, said.episode.ordinal, conversation.messages.filter(direction="in").count()) == ("아직 안 왔어요", 2, 2)
    assert names(conversation).count("resolution.denied") == 1
    # A yes that comes then is too late: somebody is at it.
    assert browser.post(link(question, "yes"), {"answer": "yes"}).status_code == 302
    question.refresh_from_db()
    assert question.answer == "no" and not Episode.objects.exclude(confirmed_at=None).exists()


def test_who_said_yes_may_still_say_no(question: Question) -> None:
    browser = Client()
    browser.post(link(question, "yes"), {"answer": "yes"})
    browser.post(link(question, "yes"), {"answer": "no"})
    question.refresh_from_db()
    question.conversation.refresh_from_db()
    assert (question.answer, question.conversation.status) == ("no", "open")


def test_a_link_is_good_for_its_own_question_and_a_month(question: Question, write: Write) -> None:
    browser, good = Client(), link(question, "yes")
    other = write(by="other@customer.example")
    forged = [
        good.replace("/link/", "/link/x"),
        good.replace(f"/solved/{question.pk}/", f"/solved/{question.pk + 1}/"),
        f"/inquiries/{question.conversation_id}/solved/{question.pk}/yes/",
        f"/inquiries/{other.pk}/solved/{question.pk}/yes/",
    ]
    for address in forged:
        assert browser.get(address).status_code == browser.post(address, {"answer": "yes"}).status_code == 410, address
    question.refresh_from_db()
    assert question.answer == ""


@pytest.mark.parametrize("what", ["reopened", "spam", "deleted", "paused"])
def test_what_speaks_against_it_is_looked_at_then(desk: Client, write: Write, asking: None, what: str, minji: Agent) -> None:
    conversation = write()
    resolve_with(desk, conversation, asks="1")
    match what:
        case "reopened":
            reopen(conversation, minji)
        case "spam":
            mark_spam(conversation)
        case "deleted":
            delete(conversation)
        case _:
            conversation.channel.paused_at = clock.now()
            conversation.channel.save()
    with after(minutes=2):
        assert Question.objects.get().dropped_because
    assert not ours(conversation)


def test_it_waits_for_the_answer_that_leaves_first(desk: Client, write: Write, asking: None) -> None:
    conversation = write()
    at = (clock.now() + timedelta(hours=3)).isoformat()
    posted = {"text": "내일 도착해요.", "key": "1", "then": "resolve/delivery-late", "asks": "1"}
    desk.post(f"/desk/conversations/{conversation.pk}/reply/", {**posted, "at": at})
    with after(hours=1):
        assert [one.text for one in ours(conversation)] == ["내일 도착해요."]
    Dispatch.objects.update(state=Dispatch.State.SENT, sent_at=clock.now())
    with after(hours=4):
        assert len(ours(conversation)) == 2


def test_in_a_chat_it_is_pressed(desk: Client, minji: Agent, write: Write) -> None:
    write()
    visitor = Browser(widget())
    visitor.open()
    chats = {answer: visitor.begin(f"언제 와요? {answer}") for answer in ("yes", "no")}
    for chat in chats.values():
        conversation = Conversation.objects.get(provider_id=chat)
        assign(conversation, minji)
        resolve_with(desk, conversation, asks="1")
    with after(minutes=1):
        for answer, chat in chats.items():
            [message] = [one["message"] for one in visitor.events(chat) if "message" in one and one["message"].get("rich")]
            replies = message["rich"]["replies"]
            assert [one["title"] for one in replies] == ["네, 해결됐어요", "아직 해결되지 않았어요"]
            pressed = next(one for one in replies if one["value"].endswith(answer))
            said = {"client_id": client_id(), "source_message_id": message["id"], "payload": pressed["value"], "title": "x"}
            for status in (201, 200):
                assert visitor.call("POST", f"conversations/{chat}/postbacks", said).status_code == status
            # Nobody presses for somebody else.
            other = next(one for one in chats.values() if one != chat)
            assert visitor.call("POST", f"conversations/{other}/postbacks", {**said, "client_id": client_id()}).status_code == 422
    confirmed, denied = (Conversation.objects.get(provider_id=chats[answer]) for answer in ("yes", "no"))
    assert (confirmed.status, confirmed.episodes.count(), confirmed.customer_waiting_since) == ("resolved", 1, None)
    assert confirmed.episodes.get().confirmed_at
    assert (denied.status, denied.episodes.count(), denied.assignee, denied.priority) == ("open", 2, minji, Conversation.Priority.HIGH)
    assert Message.objects.filter(conversation__in=[confirmed, denied], text__in=["네, 해결됐어요", "아직 해결되지 않았어요"]).count() == 2


def test_a_document_tells_what_was_asked_and_said(question: Question) -> None:
    Client().post(link(question, "yes"), {"answer": "yes"})
    told = deeds(question.conversation, clock.now() + timedelta(hours=1), with_internal=False)
    assert sorted(deed.kind for deed in told) == ["episode", "question", "question"]
    assert [deed.facts["answer"] for deed in told if "answer" in deed.facts] == ["yes"]
