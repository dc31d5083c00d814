from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions._outside import mark_answered
from onmaru.inbox.actions._recount import recount
from onmaru.inbox.events import ConversationMerged
from onmaru.inbox.models import Conversation, Episode, Merge, Participant
from onmaru.kit import clock
from onmaru.people.models import Agent


class CannotMerge(ValueError):
    """The two are one already, or one of them was merged elsewhere or deleted."""


@transaction.atomic
def merge(source: Conversation, target: Conversation, by: Agent) -> Merge:
    """Move everything of one conversation into another, in time order; the source points there from now on."""
    rows = {row.pk: row for row in Conversation.objects.select_for_update().filter(pk__in=[source.pk, target.pk]).order_by("pk")}
    source, target = rows[source.pk], rows[target.pk]
    if source.pk == target.pk or source.merged_into_id or target.merged_into_id or source.deleted_at or target.deleted_at:
        raise CannotMerge
    now = clock.now()
    merged = Merge.objects.create(
        source=source,
        target=target,
        # Episodes stay with the source: they say in which episode of which conversation a message fell.
        messages=list(source.messages.values_list("pk", flat=True)),
        notes=list(source.notes.values_list("pk", flat=True)),
        side_threads=list(source.side_threads.values_list("pk", flat=True)),
        status=source.status,
        snoozed_until=source.snoozed_until,
        wakes_on=source.wakes_on,
        handles=_copy_participants(source, target),
        merged_at=now,
        merged_by=by,
    )
    source.messages.update(conversation=target)
    source.notes.update(conversation=target)
    source.side_threads.update(conversation=target)
    Episode.objects.filter(conversation=source, resolved_at=None).update(resolved_at=now, resolved_by=by)
    Conversation.objects.filter(pk=source.pk).update(
        merged_into=target,
        status=Conversation.Status.RESOLVED,
        snoozed_until=None,
        wakes_on=Conversation.WakesOn.ANSWER,
        customer_waiting_since=None,
    )
    # What came into the source before goes along: whoever asks what belongs to a conversation looks one step far.
    Conversation.objects.filter(merged_into=source).update(merged_into=target)
    recount(target.pk)
    mark_answered(target.pk)
    record(ConversationMerged(conversation_id=target.pk, source_id=source.pk, merge_id=merged.pk), by=actor.agent(by.pk))
    return merged


def _copy_participants(source: Conversation, target: Conversation) -> list[str]:
    """The handles that did not take part in the target before."""
    known = set(target.participants.values_list("handle", flat=True))
    new = [one for one in source.participants.all() if one.handle not in known]
    Participant.objects.bulk_create([Participant(conversation=target, handle=one.handle, name=one.name, role=one.role) for one in new])
    return [one.handle for one in new]
