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
    list(Conversation.objects.select_for_update().filter(pk__in=[merge.source_id, merge.target_id]).order_by("pk"))
    if not Merge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=clock.now(), undone_by=by):
        return False
    Message.objects.filter(pk__in=merge.messages, conversation_id=merge.target_id).update(conversation_id=merge.source_id)
    Note.objects.filter(pk__in=merge.notes, conversation_id=merge.target_id).update(conversation_id=merge.source_id)
    SideThread.objects.filter(pk__in=merge.side_threads, conversation_id=merge.target_id).update(conversation_id=merge.source_id)
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
    # Who came with the source must not be in copy of what concerns the other one only.
    Participant.objects.filter(conversation_id=merge.target_id, handle__in=merge.handles).delete()
    for conversation_id in (merge.source_id, merge.target_id):
        recount(conversation_id)
        mark_answered(conversation_id)
    record(ConversationUnmerged(conversation_id=merge.target_id, source_id=merge.source_id, merge_id=merge.pk), by=actor.agent(by.pk))
    return True
