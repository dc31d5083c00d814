"""Who is there, who writes, and who may send."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client

from onmaru.events.models import Event
from onmaru.inbox.actions.cancel import cancel
from onmaru.inbox.actions.hold import HELD_FOR, Held, hold, let_go, take_over
from onmaru.inbox.actions.look import forget_the_lost, look, look_away
from onmaru.inbox.actions.reply import Unseen, reply
from onmaru.inbox.company import holder, is_before, is_online, people_by_conversation
from onmaru.inbox.models import Conversation, Hold, Presence
from onmaru.inbox.models.presence import FRESH
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.people.models import Agent, Shop, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, list[tuple[str, str]]]]:
    """What open pages were told: (conversation, [(name, writing)])."""
    told: list[tuple[int, list[tuple[str, str]]]] = []

    def hear(what: str, id: int, *, at: int, who: list[tuple[int, str, str, int, str]]) -> None:
        told.append((id, [(person[1], person[4]) for person in who]))

    monkeypatch.setattr("onmaru.inbox.company.tell", hear)
    return told


def test_the_table_survives_no_crash_and_costs_no_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'inbox_presence'")
        assert cursor.fetchone() == ("u",)


def test_only_news_is_told(write: Write, minji: Agent, junho: Agent, told: list) -> None:
    first, second = write().conversation, write(by="b@customer.example").conversation
    look(minji, "tab", first)
    look(minji, "tab", first)
    look(minji, "tab", first, "reply")
    look(junho, "other", first)
    look(minji, "tab", second)
    assert told == [
        (first.pk, [("김민지", "")]),
        (first.pk, [("김민지", "reply")]),
        (first.pk, [("김민지", "reply"), ("박준호", "")]),
        (first.pk, [("박준호", "")]),
        (second.pk, [("김민지", "")]),
    ]
    look_away(minji, "tab")
    look_away(minji, "tab")
    assert told[5:] == [(second.pk, [])]
    assert not Presence.objects.fresh().filter(agent=minji).exists()


def test_two_tabs_are_one_person_and_the_writing_one_counts(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    look(minji, "one", conversation, "reply")
    look(minji, "two", conversation)
    [[person]] = people_by_conversation(minji).values()
    assert (person[1], person[4]) == ("김민지", "reply")
    look_away(minji, "one")
    assert is_before(minji.pk, conversation.pk)


def test_a_tab_of_somebody_else_cannot_be_moved_or_closed(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write().conversation
    look(minji, "tab", conversation)
    look(junho, "tab", None)
    look_away(junho, "tab")
    assert is_before(minji.pk, conversation.pk)


def test_a_last_word_that_was_overtaken_by_the_goodbye_brings_nobody_back(write: Write, minji: Agent, told: list) -> None:
    conversation = write().conversation
    look(minji, "tab", conversation, word=1)
    look_away(minji, "tab", word=3)
    look(minji, "tab", conversation, "reply", word=2)
    assert not is_online(minji.pk)
    assert told == [(conversation.pk, [("김민지", "")]), (conversation.pk, [])]
    # A goodbye before the first word, too; and who comes back is there.
    look_away(minji, "quick", word=2)
    look(minji, "quick", conversation, word=1)
    assert not is_online(minji.pk)
    look(minji, "tab", conversation, word=4)
    assert is_before(minji.pk, conversation.pk)
    with clock.frozen_at(clock.now() + FRESH + timedelta(seconds=1)):
        forget_the_lost()
    assert not Presence.objects.exists()


def test_who_left_without_a_word_is_forgotten_for_everybody_at_once(write: Write, minji: Agent, told: list) -> None:
    conversation = write().conversation
    look(minji, "tab", conversation)
    look(minji, "list", None)
    assert forget_the_lost() == 0
    with clock.frozen_at(clock.now() + FRESH + timedelta(seconds=1)):
        assert not is_online(minji.pk)
        assert people_by_conversation(minji) == {}
        assert forget_the_lost() == 2
        assert forget_the_lost() == 0
    assert told[-1] == (conversation.pk, [])


def test_nobody_learns_of_what_they_may_not_see(write: Write, junho: Agent, client: Client) -> None:
    conversation = write().conversation
    Conversation.objects.filter(pk=conversation.pk).update(team=Team.objects.create(name="결제"))
    stranger = Agent.objects.create(email="seoyeon@haru.example", name="이서연")
    look(junho, "tab", conversation)
    assert people_by_conversation(stranger) == {} != people_by_conversation(junho)
    client.force_login(stranger)
    assert client.post("/desk/presence/", {"tab": "mine", "conversation": conversation.pk}).status_code == 404
    assert client.get(f"/desk/conversations/{conversation.pk}/hold/").status_code == 404
    assert client.get("/desk/presence/").json() == {"people": {}}


def test_a_light_agent_looks_too_and_nonsense_is_refused(write: Write, client: Client, orders: Team) -> None:
    conversation = write().conversation
    light = Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Agent.Role.LIGHT)
    light.teams.add(orders)
    client.force_login(light)
    assert client.post("/desk/presence/", {"tab": "t", "conversation": conversation.pk, "writing": "note"}).status_code == 204
    for wrong in ({}, {"tab": "x" * 41}, {"tab": "t", "writing": "poem"}, {"tab": "t", "word": "-1"}):
        assert client.post("/desk/presence/", wrong).status_code == 400
    assert client.post("/desk/presence/", {"tab": "t", "conversation": "9" * 30}).status_code == 404
    assert client.delete("/desk/presence/?tab=t").status_code == 204
    assert not Presence.objects.fresh().exists()


def test_still_here_is_one_write(write: Write, minji: Agent, django_assert_num_queries) -> None:
    conversation = write().conversation
    look(minji, "tab", conversation)
    # The savepoint of the test, and the write.
    with django_assert_num_queries(3):
        look(minji, "tab", conversation)


def test_a_colleagues_answer_stops_the_second_one(write: Write, minji: Agent, junho: Agent) -> None:
    first = write("언제 오나요?")
    sent = reply(first.conversation, junho, "내일 도착해요.", seen=first.pk)
    with pytest.raises(Unseen) as unseen:
        reply(first.conversation, minji, "모레 도착해요.", seen=first.pk)
    assert unseen.value.messages == [sent]
    # One's own answer is no surprise, and one that was taken back is none either.
    reply(first.conversation, junho, "오전에요.", seen=first.pk)
    for message in first.conversation.messages.filter(direction="out"):
        cancel(message, junho)
    reply(first.conversation, minji, "모레 도착해요.", seen=first.pk)


def held_by(conversation: Conversation) -> Agent | None:
    return holder(Conversation.objects.get(pk=conversation.pk))


@pytest.fixture
def one_at_a_time(db: None) -> None:
    Shop.objects.create(name="하루상점", one_answers_at_a_time=True)


def test_without_the_setting_nobody_holds_anything(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    look(minji, "tab", conversation, "reply")
    assert held_by(conversation) is None


def test_only_the_holder_sends_until_the_hold_runs_out(write: Write, minji: Agent, junho: Agent, one_at_a_time: None) -> None:
    conversation = write().conversation
    look(minji, "tab", conversation, "note")
    assert held_by(conversation) is None
    look(minji, "tab", conversation, "reply")
    look(junho, "other", conversation, "reply")
    assert held_by(conversation) == minji
    with pytest.raises(Held) as held, transaction.atomic():
        reply(conversation, junho, "제가 답할게요.")
    assert held.value.agent == minji
    with clock.frozen_at(clock.now() + HELD_FOR + timedelta(seconds=1)):
        assert held_by(conversation) is None
        reply(conversation, junho, "제가 답할게요.")
        forget_the_lost()
    assert not Hold.objects.exists()


def test_sending_or_going_elsewhere_lets_go(write: Write, minji: Agent, junho: Agent, one_at_a_time: None) -> None:
    conversation = write().conversation
    look(minji, "tab", conversation, "reply")
    reply(conversation, minji, "네.")
    assert held_by(conversation) is None
    for leave in (lambda: look(minji, "tab", None), lambda: look_away(minji, "tab")):
        look(minji, "tab", conversation, "reply")
        assert held_by(conversation) == minji
        let_go(conversation.pk, junho)
        assert held_by(conversation) == minji
        leave()
        assert held_by(conversation) is None


def test_a_lead_takes_over_and_the_log_says_so(write: Write, minji: Agent, junho: Agent, one_at_a_time: None, client: Client) -> None:
    conversation = write().conversation
    hold(conversation, minji)
    client.force_login(minji)
    assert client.post(f"/desk/conversations/{conversation.pk}/hold/").status_code == 403
    client.force_login(junho)
    page = client.get(f"/desk/conversations/{conversation.pk}/hold/").content.decode()
    assert "김민지" in page
    sent = client.post(f"/desk/conversations/{conversation.pk}/reply/", {"text": "안녕하세요"}, headers={"HX-Request": "true"})
    assert sent.status_code == 409 and "김민지" in sent.content.decode()
    assert client.post(f"/desk/conversations/{conversation.pk}/hold/").status_code == 302
    assert held_by(conversation) == junho
    assert not take_over(conversation, junho)
    event = Event.objects.get(name="reply.taken_over")
    assert (event.actor_id, event.data["before_id"]) == (junho.pk, minji.pk)
    assert "박준호" in client.get(f"/desk/conversations/{conversation.pk}/").content.decode()
    reply(conversation, junho, "제가 맡을게요.")
