from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Attachment, Conversation, Dispatch, Draft, Message, Note
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.people.roles import Role

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def desk(minji: Agent, client: Client) -> Client:
    client.force_login(minji)
    return client


@pytest.fixture
def conversation(write: Write) -> Conversation:
    return write("언제 오나요?", subject="배송 문의").conversation


def thing(conversation: Conversation, name: str) -> str:
    return f"/desk/conversations/{conversation.pk}/{name}/"


def out() -> list[Message]:
    return list(Message.objects.filter(direction="out"))


def test_a_plain_form_sends_and_comes_back(desk: Client, conversation: Conversation, minji: Agent) -> None:
    response = desk.post(thing(conversation, "reply"), {"text": "내일 도착합니다.", "key": "k1"})
    assert response.status_code == 302
    assert [message.text for message in out()] == ["내일 도착합니다."]
    assert Conversation.objects.get().assignee == minji


def test_what_was_pasted_with_a_nul_is_kept_without_it(desk: Client, conversation: Conversation, minji: Agent) -> None:
    assert desk.post(thing(conversation, "drafts/reply"), {"text": "붙여\0넣은 글"}).status_code == 204
    assert desk.post(thing(conversation, "note"), {"text": "메\0모", "key": "n1"}).status_code == 302
    assert (Draft.objects.get(purpose="reply").text, Note.objects.get().text) == ("붙여넣은 글", "메모")


def test_htmx_gets_an_empty_composer_the_message_and_an_undo(desk: Client, conversation: Conversation) -> None:
    body = desk.post(thing(conversation, "reply"), {"text": "내일 도착합니다.", "key": "k1"}, headers=HTMX).content.decode()
    assert 'id="composer"' in body
    assert f"/desk/messages/{out()[0].pk}/cancellation/" in body
    assert "내일 도착합니다." in body
    assert 'data-seconds="10"' in body


def test_the_same_form_posted_twice_sends_once(desk: Client, conversation: Conversation) -> None:
    for _ in range(2):
        desk.post(thing(conversation, "reply"), {"text": "내일 도착합니다.", "key": "k1"})
        desk.post(thing(conversation, "note"), {"text": "택배사 확인", "key": "k2"})
    assert len(out()) == 1
    assert Note.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_not_seen_stops_the_answer_and_is_shown(desk: Client, conversation: Conversation, write: Write, headers: dict) -> None:
    seen = Message.objects.get().pk
    newer = write("아 찾았어요!", answers=Message.objects.get())
    response = desk.post(thing(conversation, "reply"), {"text": "택배사에 물어볼게요", "key": "k1", "seen": seen}, headers=headers)
    body = response.content.decode()
    assert response.status_code == 409
    assert not out()
    assert body.count("아 찾았어요!") >= 2
    assert f'name="seen" id="seen" value="{newer.pk}"' in body
    if not headers:
        assert "택배사에 물어볼게요" in body
    again = desk.post(thing(conversation, "reply"), {"text": "다행이에요", "key": "k1", "seen": newer.pk}, headers=headers)
    assert again.status_code in {200, 302}
    assert len(out()) == 1


def test_nothing_to_send_is_said_beside_the_composer(desk: Client, conversation: Conversation) -> None:
    response = desk.post(thing(conversation, "reply"), {"text": " "}, headers=HTMX)
    assert response.status_code == 422
    assert 'hx-target="#composer-notice"' in response.content.decode()
    assert desk.post(thing(conversation, "note"), {"text": ""}, headers=HTMX).status_code == 422


def test_sending_can_resolve_snooze_or_wait(desk: Client, conversation: Conversation) -> None:
    later = clock.now() + timedelta(days=1)
    desk.post(thing(conversation, "reply"), {"text": "1", "key": "1", "snooze_until": later.isoformat()})
    assert Conversation.objects.get().snoozed_until == later
    desk.post(thing(conversation, "reply"), {"text": "2", "key": "2", "at": later.isoformat(), "cancel_if_customer_writes": "on"})
    dispatch = Dispatch.objects.get(message__text="2")
    assert (dispatch.due_at, dispatch.cancel_if_customer_writes) == (later, True)
    desk.post(thing(conversation, "reply"), {"text": "3", "key": "3", "then": "resolve/other-else"})
    assert Conversation.objects.get().status == "resolved"


@pytest.mark.parametrize("at", ["2001-01-01T00:00", "yesterday", ""])
def test_a_moment_that_is_over_or_none_sends_nothing(desk: Client, conversation: Conversation, at: str) -> None:
    response = desk.post(thing(conversation, "reply"), {"text": "나중에", "then": "later", "at_own": at}, headers=HTMX)
    assert response.status_code == 422
    assert not out()


def test_copies_are_those_of_the_line(desk: Client, conversation: Conversation) -> None:
    desk.post(thing(conversation, "reply"), {"text": "네", "cc": "boss@customer.example; friend@customer.example, 잘못"})
    assert [handle for handle, _ in out()[0].recipients["cc"]] == ["boss@customer.example", "friend@customer.example"]


