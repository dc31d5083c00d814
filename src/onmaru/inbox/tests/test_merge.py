from datetime import timedelta

import pytest

from onmaru.inbox.actions.merge import CannotMerge, merge
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.snooze import snooze
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.models import Conversation
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent


def state(conversation: Conversation) -> dict[str, object]:
    """Everything of a conversation that a merge may touch."""
    row = Conversation.objects.get(pk=conversation.pk)
    return {
        "status": row.status,
        "snoozed_until": row.snoozed_until,
        "waiting": row.customer_waiting_since,
        "merged_into": row.merged_into_id,
        "count": row.message_count,
        "preview": row.preview,
        "active": row.last_activity_at,
        "messages": list(row.messages.values_list("pk", flat=True)),
        "notes": list(row.notes.values_list("pk", flat=True)),
        "episodes": list(row.episodes.values_list("ordinal", "resolved_at")),
    }


def test_messages_of_both_stand_in_one_in_time_order(write: Write, minji: Agent) -> None:
    first = write("하나", subject="첫 번째 이야기입니다")
    second = write("둘", subject="두 번째 이야기입니다")
    third = write("셋", subject="첫 번째 이야기입니다")
    merge(first.conversation, second.conversation, minji)
    target = Conversation.objects.get(pk=second.conversation_id)
    assert [message.text for message in target.messages.all()] == ["하나", "둘", "셋"]
    assert target.message_count == 3 and target.preview == "셋"
    assert target.customer_waiting_since == first.created_at
    source = Conversation.objects.get(pk=first.conversation_id)
    assert (source.merged_into, source.status, source.messages.count()) == (target, "resolved", 0)
    assert third.conversation_id == first.conversation_id


@pytest.mark.parametrize("before", ["open", "answered", "snoozed", "resolved"])
def test_unmerging_gives_both_back_as_they_were(write: Write, minji: Agent, before: str) -> None:
    source, target = write("하나").conversation, write("둘", by="other@customer.example").conversation
    note(source, minji, "메모")
    if before == "answered":
        reply(source, minji, "네")
    elif before == "snoozed":
        snooze(source, clock.now() + timedelta(days=1))
    elif before == "resolved":
        resolve(source, minji)
    were = state(source), state(target)
    merged = merge(source, target, minji)
    assert (state(source), state(target)) != were
    assert unmerge(merged, minji)
    assert (state(source), state(target)) == were
    assert not unmerge(merged, minji)


def test_what_went_on_into_a_third_one_comes_back_from_there(write: Write, minji: Agent) -> None:
    first, second, third = (write(name, by=f"{name}@customer.example").conversation for name in ("one", "two", "three"))
    note(first, minji, "메모")
    run_waiting()
    were = state(first), state(second), state(third)
    inner, outer = merge(first, second, minji), merge(second, third, minji)
    assert unmerge(inner, minji)
    run_waiting()
    assert state(first) == were[0]
    assert [message.text for message in third.messages.filter(automatic=False)] == ["two", "three"]
    assert {one.handle for one in third.participants.all()} == {"two@customer.example", "three@customer.example"}
    assert unmerge(outer, minji)
    assert (state(first), state(second), state(third)) == were
    assert {one.handle for one in second.participants.all()} == {"two@customer.example"}


def test_what_came_into_the_source_before_goes_along_and_comes_back(write: Write, minji: Agent) -> None:
    names = ("하나", "둘", "셋", "넷")
    one, two, three, four = (write(name, by=f"{number}@customer.example").conversation for number, name in enumerate(names))
    merge(one, two, minji)
    onwards = merge(two, three, minji)
    last = merge(three, four, minji)

    def into() -> list[int | None]:
        return [Conversation.objects.get(pk=row.pk).merged_into_id for row in (one, two, three)]

    assert into() == [four.pk, four.pk, four.pk]
    unmerge(last, minji)
    assert into() == [three.pk, three.pk, None]
    unmerge(onwards, minji)
    assert into() == [two.pk, None, None]


def test_what_came_after_the_merge_stays_with_the_target(write: Write, minji: Agent) -> None:
    source, target = write("하나").conversation, write("둘", by="other@customer.example").conversation
    merged = merge(source, target, minji)
    reply(target, minji, "합친 뒤의 답")
    unmerge(merged, minji)
    assert [message.text for message in target.messages.all()] == ["둘", "합친 뒤의 답"]


def test_a_snooze_that_ran_out_meanwhile_is_over(write: Write, minji: Agent) -> None:
    source, target = write().conversation, write(by="other@customer.example").conversation
    snooze(source, clock.now() + timedelta(hours=1))
    merged = merge(source, target, minji)
    with clock.frozen_at(clock.now() + timedelta(hours=2)):
        unmerge(merged, minji)
    assert Conversation.objects.get(pk=source.pk).status == "open"


def test_one_cannot_be_merged_into_itself_nor_twice(write: Write, minji: Agent) -> None:
    one, two, three = write().conversation, write().conversation, write().conversation
    with pytest.raises(CannotMerge):
        merge(one, one, minji)
    merge(one, two, minji)
    for pair in [(one, three), (three, one), (one, two)]:
        with pytest.raises(CannotMerge):
            merge(*pair, minji)
