import itertools

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from onmaru.events.models import Event
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.note import note
from onmaru.inbox.audience import who_may_see
from onmaru.inbox.mentions import Somebody, calls, handle
from onmaru.inbox.models import Conversation, Note
from onmaru.inbox.templatetags.inbox import note_text
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent, Team

MINJI = Somebody("agent", 1, "김민지", "minji@haru.example")
JUNHO = Somebody("agent", 2, "박준호", "junho@haru.example")
OTHER = Somebody("agent", 3, "박준호", "park@haru.example")
MIA = Somebody("agent", 4, "Mia Berg", "mia@haru.example")
ORDERS = Somebody("team", 1, "주문·배송")
SHOP = [MINJI, JUNHO, OTHER, MIA, ORDERS]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@김민지 확인 부탁해요", ["@김민지"]),
        ("@민지님이 봐 주세요", ["@민지"]),
        ("이건 @주문·배송에서요, @mia berg?", ["@주문·배송", "@mia berg"]),
        ("@mia bergen", []),
        # Two people of one name: only the address says which.
        ("@박준호 @준호 @park@haru.example", ["@park@haru.example"]),
        ("yuna@customer.example 님, a@민지", []),
        ("@minji@haru.example!", ["@minji@haru.example"]),
        ("@@민지 @없는사람", []),
        ("", []),
    ],
)
def test_who_is_called(text: str, called: list[str]) -> None:
    assert [text[call.start : call.end] for call in calls(text, SHOP)] == called


def test_the_handle_calls_exactly_one() -> None:
    assert [handle(one, SHOP) for one in SHOP] == ["김민지", "junho@haru.example", "park@haru.example", "Mia Berg", "주문·배송"]


@given(st.text(alphabet="@ 김민지박준호.a·", max_size=40))
def test_calls_stand_in_order_and_never_overlap(text: str) -> None:
    found = calls(text, SHOP)
    assert all(text[call.start] == "@" for call in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@pytest.mark.django_db
def test_who_may_see_is_the_other_side_of_the_door(write: Write, minji: Agent, junho: Agent, orders: Team) -> None:
    light = Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Agent.Role.LIGHT)
    gone = Agent.objects.create(email="gone@haru.example", name="나간이", is_active=False)
    conversation = write().conversation
    other = write(by="b@customer.example").conversation
    Conversation.objects.filter(pk=other.pk).update(team=Team.objects.create(name="결제"))
    assign(other, minji)
    free = write(by="c@customer.example").conversation
    Conversation.objects.filter(pk=free.pk).update(team=None)
    for one in Conversation.objects.all():
        may = {
            agent for agent in (minji, junho, light, gone) if agent.is_active and Conversation.objects.visible_to(agent).filter(pk=one.pk)
        }
        assert set(who_may_see(one)) == may, one
    assert conversation.team == orders


@pytest.mark.django_db
def test_a_note_keeps_whom_it_calls_and_the_writer_hears_who_cannot_see_it(
    write: Write, minji: Agent, junho: Agent, orders: Team, client: Client
) -> None:
    Agent.objects.create(email="seoyeon@haru.example", name="이서연")
    conversation = write().conversation
    client.force_login(minji)
    text = "@박준호님 <b>봐</b> 주세요 @서연 @주문·배송"
    page = client.post(f"/desk/conversations/{conversation.pk}/note/", {"text": text}, headers={"HX-Request": "true"}).content.decode()
    assert "서연" in page.partition("#toasts")[2]
    written = Note.objects.get()
    assert [mention["told"] for mention in written.mentions] == [True, False, True]
    assert Event.objects.get(name="note.written").data["mentioned_ids"] == sorted([minji.pk, junho.pk])
    shown = str(note_text(written))
    assert '<span class="mention">@박준호</span>님 &lt;b&gt;' in shown and '<span class="mention is-untold">@서연</span>' in shown


@pytest.mark.django_db
def test_the_picker_finds_by_name_initials_and_address(write: Write, minji: Agent, junho: Agent, client: Client) -> None:
    conversation = write().conversation
    client.force_login(minji)

    def found(query: str) -> list[str]:
        page = client.get(f"/desk/conversations/{conversation.pk}/mentionable/", {"q": query}).content.decode()
        return [part.partition('"')[0].strip() for part in page.split('data-insert="')[1:]]

    assert found("ㅂㅈㅎ") == found("준호") == found("junho") == ["@박준호"]
    assert set(found("")) == {"@박준호", "@주문·배송"}
    assert found("zzzz") == []
    note(conversation, minji, "@준호")
    assert Note.objects.get().mentions[0]["id"] == junho.pk