def test_drafts_are_kept_and_come_back(desk: Client, conversation: Conversation) -> None:
    assert desk.post(thing(conversation, "drafts/reply"), {"text": "쓰다 만 답"}).status_code == 204
    assert "쓰다 만 답" in desk.get(thing(conversation, "")[:-1]).content.decode()
    desk.post(thing(conversation, "drafts/reply"), {"text": ""})
    assert not Draft.objects.exists()


def test_a_late_save_does_not_bring_back_what_was_sent(desk: Client, conversation: Conversation) -> None:
    desk.post(thing(conversation, "reply"), {"text": "답", "key": "k1"})
    desk.post(thing(conversation, "drafts/reply"), {"text": "답", "key": "k1"})
    assert not Draft.objects.exists()


def test_taking_back_makes_it_a_draft_again(desk: Client, conversation: Conversation) -> None:
    desk.post(thing(conversation, "reply"), {"text": "성급한 답", "key": "k1"})
    response = desk.post(f"/desk/messages/{out()[0].pk}/cancellation/", headers=HTMX)
    assert Dispatch.objects.get().state == "cancelled"
    assert Draft.objects.get().text == "성급한 답"
    assert Conversation.objects.get().preview == "언제 오나요?"
    body = response.content.decode()
    assert "성급한 답</textarea>" in body
    assert f'id="message-{out()[0].pk}"' not in body


def test_what_has_left_cannot_be_taken_back(desk: Client, conversation: Conversation, minji: Agent) -> None:
    message = reply(conversation, minji, "답")
    Dispatch.objects.update(state="sent", sent_at=clock.now())
    assert desk.post(f"/desk/messages/{message.pk}/cancellation/", headers=HTMX).status_code == 422


def test_files_go_onto_the_draft_and_leave_with_the_answer(desk: Client, conversation: Conversation) -> None:
    file = SimpleUploadedFile("교환 안내.pdf", b"%PDF-1.7 test", "application/pdf")
    chip = desk.post(thing(conversation, "drafts/reply/attachments"), {"file": file}).content.decode()
    kept = Attachment.objects.get()
    assert "교환 안내.pdf" in chip
    assert f'data-url="/desk/attachments/{kept.pk}/"' in chip
    desk.post(thing(conversation, "reply"), {"text": "", "key": "k1"})
    assert Attachment.objects.get().message == out()[0]


def test_a_file_can_be_taken_off_again(desk: Client, conversation: Conversation) -> None:
    desk.post(thing(conversation, "drafts/note/attachments"), {"file": SimpleUploadedFile("a.txt", b"a")})
    assert desk.delete(f"/desk/attachments/{Attachment.objects.get().pk}/").status_code == 204
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_refused_and_not_kept(desk: Client, conversation: Conversation, settings) -> None:
    settings.MAX_ATTACHMENT_BYTES = 10
    response = desk.post(thing(conversation, "drafts/reply/attachments"), {"file": SimpleUploadedFile("a.bin", b"a" * 11)})
    assert response.status_code == 413
    assert not Attachment.objects.exists()


def test_a_light_agent_writes_notes_only(conversation: Conversation, client: Client) -> None:
    client.force_login(light := Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Role.LIGHT))
    light.teams.add(*Conversation.objects.values_list("team", flat=True))
    body = client.get(thing(conversation, "")[:-1]).content.decode()
    assert 'id="note-form"' in body
    assert 'id="reply-form"' not in body
    assert 'id="open-snooze"' not in body
    assert client.post(thing(conversation, "note"), {"text": "창고 확인"}).status_code == 302
    assert client.post(thing(conversation, "reply"), {"text": "제가 답할게요"}).status_code == 403
    assert client.post(thing(conversation, "drafts/reply"), {"text": "x"}).status_code == 404


def test_a_failed_message_offers_to_try_again(desk: Client, conversation: Conversation, minji: Agent) -> None:
    message = reply(conversation, minji, "답")
    Dispatch.objects.update(state="failed", reason="메일함이 가득 찼습니다")
    body = desk.get(thing(conversation, "")[:-1]).content.decode()
    assert "메일함이 가득 찼습니다" in body
    assert 'data-state="failed"' in body
    desk.post(f"/desk/messages/{message.pk}/dispatch/", headers=HTMX)
    assert Dispatch.objects.get().state == "queued"


def test_an_uncertain_message_can_be_settled(desk: Client, conversation: Conversation, minji: Agent) -> None:
    message = reply(conversation, minji, "답")
    Dispatch.objects.update(state="unknown")
    assert f"/desk/messages/{message.pk}/receipt/" in desk.get(thing(conversation, "")[:-1]).content.decode()
    desk.post(f"/desk/messages/{message.pk}/receipt/")
    assert Dispatch.objects.get().state == "sent"


def test_answering_a_resolved_conversation_can_sleep_in_peace(desk: Client, conversation: Conversation, minji: Agent) -> None:
    resolve(conversation, minji)
    later = clock.now() + timedelta(days=1)
    assert desk.post(thing(conversation, "reply"), {"text": "덧붙이면", "snooze_until": later.isoformat()}).status_code == 302
    assert len(out()) == 1
