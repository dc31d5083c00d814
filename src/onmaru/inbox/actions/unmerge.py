from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions._outside import mark_answered
from onmaru.inbox.actions._recount import recount
from onmaru.inbox.events import ConversationUnmerged
from onmaru.inbox.models import Conversation, Merge, Message, Note, Participant, SideThread
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def unmerge(merge: Merge, by: Agent) -> bool:
    """Take a merge back: what came from the source returns there, and it is as it was. False when that was done."""
    along = _locked_along(merge)
    if not Merge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=clock.now(), undone_by=by):
        return False
    Message.objects.filter(pk__in=merge.messages, conversation__in=along).update(conversation_id=merge.source_id)
    Note.objects.filter(pk__in=merge.notes, conversation__in=along).update(conversation_id=merge.source_id)
    SideThread.objects.filter(pk__in=merge.side_threads, conversation__in=along).update(conversation_id=merge.source_id)
    if merge.status != Conversation.Status.RESOLVED:
        # The newest episode was open when the merge ended it.
        newest = merge.source.episodes.order_by("-ordinal").first()
        assert newest is not None
        merge.source.episodes.filter(pk=newest.pk).update(resolved_at=None, resolved_by=None, confirmed_at=None)
    # A snooze that ran out meanwhile is over.
    asleep = merge.status == Conversation.Status.SNOOZED and merge.snoozed_until is not None and merge.snoozed_until > clock.now()
    status = Conversation.Status.OPEN if merge.status == Conversation.Status.SNOOZED and not asleep else merge.status
    Conversation.objects.filter(pk=merge.source_id).update(
        merged_into=None,
        status=status,
        snoozed_until=merge.snoozed_until if asleep else None,
        wakes_on=merge.wakes_on if asleep else Conversation.WakesOn.ANSWER,
    )
    # What had come into the source before is its again.
    Conversation.objects.filter(pk__in=_came_into(merge.source_id), merged_into__in=along).update(merged_into=merge.source_id)
    # Who came with the source must not be in copy of what concerns the other one only.
    _let_go(merge, along)
    for conversation_id in (merge.source_id, *along):
        recount(conversation_id)
        mark_answered(conversation_id)
    record(
        *(ConversationUnmerged(conversation_id=number, source_id=merge.source_id, merge_id=merge.pk) for number in along),
        by=actor.agent(by.pk),
    )
    return True


def _locked_along(merge: Merge) -> list[int]:
    """The target and what it was merged into since, locked: what came from the source went along all that way."""
    along: list[int] = []
    while (now := _way(merge.target_id)) != along:
        list(Conversation.objects.select_for_update().filter(pk__in=[merge.source_id, *now]).order_by("pk"))
        along = now
    return along


def _way(number: int | None) -> list[int]:
    way: list[int] = []
    while number is not None and number not in way:
        way.append(number)
        number = Conversation.objects.values_list("merged_into", flat=True).get(pk=number)
    return way


def _came_into(number: int) -> set[int]:
    """The conversations that were merged into one, and into those."""
    found, fresh = set[int](), {number}
    while fresh:
        sources = Merge.objects.filter(target__in=fresh, undone_at=None).values_list("source", flat=True)
        fresh = set(sources) - found - {number}
        found |= fresh
    return found


def _let_go(merge: Merge, along: list[int]) -> None:
    """Only whom a merge brought leaves a conversation: who took part there before stays."""
    handles = set(merge.handles)
    for number in along:
        Participant.objects.filter(conversation_id=number, handle__in=handles).delete()
        onwards = Merge.objects.filter(source_id=number, undone_at=None).values_list("handles", flat=True).first()
        handles &= set(onwards or ())
