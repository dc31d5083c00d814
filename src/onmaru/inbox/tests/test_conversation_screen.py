from datetime import timedelta

import pytest
from django.test import Client

from onmaru.customers.models import Customer
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.tests.conftest import Write
from onmaru.inbox.timeline import LENGTH
from onmaru.kit import clock
from onmaru.people.models import Agent, Team

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def desk(minji: Agent, client: Client) -> Client:
    client.force_login(minji)
    return client


def body_of(desk: Client, conversation: Conversation, **options) -> str:
    response = desk.get(f"/desk/conversations/{conversation.pk}/", **options)
    assert response.status_code == 200
    return response.content.decode()


def test_a_conversation_is_shown_beside_its_list(desk: Client, write: Write, minji: Agent) -> None:
    conversation = write("L 사이즈로 바꿀 수 있을까요?", subject="교환 문의").conversation
    note(conversation, minji, "재고 3장")
    reply(conversation, minji, "네, 바꿔 드릴게요.")
    body = body_of(desk, conversation)
    for words in ("L 사이즈로 바꿀 수 있을까요?", "재고 3장", "네, 바꿔 드릴게요.", "교환 문의", "yuna@customer.example"):
        assert words in body
    assert f'id="row-{conversation.pk}"' in body
    assert 'class="shell"' in body


def test_opening_from_the_list_sends_only_the_conversation(desk: Client, write: Write) -> None:
    conversation = write().conversation
    body = body_of(desk, conversation, headers=PARTIAL)
    assert 'class="shell"' not in body
    assert 'id="thread"' in body
    assert '<hx-partial hx-target="#side"' in body


def test_what_happened_is_told_in_words(desk: Client, write: Write, minji: Agent, junho: Agent) -> None:
    from onmaru.events import actor

    conversation = write().conversation
    assign(conversation, minji, by=actor.agent(junho.pk))
    resolve(conversation, minji)
    body = body_of(desk, conversation)
    assert "<strong>박준호</strong>" in body
    assert "<strong>김민지</strong>" in body


def test_what_customers_write_is_text(desk: Client, write: Write) -> None:
    conversation = write("<script>alert(1)</script> https://haru.example/a?b=1&c=2.", subject="<b>안녕</b>").conversation
    Customer.objects.update(name="<i>유나</i>")
    body = body_of(desk, conversation)
    assert "<script>alert" not in body
    assert "<b>안녕" not in body
    assert "<i>유나" not in body
    assert 'href="https://haru.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow"' in body


def test_a_long_conversation_opens_with_its_end(desk: Client, write: Write) -> None:
    first = write("메시지 0")
    conversation = first.conversation
    for number in range(1, LENGTH + 15):
        write(f"메시지 {number}", answers=first)
    response = desk.get(f"/desk/conversations/{conversation.pk}/")
    shown = response.context["stretch"]
    assert [message.text for message in shown.messages] == [f"메시지 {number}" for number in range(15, LENGTH + 15)]
    earlier = desk.get(f"/desk/conversations/{conversation.pk}/thread/", {"before": shown.begins.isoformat()}, headers=PARTIAL)
    assert [message.text for message in earlier.context["stretch"].messages] == [f"메시지 {number}" for number in range(15)]
    assert not earlier.context["stretch"].earlier


def test_a_refresh_keeps_what_was_shown_and_adds_what_came(desk: Client, write: Write) -> None:
    first = write("메시지 0")
    for number in range(1, LENGTH + 5):
        write(f"메시지 {number}", answers=first)
    shown = desk.get(f"/desk/conversations/{first.conversation.pk}/").context["stretch"]
    write("새 메시지", answers=first)
    response = desk.get(f"/desk/conversations/{first.conversation.pk}/thread/", {"since": shown.begins.isoformat()}, headers=PARTIAL)
    refreshed = response.context["stretch"]
    assert len(refreshed.messages) == LENGTH + 1
    assert refreshed.messages[0] == shown.messages[0]
    assert refreshed.messages[-1].text == "새 메시지"


def test_a_merged_conversation_leads_to_where_it_went(desk: Client, write: Write, minji: Agent) -> None:
    source, target = write(by="a@customer.example").conversation, write(by="b@customer.example").conversation
    merge(source, target, minji)
    assert desk.get(f"/desk/conversations/{source.pk}/").headers["Location"] == f"/desk/conversations/{target.pk}/"


def test_a_machines_mail_is_folded(desk: Client, write: Write) -> None:
    first = write()
    write("부재중입니다", answers=first, machine="out_of_office")
    assert '<details class="machine"' in body_of(desk, first.conversation)


@pytest.mark.parametrize("full", [True, False])
def test_a_conversation_needs_few_queries(desk: Client, write: Write, minji: Agent, full: bool, django_assert_max_num_queries) -> None:
    first = write(subject="배송 문의")
    conversation = first.conversation
    headers = {} if full else PARTIAL
    for number in range(3):
        write(f"더 {number}", answers=first)
        note(conversation, minji, f"메모 {number}")
        reply(conversation, minji, f"답 {number}")
    with django_assert_max_num_queries(12) as few:
        body_of(desk, conversation, headers=headers)
    for number in range(4):
        write(f"또 {number}", answers=first)
        note(conversation, minji, f"또 메모 {number}")
        # Each by somebody else: who wrote what costs no question either.
        reply(conversation, Agent.objects.create(email=f"{number}@haru.example", name=f"상담사 {number}"), f"또 답 {number}")
    with django_assert_max_num_queries(len(few)):
        body_of(desk, conversation, headers=headers)


def test_what_another_team_has_does_not_exist(desk: Client, write: Write) -> None:
    conversation = write().conversation
    Conversation.objects.filter(pk=conversation.pk).update(team=Team.objects.create(name="상품 문의"))
    assert desk.get(f"/desk/conversations/{conversation.pk}/").status_code == 404


def test_a_scheduled_reply_says_when(desk: Client, write: Write, minji: Agent) -> None:
    from onmaru.inbox.actions.reply import Sending

    conversation = write().conversation
    message = reply(conversation, minji, "내일 답", sending=Sending(at=clock.now() + timedelta(days=1)))
    body = body_of(desk, conversation)
    assert f"/desk/messages/{message.pk}/cancellation/" in body
    assert Message.objects.get(pk=message.pk).dispatch.scheduled_by == minji


def test_leads_may_save_a_mail_as_it_arrived(write: Write, minji: Agent, junho: Agent, client: Client) -> None:
    conversation = write().conversation
    Message.objects.update(delivery_id=77)
    shown = {}
    for agent in (minji, junho):
        client.force_login(agent)
        shown[agent] = "/desk/tray/77/raw/" in body_of(client, conversation)
    assert shown == {minji: False, junho: True}
