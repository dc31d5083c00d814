"""Who is told of what: once, never of one's own deeds, never of what one may not see."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.events.models import Event
from onmaru.events.reactions import react
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.look import look
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.snooze import snooze, wake
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.bulk.events import BulkFinished
from onmaru.inbox.events import MessageFailed
from onmaru.inbox.models import Conversation
from onmaru.inbox.tests.bulks import done_to
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices import reactions
from onmaru.notices.actions.wish import wish
from onmaru.notices.kinds import Kind
from onmaru.notices.models import Notice
from onmaru.notices.queries import groups, named, unread_conversations
from onmaru.notices.wording import sentence
from onmaru.people.models import Agent, Team

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """(agent, kind), in the order of the log."""
    run_waiting()
    return [(notice.agent.name, notice.kind) for notice in Notice.objects.select_related("agent").order_by("event_id", "agent__name")]


def test_each_thing_is_told_to_whom_it_concerns(write: Write, minji: Agent, junho: Agent, orders: Team) -> None:
    first = write("언제 오나요?")
    conversation = first.conversation
    note(conversation, junho, "@민지 봐 주세요, @준호")
    assign(conversation, minji, by=actor.agent(junho.pk))
    write("급해요", answers=first)
    write("부재중", answers=first, machine="out_of_office")
    run_waiting()
    snooze(conversation, clock.now() + timedelta(hours=1), by=actor.agent(minji.pk))
    wake(conversation, because="time")
    run_waiting()
    transfer(conversation, None, by=actor.agent(minji.pk))
    transfer(conversation, orders, by=actor.agent(junho.pk))
    assert told() == [
        ("김민지", "mention"),
        ("김민지", "assigned"),
        ("김민지", "answer"),
        ("김민지", "woken"),
        ("김민지", "transferred"),
    ]


def test_what_is_given_many_at_once_is_told_once(write: Write, minji: Agent, junho: Agent, orders: Team) -> None:
    many = [write(f"언제 오나요? {number}", by=f"guest{number}@customer.example").conversation for number in range(3)]
    given = done_to(many, junho, "assign", agent=minji.pk)
    notice = Notice.objects.get(agent=minji)
    assert (notice.kind, notice.conversation, notice.further) == (Kind.ASSIGNED, many[0], 2)
    with override("ko"):
        assert sentence(named(Notice.objects.filter(agent=minji)).get()) == "박준호 님이 이 상담 외 2건을 나에게 배정했어요"
    reactions.tell_of_many(BulkFinished(bulk_id=given.pk, done=3, unchanged=0, failed=0))
    assert Notice.objects.filter(agent=minji).count() == 1
    # The same once more changes nothing, so there is nothing to tell.
    done_to(many, junho, "assign", agent=minji.pk)
    assert Notice.objects.filter(agent=minji).count() == 1
    night = Team.objects.create(name="야간")
    night.agents.add(minji)
    done_to(many, junho, "team", team=night.pk)
    moved = Notice.objects.get(agent=minji, kind=Kind.TRANSFERRED)
    assert (moved.conversation, moved.further) == (many[0], 2)


def test_a_reaction_that_runs_twice_tells_once(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write().conversation
    note(conversation, junho, "@민지")
    assign(conversation, minji, by=actor.agent(junho.pk))
    before = told()
    for event, reaction in (("note.written", reactions.tell_of_mention), ("conversation.assigned", reactions.tell_of_assignment)):
        react.func(reaction=f"{reactions.__name__}.{reaction.__name__}", event_id=Event.objects.get(name=event).pk)
    assert told() == before == [("김민지", "mention"), ("김민지", "assigned")]
    # The same deed another time is another thing to tell.
    assign(conversation, None, by=actor.agent(junho.pk))
    assign(conversation, minji, by=actor.agent(junho.pk))
    assert told() == [*before, ("김민지", "assigned")]


def test_a_failure_is_told_to_the_writer_and_a_dead_teams_conversation_to_nobody(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write().conversation
    message = reply(conversation, minji, "네.")
    record(MessageFailed(conversation_id=conversation.pk, message_id=message.pk, reason="refused"))
    assert told() == [("김민지", "failed")]
    Notice.objects.all().delete()
    Conversation.objects.filter(pk=conversation.pk).update(team=Team.objects.create(name="결제"))
    record(MessageFailed(conversation_id=conversation.pk, message_id=message.pk, reason="again"))
    assert told() == []


def test_who_is_before_the_conversation_has_read_it(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write().conversation
    look(minji, "tab", conversation)
    note(conversation, junho, "@민지")
    assert told() == [("김민지", "mention")]
    assert unread_conversations(minji) == []


def test_what_nobody_wants_to_know_is_not_kept(write: Write, minji: Agent, junho: Agent) -> None:
    wish(minji, ways={Kind.MENTION.value: [], Kind.ASSIGNED.value: ["push"]})
    conversation = write().conversation
    note(conversation, junho, "@민지")
    assign(conversation, minji, by=actor.agent(junho.pk))
    assert told() == [("김민지", "assigned")]
    assert not Notice.objects.get().in_app and unread_conversations(minji) == []


def test_notices_are_grouped_by_conversation_newest_first(write: Write, minji: Agent, junho: Agent) -> None:
    one, two = write().conversation, write(by="b@customer.example").conversation
    for conversation in (one, two, one):
        note(conversation, junho, "@민지")
        run_waiting()
    found, older = groups(minji)
    assert [(group.newest.conversation_id, len(group.notices), group.unread) for group in found] == [(one.pk, 2, 2), (two.pk, 1, 1)]
    assert older is None
    found, _ = groups(minji, before=(found[0].newest.at, found[0].newest.pk))
    assert [group.newest.conversation_id for group in found] == [two.pk, one.pk]


def test_the_bell_the_drawer_and_the_page(write: Write, minji: Agent, junho: Agent, client: Client, django_assert_max_num_queries) -> None:
    conversation = write(subject="배송 문의").conversation
    note(conversation, junho, "@민지")
    run_waiting()
    client.force_login(minji)
    wish(minji, quiet="never")
    with django_assert_max_num_queries(7):
        bell = client.get("/desk/notices/bell/").content.decode()
    notice = Notice.objects.get()
    assert f'data-unread="{conversation.pk}"' in bell and f'data-chime="{notice.pk}:chime:60"' in bell
    for address in ("/desk/notices/", "/desk/notices/drawer/"):
        with django_assert_max_num_queries(12):
            page = client.get(address).content.decode()
        assert "배송 문의" in page and "박준호" in page
    assert client.get(f"/desk/notices/{notice.pk}/").headers["Location"] == f"/desk/conversations/{conversation.pk}/"
    wish(minji, quiet="hours", quiet_from="00:00", quiet_to="23:59:59")
    assert 'data-chime=""' in client.get("/desk/notices/bell/").content.decode()
    assert client.post("/desk/notices/", {"conversation": conversation.pk}).status_code == 204
    assert 'data-unread=""' in client.get("/desk/notices/bell/").content.decode()


def test_all_is_read_up_to_what_was_on_the_screen(write: Write, minji: Agent, junho: Agent, client: Client) -> None:
    one, two = write().conversation, write(by="b@customer.example").conversation
    note(one, junho, "@민지")
    run_waiting()
    seen = clock.now()
    note(two, junho, "@민지")
    run_waiting()
    client.force_login(minji)
    assert client.post("/desk/notices/", {"until": seen.isoformat()}).status_code == 302
    assert unread_conversations(minji) == [two.pk]
    for nonsense in ({}, {"until": "yesterday"}, {"conversation": "x"}):
        assert client.post("/desk/notices/", nonsense).status_code == 400


def test_the_notices_of_others_are_not_there(write: Write, minji: Agent, junho: Agent, client: Client) -> None:
    conversation = write().conversation
    note(conversation, junho, "@민지")
    run_waiting()
    notice = Notice.objects.get()
    client.force_login(junho)
    assert client.get(f"/desk/notices/{notice.pk}/").status_code == 404
    client.post("/desk/notices/", {"conversation": conversation.pk})
    client.post("/desk/notices/", {"until": clock.now().isoformat()})
    assert Notice.objects.get().read_at is None
    # Who may not see the conversation any more is not reminded of it either.
    Conversation.objects.update(team=Team.objects.create(name="결제"))
    client.force_login(minji)
    assert client.get(f"/desk/notices/{notice.pk}/").status_code == 404
    assert unread_conversations(minji) == []


def test_choices_are_kept_and_nonsense_is_not(minji: Agent, client: Client) -> None:
    client.force_login(minji)
    sent = {
        "quiet": "hours",
        "quiet_from": "21:00",
        "quiet_to": "08:00",
        "volume": "30",
        "digest_after": "120",
        "mention-push": "on",
        "mention-tone": "low",
    }
    assert client.post("/desk/preferences/notices/", sent).status_code == 302
    page = client.get("/desk/preferences/notices/").content.decode()
    wishes = minji.notice_wishes  # pyright: ignore[reportAttributeAccessIssue]
    assert wishes.ways["mention"] == ["push"] and wishes.ways["answer"] == [] and wishes.tone("mention") == "low"
    assert (wishes.volume, wishes.digest_after, wishes.quiet) == (30, 120, "hours")
    assert 'name="mention-push"' in page
    for wrong in ({"quiet_to": "21:00"}, {"volume": "900"}, {"quiet": "sometimes"}):
        assert client.post("/desk/preferences/notices/", {**sent, **wrong}).status_code == 422
