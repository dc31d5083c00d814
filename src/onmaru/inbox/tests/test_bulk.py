"""Each deed done to several conversations, and taken back: as it was, also when run twice or killed in the middle."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onmaru.events import actor
from onmaru.inbox.actions import run_bulk
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.split import split
from onmaru.inbox.actions.start_bulk import NotAllowed, start_bulk
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.actions.undo_bulk import ask_undo, undo_some
from onmaru.inbox.deeds import HOLD
from onmaru.inbox.models import BulkItem, Conversation, Dispatch, Draft, Episode, Message, Reason
from onmaru.inbox.models.bulk import UNDO_FOR
from onmaru.inbox.tests.bulks import chosen, done_to, lines, undone
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team
from onmaru.search.models import Entry

pytestmark = pytest.mark.django_db


def parameters_of(deed: str, conversations: list[Conversation], agent: Agent, team: Team) -> dict[str, Any]:
    return {
        "tag": {"name": "행사"},
        "untag": {"name": "배송"},
        "assign": {"agent": agent.pk},
        "team": {"team": team.pk},
        "snooze": {"until": (clock.now() + timedelta(hours=3)).isoformat(), "wakes_on": "answer"},
        "priority": {"priority": Conversation.Priority.HIGH},
        "reply": {"text": "오늘은 배송이 늦어지고 있어요.", "resolve": True},
        # Its reason goes to all four, and what was resolved already has none either.
        "resolve": {"reason": "other-else"},
        "merge": {"into": conversations[1].pk},
    }.get(deed, {})


# How many of the four are done, were so, and cannot be done.
TABLE = {
    "tag": (4, 0, 0),
    "untag": (1, 3, 0),
    "assign": (4, 0, 0),
    "team": (4, 0, 0),
    "snooze": (3, 0, 1),
    "priority": (4, 0, 0),
    "resolve": (4, 0, 0),
    "reopen": (1, 3, 0),
    "spam": (4, 0, 0),
    "delete": (4, 0, 0),
    "reply": (4, 0, 0),
    "merge": (3, 1, 0),
}


@pytest.mark.parametrize("deed", TABLE)
def test_a_deed_is_done_to_all_and_taken_back_whole(deed: str, several, minji: Agent, junho: Agent) -> None:
    before = lines(several)
    bulk = done_to(several, junho, deed, **parameters_of(deed, several, minji, Team.objects.create(name="교환")))
    assert (bulk.done, bulk.unchanged, bulk.failed) == TABLE[deed]
    assert bulk.finished_at and lines(several) != before
    # Running it again changes nothing.
    after = lines(several)
    assert run_bulk.run_some(bulk.pk) is False
    assert lines(several) == after
    bulk = undone(bulk, junho)
    assert (bulk.undone, bulk.kept) == (TABLE[deed][0], 0)
    assert lines(several) == before
    assert undo_some(bulk.pk) is False
    assert not ask_undo(bulk, junho)
    assert lines(several) == before


def test_what_cannot_be_done_says_why(several, junho: Agent) -> None:
    bulk = done_to(several, junho, "snooze", until=(clock.now() + timedelta(hours=1)).isoformat(), wakes_on="answer")
    failed = bulk.items.get(state=BulkItem.State.FAILED)
    assert (failed.conversation_id, failed.reason) == (several[3].pk, "resolved")


def test_the_search_knows_of_tags_and_of_tags_taken_back(several, junho: Agent) -> None:
    def keys() -> list[Any]:
        return list(Entry.objects.filter(sort="conversation").order_by("thing_id").values_list("thing_id", "keys"))

    before = keys()
    bulk = done_to(several, junho, "tag", name="행사")
    assert keys() != before
    undone(bulk, junho)
    assert keys() == before


def test_what_somebody_changed_since_stays(several, write: Write, minji: Agent, junho: Agent) -> None:
    bulk = done_to(several, junho, "assign", agent=minji.pk)
    assign(several[0], junho, by=actor.agent(junho.pk))
    bulk = undone(bulk, junho)
    assert (bulk.undone, bulk.kept) == (3, 1)
    kept = bulk.items.get(state=BulkItem.State.KEPT)
    assert (kept.conversation_id, kept.reason) == (several[0].pk, "changed")
    several[0].refresh_from_db()
    assert several[0].assignee == junho


def test_reasons_given_with_many_go_back_unless_somebody_has_said_another_since(several, minji: Agent, junho: Agent) -> None:
    late, other, defect = (Reason.objects.get(key=key) for key in ("delivery-late", "other-else", "faulty-defect"))
    give_reason(several[0], late)
    bulk = done_to(several, junho, "resolve", reason=other.key)
    give_reason(several[1], defect, by=actor.agent(minji.pk))
    bulk = undone(bulk, junho)
    assert (bulk.undone, bulk.kept) == (4, 0)
    said = {one.conversation_id: (one.reason, one.reason_by) for one in Episode.objects.select_related("reason", "reason_by")}
    assert [said[one.pk] for one in several] == [(late, None), (defect, minji), (None, None), (None, None)]
    assert list(Conversation.objects.filter(status="resolved")) == [several[3]]


def test_resolved_conversations_that_the_customer_took_up_again_stay_open(write: Write, junho: Agent) -> None:
    first = write("언제 오나요?")
    bulk = done_to([first.conversation], junho, "resolve")
    write("아직 안 왔어요", answers=first)
    bulk = undone(bulk, junho)
    assert (bulk.undone, bulk.kept) == (0, 1)
    assert first.conversation.episodes.count() == 2


def test_what_was_said_and_taken_back_in_a_new_episode_does_not_keep_it(several, junho: Agent) -> None:
    before = lines(several)
    reopened = done_to(several, junho, "reopen")
    undone(done_to(several, junho, "reply", text="안내드립니다.", resolve=False), junho)
    assert undone(reopened, junho).kept == 0
    assert lines(several) == before


def test_what_was_split_off_meanwhile_is_not_waited_for_here_again(write: Write, minji: Agent, junho: Agent) -> None:
    first = write("언제 오나요?")
    conversation = first.conversation
    reply(conversation, minji, "내일 가요.", first.pk)
    second = write("환불해 주세요", answers=first)
    third = write("그리고 쿠폰도요", answers=first)
    bulk = done_to([conversation], junho, "resolve")
    split(conversation, [second, third], junho)
    bulk = undone(bulk, junho)
    assert (bulk.undone, bulk.kept) == (1, 0)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.customer_waiting_since, conversation.message_count) == ("open", None, 2)
    made = Conversation.objects.get(messages=second)
    assert made.customer_waiting_since is not None and made.message_count == 2


def test_a_reply_waits_and_says_honestly_what_has_left(several, junho: Agent) -> None:
    Draft.objects.create(conversation=several[0], agent=junho, purpose="reply", text="쓰던 답", updated_at=clock.now())
    bulk = done_to(several, junho, "reply", text="안내드립니다.", resolve=False)
    sent = Message.objects.filter(direction="out", automatic=False).select_related("dispatch")
    assert sent.count() == 4
    assert all(one.dispatch.due_at >= bulk.created_at + HOLD for one in sent)
    assert Draft.objects.get().text == "쓰던 답"
    Dispatch.objects.filter(pk=sent[0].pk).update(state=Dispatch.State.SENT, sent_at=clock.now())
    bulk = undone(bulk, junho)
    assert (bulk.undone, bulk.kept) == (3, 1)
    assert bulk.items.get(state=BulkItem.State.KEPT).reason == "left"
    assert Draft.objects.get().text == "쓰던 답"


def test_a_reply_does_not_go_to_whoever_wrote_meanwhile(write: Write, junho: Agent) -> None:
    first = write("언제 오나요?")
    bulk = start_bulk("reply", {"text": "곧 갑니다.", "resolve": False}, chosen([first.conversation], junho), junho)
    write("취소해 주세요", answers=first)
    run_waiting()
    bulk.refresh_from_db()
    assert (bulk.done, bulk.failed) == (0, 1)
    assert bulk.items.get().reason == "unseen"


def test_what_the_agent_may_not_see_any_more_is_left_alone(several, minji: Agent, junho: Agent) -> None:
    bulk = start_bulk("tag", {"name": "행사"}, chosen(several, minji), minji)
    transfer(several[0], Team.objects.create(name="도매"))
    run_waiting()
    bulk.refresh_from_db()
    assert (bulk.done, bulk.failed) == (3, 1)
    assert bulk.items.get(state=BulkItem.State.FAILED).reason == "not_visible"


def test_who_may_not_any_more_does_nothing(several, minji: Agent) -> None:
    bulk = start_bulk("tag", {"name": "행사"}, chosen(several, minji), minji)
    Agent.objects.filter(pk=minji.pk).update(role=Agent.Role.LIGHT)
    run_waiting()
    bulk.refresh_from_db()
    assert (bulk.done, bulk.failed) == (0, 4)
    with pytest.raises(NotAllowed):
        start_bulk("delete", {}, chosen(several, minji), Agent.objects.get(pk=minji.pk))


def test_undo_ends_after_ten_minutes(several, junho: Agent) -> None:
    bulk = done_to(several, junho, "resolve")
    assert bulk.finished_at
    with clock.frozen_at(bulk.finished_at + UNDO_FOR):
        assert not ask_undo(bulk, junho)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(order=st.lists(st.sampled_from(sorted(TABLE)), min_size=2, max_size=4, unique=True))
def test_any_deeds_after_one_another_are_taken_back_to_the_beginning(order: list[str], several, minji: Agent, junho: Agent) -> None:
    with transaction.atomic():
        team = Team.objects.create(name="교환")
        before = lines(several)
        # Once all are deleted there is nothing to choose any more.
        able = order[: order.index("delete") + 1] if "delete" in order else order
        done = [done_to(several, junho, deed, **parameters_of(deed, several, minji, team)) for deed in able]
        for bulk in [bulk for bulk in reversed(done) if bulk.done]:
            undone(bulk, junho)
            bulk.refresh_from_db()
            assert bulk.kept == 0, (bulk.deed, list(bulk.items.values_list("reason", flat=True)))
        assert lines(several) == before
        transaction.set_rollback(True)
