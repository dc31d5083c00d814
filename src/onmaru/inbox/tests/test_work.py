"""Assign and transfer, notes, tags, drafts, and who sees what."""

import pytest

from onmaru.events import actor
from onmaru.events.models import Event
from onmaru.inbox.actions.assign import CannotAnswer, assign
from onmaru.inbox.actions.draft import attach, detach_file, save_draft
from onmaru.inbox.actions.note import EmptyNote, note
from onmaru.inbox.actions.tag import NoName, tag, untag
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.models import Conversation, Draft, Tag
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role


def test_assigning_says_who_was_before(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write().conversation
    assert [assign(conversation, minji), assign(conversation, minji)] == [True, False]
    assert assign(conversation, junho, by=actor.agent(minji.pk))
    last = Event.objects.filter(name="conversation.assigned").latest("id")
    assert last.data == {"conversation_id": conversation.pk, "agent_id": junho.pk, "before_id": minji.pk, "bulk_id": None}
    assert (last.actor_kind, last.actor_id) == ("agent", minji.pk)


def test_who_only_comments_can_own_nothing(write: Write) -> None:
    light = Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Role.LIGHT)
    with pytest.raises(CannotAnswer):
        assign(write().conversation, light)


def test_in_a_new_team_nobody_owns_it_until_somebody_takes_it(write: Write, minji: Agent, junho: Agent) -> None:
    conversation, returns = write().conversation, Team.objects.create(name="교환·반품")
    assign(conversation, minji)
    assert transfer(conversation, returns, because="반품 문의")
    assert not transfer(conversation, returns)
    row = Conversation.objects.get()
    assert (row.team, row.assignee) == (returns, None)
    transfer(conversation, None, agent=junho)
    assert Conversation.objects.get().assignee == junho


def test_an_agent_sees_their_teams_what_no_team_has_and_their_own(write: Write, minji: Agent, junho: Agent) -> None:
    conversation, returns = write().conversation, Team.objects.create(name="교환·반품")

    def sees(agent: Agent) -> bool:
        return Conversation.objects.visible_to(agent).filter(pk=conversation.pk).exists()

    assert sees(minji)
    transfer(conversation, returns)
    assert not sees(minji) and sees(junho)
    assign(conversation, minji)
    assert sees(minji)
    transfer(conversation, None)
    assert sees(minji)
    junho.is_active = False
    assert not sees(junho)


def test_a_note_takes_its_files_from_the_draft(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    save_draft(conversation, minji, "note", "창고에 확인")
    attach(conversation, minji, "note", InboundAttachment("재고.csv", "text/csv", 3, lambda: [b"a,b"]))
    written = note(conversation, minji, "창고에 확인했어요")
    assert [file.name for file in written.attachments.all()] == ["재고.csv"]
    assert not Draft.objects.exists()
    with pytest.raises(EmptyNote):
        note(conversation, minji, "  ")


def test_a_draft_is_one_a_purpose_and_an_empty_one_is_none(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write().conversation
    save_draft(conversation, minji, "reply", "안녕하")
    save_draft(conversation, minji, "reply", "안녕하세요")
    save_draft(conversation, minji, "note", "메모")
    save_draft(conversation, junho, "reply", "저도")
    assert sorted(Draft.objects.values_list("agent__name", "purpose", "text")) == [
        ("김민지", "note", "메모"),
        ("김민지", "reply", "안녕하세요"),
        ("박준호", "reply", "저도"),
    ]
    file = attach(conversation, minji, "reply", InboundAttachment("a.txt", "text/plain", 1, lambda: [b"a"]))
    assert save_draft(conversation, minji, "reply", "") is not None
    detach_file(file, junho)
    assert Draft.objects.filter(attachments=file).exists()
    detach_file(file, minji)
    assert save_draft(conversation, minji, "reply", "") is None


def test_a_tag_is_one_whatever_its_case(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    assert [tag(conversation, " VIP ", minji), tag(conversation, "#vip", minji)] == [True, False]
    assert Tag.objects.get().name == "VIP"
    assert [untag(conversation, "vip", minji), untag(conversation, "vip", minji)] == [True, False]
    for name in ["", "#", "가" * 41]:
        with pytest.raises(NoName):
            tag(conversation, name, minji)
