"""An agent knows better than reading does: from then on everybody does."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from onmaru.automation.checking import doubts_about
from onmaru.events.models import Event
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.models import Conversation
from onmaru.inbox.sending import Answer
from onmaru.language.facts import Kind
from onmaru.people.models import Agent
from onmaru.people.roles import Role
from onmaru.routing.inputs import weigh
from onmaru.stated.actions.amend import NotAFact, let_be, note, strike
from onmaru.stated.models import Amendment
from onmaru.tasks.desk.asking import AskForm
from onmaru.tasks.models import TaskTemplate
from onmaru.teamwork.gather import gather
from onmaru.teamwork.packet import packed
from onmaru.triage.tests.conftest import Write
from onmaru.triage.understanding import of

READ, MEANT = "20261104-0001234", "20261104-0009999"


@pytest.fixture
def conversation(write: Write) -> Conversation:
    return write(f"주문번호 {READ} 35,000원 건 언제 오나요? 연락처는 010-1234-5678입니다").conversation


def stated(conversation: Conversation) -> dict[str, list[str]]:
    found = of(conversation).facts
    return {kind: [fact.text for fact in found if fact.kind == kind] for kind in {fact.kind for fact in found}}


def test_one_correction_on_the_screen_reaches_everybody_who_reads_facts(conversation: Conversation, minji: Agent, client: Client) -> None:
    client.force_login(minji)
    minji.language = "en"
    minji.save()
    side, page = reverse("desk_side", args=[conversation.pk]), reverse("desk_stated_fact", args=[conversation.pk])
    beside = client.get(side).content.decode()
    marks = dict(re.findall(rf'href="{page}\?fact=([0-9a-f]{{12}})"[^>]*aria-label="Amend: ([^"]*)"', beside))
    [mark] = [mark for mark, name in marks.items() if READ in name]
    # What was stated stands in no address: those are written into logs.
    assert f"?fact={READ}" not in beside
    form = client.get(page, {"fact": mark}).content.decode()
    assert f'name="before" value="{READ}"' in form
    said = client.post(page, {"did": "note", "kind": "order", "text": f" {MEANT} ", "before": READ}, headers={"HX-Request": "true"})
    assert "noted what the customer stated: Order number" in said.content.decode()
    beside = client.get(side).content.decode()
    assert MEANT in beside
    assert READ not in beside

    assert stated(conversation)["order"] == [MEANT]
    packet = packed(gather([conversation], {})[conversation.pk])
    assert [text for kind, text in packet["facts"] if kind == "order"] == [MEANT]
    template = TaskTemplate(name="분실 확인", field_lines="주문번호*")
    assert AskForm(conversation=conversation, template=template).fields["field-0"].initial == MEANT
    [doubt] = doubts_about(Answer(conversation, minji, "주문번호를 알려 주시겠어요?"))
    assert doubt.points == (MEANT,)

    # Struck out, it may be asked for; what was struck out can hold again.
    assert client.post(page, {"did": "strike", "kind": "order", "before": MEANT}).status_code == 302
    assert "order" not in stated(conversation)
    assert not list(doubts_about(Answer(conversation, minji, "주문번호를 알려 주시겠어요?")))
    assert MEANT in client.get(page).content.decode()
    client.post(page, {"did": "let_be", "kind": "order", "text": READ})
    assert stated(conversation)["order"] == [READ]


def test_bad_input_is_refused_and_a_reader_only_reads(conversation: Conversation, minji: Agent, client: Client) -> None:
    page = reverse("desk_stated_fact", args=[conversation.pk])
    client.force_login(minji)
    for posted in ({"kind": "order", "text": " "}, {"kind": "nothing", "text": "1"}, {"kind": "phone", "text": "none"}):
        assert client.post(page, posted, headers={"HX-Request": "true"}).status_code == 422
    assert client.get(page, {"fact": "f" * 12}).status_code == 200
    assert not Amendment.objects.exists()
    client.force_login(Agent.objects.create(email="reader@haru.example", name="읽는 사람", role=Role.LIGHT))
    assert client.post(page, {"kind": "order", "text": MEANT}).status_code == 403
    beside = client.get(reverse("desk_side", args=[conversation.pk])).content.decode()
    assert READ in beside
    assert page not in beside


def test_twice_is_once(conversation: Conversation, minji: Agent) -> None:
    assert note(conversation, Kind.PHONE, "010-9999-8888", minji, instead_of="010-1234-5678")
    assert not note(conversation, Kind.PHONE, "010-9999-8888", minji, instead_of="010-1234-5678")
    assert Amendment.objects.count() == 2
    # Written otherwise it is the same number: no more than how it looks changes.
    assert note(conversation, Kind.PHONE, "010 9999 8888", minji, instead_of="010-9999-8888")
    assert stated(conversation)["phone"] == ["010 9999 8888"]
    assert strike(conversation, Kind.PHONE, "01099998888", minji)
    assert Event.objects.filter(name="fact.amended").count() == 4
    assert let_be(conversation, Kind.PHONE, "01012345678", minji)
    assert not let_be(conversation, Kind.PHONE, "01012345678", minji)
    assert stated(conversation)["phone"] == ["010-1234-5678"]
    with pytest.raises(NotAFact):
        note(conversation, Kind.PHONE, "없음", minji)


def test_it_goes_along_into_another_conversation_and_back(conversation: Conversation, minji: Agent, write: Write) -> None:
    note(conversation, Kind.ORDER, MEANT, minji, instead_of=READ)
    other = write("다른 문의예요", by="yuna@customer.example", subject="다른 문의").conversation
    assert other != conversation
    made = merge(conversation, other, minji)
    assert stated(other)["order"] == [MEANT]
    unmerge(made, minji)
    assert stated(other) == {}
    assert stated(conversation)["order"] == [MEANT]


def test_an_amount_that_does_not_hold_weighs_nothing(conversation: Conversation, minji: Agent) -> None:
    assert weigh("order_value", [conversation.pk]) == {conversation.pk: 35_000}
    strike(conversation, Kind.AMOUNT, "35,000원", minji)
    assert weigh("order_value", [conversation.pk]) == {}
    note(conversation, Kind.AMOUNT, "12만원", minji)
    assert weigh("order_value", [conversation.pk]) == {conversation.pk: 120_000}
