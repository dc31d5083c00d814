"""The screens about outsiders: who may, what they show, and that hostile words stay words."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.side_write import Enclosed, start_side
from onmaru.inbox.models import Attachment, Channel, Conversation, Message, SideDraft, SideMessage, SideThread
from onmaru.inbox.tests.conftest import Write
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role

COURIER = "yongho@courier.example"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def case(write: Write) -> Conversation:
    return write("<b>머그컵</b>이 깨졌어요", subject="<script>alert(1)</script>").conversation


@pytest.fixture
def desk(minji: Agent) -> Client:
    client = Client()
    client.force_login(minji)
    return client


def signed_in(role: Role, team: Team | None = None) -> Client:
    agent = Agent.objects.create(email=f"{role}@haru.example", name="다른 사람", role=role)
    if team:
        agent.teams.add(team)
    client = Client()
    client.force_login(agent)
    return client


def test_the_form_offers_messages_and_files(desk: Client, case: Conversation) -> None:
    message = case.messages.get()
    shown = desk.get(f"/desk/conversations/{case.pk}/side-threads/?messages={message.pk}").content.decode()
    assert re.search(rf'name="messages" value="{message.pk}" checked', shown)
    assert "&lt;b&gt;머그컵" in shown and "<b>머그컵" not in shown and "<script>alert" not in shown


def test_forwarding_with_a_file_once_and_seeing_it_in_the_thread(desk: Client, case: Conversation, mailbox: Channel) -> None:
    message = case.messages.get()
    told = {"to": COURIER, "subject": "확인", "text": "<i>부탁</i>드립니다", "messages": [message.pk], "key": "one-press"}
    for _ in range(2):
        file = SimpleUploadedFile("운송장.pdf", b"%PDF-", "application/pdf")
        answer = desk.post(f"/desk/conversations/{case.pk}/side-threads/", {**told, "file": file}, headers=HTMX)
        assert answer.status_code == 200
    thread = SideThread.objects.get()
    assert (thread.handles, thread.channel) == ([COURIER], mailbox)
    kept = SideMessage.objects.get()
    assert kept.forwarded == [message.pk] and kept.attachments.get().name == "운송장.pdf"
    page = desk.get(f"/desk/conversations/{case.pk}/").content.decode()
    assert "&lt;i&gt;부탁" in page and "<i>부탁" not in page and f'id="side-{kept.pk}"' in page
    file = desk.get(f"/desk/attachments/{Attachment.objects.get().pk}/")
    assert b"".join(file.streaming_content) == b"%PDF-"  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"to": "nobody"}, "nobody"),
        ({"to": "yuna@customer.example"}, "yuna@customer.example"),
        ({"to": "", "text": ""}, 'role="alert"'),
        ({"text": "", "messages": []}, 'role="alert"'),
    ],
)
def test_what_cannot_be_is_said_and_keeps_the_words(desk: Client, case: Conversation, changed: dict[str, str], words: str) -> None:
    told = {"to": COURIER, "text": "확인 부탁", "key": "k", **changed}
    answer = desk.post(f"/desk/conversations/{case.pk}/side-threads/", told, headers=HTMX)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert told["text"] in answer.content.decode()
    assert not SideThread.objects.exists()


@pytest.fixture
def thread(case: Conversation, minji: Agent) -> SideThread:
    return start_side(case, minji, [COURIER], "확인", "부탁드립니다", Enclosed(messages=[case.messages.get().pk]))


def test_a_thread_is_read_answered_and_closed(desk: Client, thread: SideThread) -> None:
    url = f"/desk/side-threads/{thread.pk}/"
    assert "부탁드립니다" in desk.get(url).content.decode()
    assert desk.post(url, {"text": "다시요", "key": "k"}, headers=HTMX).status_code == 200
    assert desk.post(url, {"text": " ", "key": "k2"}, headers=HTMX).status_code == 422
    assert desk.post(url + "closure/", {"outcome": "  "}, headers=HTMX).status_code == 422
    closed = desk.post(url + "closure/", {"outcome": "배상 <b>확정</b>"}, headers=HTMX).content.decode()
    assert "배상 &lt;b&gt;확정" in closed and "<b>확정" not in closed
    assert desk.post(url + "closure/", {"_method": "DELETE"}).status_code == 302
    thread.refresh_from_db()
    assert not thread.is_closed and thread.messages.count() == 2
    answer = desk.post(url + "reading/", headers=HTMX)
    assert answer.status_code == 200


def test_what_waits_is_taken_back_and_disappears_from_the_thread(desk: Client, thread: SideThread) -> None:
    message = thread.messages.get()
    assert desk.post(f"/desk/side-messages/{message.pk}/cancellation/", headers=HTMX).status_code == 200
    assert desk.post(f"/desk/side-messages/{message.pk}/cancellation/", headers=HTMX).status_code == 422
    assert desk.post(f"/desk/side-messages/{message.pk}/receipt/", headers=HTMX).status_code == 422
    assert desk.post(f"/desk/side-messages/{message.pk}/dispatch/", headers=HTMX).status_code == 422
    assert f'id="side-{message.pk}"' not in desk.get(f"/desk/conversations/{thread.conversation_id}/").content.decode()


def test_whoever_does_not_see_the_conversation_sees_nothing_of_it(thread: SideThread, case: Conversation) -> None:
    Attachment.objects.create(side_message=thread.messages.get(), name="x", content_type="text/plain", size=1, blob="x")
    stranger = signed_in(Role.AGENT)
    message = thread.messages.get()
    for url in (f"conversations/{case.pk}/side-threads/", f"side-threads/{thread.pk}/", f"attachments/{Attachment.objects.get().pk}/"):
        assert stranger.get(f"/desk/{url}").status_code == 404, url
    for url in (
        f"conversations/{case.pk}/side-threads/",
        *(f"side-threads/{thread.pk}/{deed}" for deed in ("", "closure/", "reading/")),
        *(f"side-messages/{message.pk}/{deed}/" for deed in ("cancellation", "dispatch", "receipt")),
    ):
        assert stranger.post(f"/desk/{url}", {"text": "x", "outcome": "x", "to": COURIER}).status_code == 404, url
    assert Client().get(f"/desk/side-threads/{thread.pk}/").status_code == 302


def test_a_light_agent_reads_but_does_not_write(thread: SideThread, case: Conversation, orders: Team) -> None:
    light = signed_in(Role.LIGHT, orders)
    assert light.get(f"/desk/side-threads/{thread.pk}/").status_code == 200
    assert light.get(f"/desk/conversations/{case.pk}/side-threads/").status_code == 403
    for url in (f"conversations/{case.pk}/side-threads/", f"side-threads/{thread.pk}/", f"side-threads/{thread.pk}/closure/"):
        assert light.post(f"/desk/{url}", {"text": "x", "outcome": "x", "to": COURIER}).status_code == 403, url
    assert "outside-dialog" in light.get(f"/desk/conversations/{case.pk}/").content.decode()


def test_the_customer_has_no_message_of_it(thread: SideThread, case: Conversation) -> None:
    assert Message.objects.filter(conversation=case).count() == 1
    assert not case.participants.filter(handle=COURIER).exists()


def test_what_is_being_written_is_kept_until_it_is_sent(desk: Client, case: Conversation, thread: SideThread) -> None:
    new, again = f"/desk/conversations/{case.pk}/side-threads/", f"/desk/side-threads/{thread.pk}/"
    typed = {"to": "post@", "subject": "송장 확인", "text": "쓰던 <b>말</b>", "key": "begun"}
    assert desk.post(new + "draft/", typed).status_code == 204
    assert desk.post(again + "draft/", {"text": "덧붙이던 말", "key": "more"}).status_code == 204
    shown = desk.get(new).content.decode()
    assert 'value="post@"' in shown and 'value="송장 확인"' in shown and "쓰던 &lt;b&gt;말" in shown
    assert "덧붙이던 말" in desk.get(again).content.decode()
    # It is nobody else's, and moves along when the conversation is merged.
    assert "쓰던" not in signed_in(Role.OWNER).get(new).content.decode()
    assert desk.post(new, {**typed, "to": COURIER}, headers=HTMX).status_code == 200
    assert desk.post(again, {"text": "덧붙인 말", "key": "more"}, headers=HTMX).status_code == 200
    assert not SideDraft.objects.exists()
    # A save that comes late brings nothing back.
    assert desk.post(new + "draft/", {**typed, "to": COURIER}).status_code == 204
    assert desk.post(again + "draft/", {"text": "덧붙이던 말", "key": "more"}).status_code == 204
    assert not SideDraft.objects.exists()


def test_a_draft_stays_with_its_thread_when_conversations_are_merged(
    desk: Client, case: Conversation, thread: SideThread, write: Write, minji: Agent
) -> None:
    again = f"/desk/side-threads/{thread.pk}/"
    desk.post(again + "draft/", {"text": "덧붙이던 말"})
    merge(case, write("다른 문의", by="other@customer.example").conversation, minji)
    desk.post(again + "draft/", {"text": "더 덧붙이던 말"})
    assert SideDraft.objects.get().text == "더 덧붙이던 말"
    assert desk.post(again, {"text": "보낸 말", "key": "sent"}, headers=HTMX).status_code == 200
    assert not SideDraft.objects.exists()


def test_it_goes_through_the_mailbox_that_is_chosen(desk: Client, case: Conversation, mailbox: Channel) -> None:
    new = f"/desk/conversations/{case.pk}/side-threads/"
    assert "outside-channel" not in desk.get(new).content.decode()
    other = Channel.objects.create(kind=mailbox.kind, name="물류 메일", handle="logistics@haru.example")
    shown = desk.get(new).content.decode()
    assert re.search(rf'value="{mailbox.pk}" selected', shown) and "물류 메일" in shown
    desk.post(new, {"to": COURIER, "text": "확인 부탁", "key": "k", "channel": other.pk}, headers=HTMX)
    assert SideThread.objects.get().channel == other
    # A number that is no such mailbox chooses nothing.
    desk.post(new, {"to": COURIER, "text": "확인 부탁", "key": "k2", "channel": "999999"}, headers=HTMX)
    assert SideThread.objects.latest("pk").channel == mailbox


def test_words_with_outsiders_are_found_and_stand_in_the_customers_timeline(desk: Client, thread: SideThread, case: Conversation) -> None:
    def found(query: str) -> list[str]:
        return [find.anchor for find in desk.get("/desk/search/", {"q": query}).context["finds"]]

    told = thread.messages.get()
    assert found("부탁드립니다") == [f"#side-{told.pk}"]
    assert found("in:외부 yongho@courier.example") == [f"#side-{told.pk}"]
    assert found("in:메모 부탁드립니다") == []
    page = desk.get(f"/desk/customers/{case.customer_id}/").content.decode()
    assert f"#side-{told.pk}" in page and "부탁드립니다" in page
    assert desk.post(f"/desk/side-messages/{told.pk}/cancellation/", headers=HTMX).status_code == 200
    run_waiting()
    assert found("부탁드립니다") == []
    assert f"#side-{told.pk}" not in desk.get(f"/desk/customers/{case.customer_id}/").content.decode()
    assert signed_in(Role.AGENT).get("/desk/search/", {"q": "부탁드립니다"}).context["finds"] == []
