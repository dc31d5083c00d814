from dataclasses import replace

import pytest
from django.test import Client

from onmaru.inbox import sending
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.sending import Answer, Doubt, Stop
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else has a say."""
    for registry in ("_finishing", "_doubting", "_accompanying"):
        monkeypatch.setattr(sending, registry, [])


@pytest.fixture
def place(minji: Agent, client: Client, write: Write) -> str:
    client.force_login(minji)
    return f"/desk/conversations/{write('언제 오나요?').conversation.pk}/reply/"


def out() -> list[str]:
    return [message.text for message in Message.objects.filter(direction="out")]


def test_the_last_hand_changes_what_leaves_and_how(own: None, place: str, client: Client) -> None:
    sending.finishing(lambda answer: replace(answer, text=answer.text + "!", resolve=True))
    # What resolves asks what it was about, whoever had it resolve.
    assert client.post(place, {"text": "내일요", "key": "1"}, headers=HTMX).status_code == 409
    client.post(place, {"text": "내일요", "key": "1", "then": "resolve/other-else"})
    assert out() == ["내일요!"]
    assert Conversation.objects.get().status == "resolved"


def test_who_says_stop_stops_and_the_text_stays(own: None, place: str, client: Client) -> None:
    @sending.finishing
    def stop(answer: Answer) -> Answer:
        raise Stop("주문번호가 없습니다.")

    body = client.post(place, {"text": "내일요", "key": "1"})
    assert body.status_code == 422
    assert "주문번호가 없습니다." in body.content.decode()
    assert "내일요</textarea>" in body.content.decode()
    assert not out()


def test_a_doubt_is_said_once_and_the_second_press_sends_the_same_way(own: None, place: str, client: Client) -> None:
    sending.doubting(lambda answer: [Doubt("first", "정말요?", points=("언제 오나요?",))] if "내일" in answer.text else [])
    pressed = {"text": "내일요", "key": "1", "then": "resolve/other-else"}
    asked = client.post(place, pressed, headers=HTMX)
    body = asked.content.decode()
    assert asked.status_code == 409
    assert "정말요?" in body and "언제 오나요?" in body
    assert '<input type="hidden" name="passed" value="first" form="reply-form">' in body
    assert 'form="reply-form" name="then" value="resolve/other-else"' in body
    assert not out()
    assert client.post(place, {**pressed, "passed": ["first"]}, headers=HTMX).status_code == 200
    assert out() == ["내일요"]


def test_what_was_passed_is_not_asked_again_when_something_else_refuses(own: None, place: str, client: Client, write: Write) -> None:
    sending.doubting(lambda answer: [Doubt("first", "정말요?")])
    seen = Message.objects.get()
    write("아 왔어요", answers=seen)
    body = client.post(place, {"text": "내일요", "key": "1", "passed": "first", "seen": seen.pk}, headers=HTMX).content.decode()
    assert "정말요?" not in body
    assert 'name="passed" value="first"' in body


def test_what_comes_along_happens_with_the_answer_or_not_at_all(own: None, place: str, client: Client) -> None:
    came: list[Message] = []
    sending.accompanying(lambda message, answer: came.append(message))
    client.post(place, {"text": "", "key": "1"})
    assert not came
    client.post(place, {"text": "내일요", "key": "1"})
    assert [message.text for message in came] == ["내일요"]
