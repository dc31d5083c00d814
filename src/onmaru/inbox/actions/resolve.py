from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.events import ConversationResolved
from onmaru.inbox.models import Conversation, Episode
from onmaru.kit import clock
from onmaru.people.models import Agent

Status = Conversation.Status


@transaction.atomic
def resolve(conversation: Conversation, by: Agent) -> bool:
    """End the open episode: what the customer wrote about is dealt with. False when it was."""
    return resolve_locked(Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk), by)


def resolve_locked(conversation: Conversation, by: Agent) -> bool:
    """As `resolve`, for a caller that holds the row locked in its transaction."""
    if conversation.status == Status.RESOLVED:
        return False
    episode = conversation.episodes.get(resolved_at=None)
    Episode.objects.filter(pk=episode.pk).update(resolved_at=clock.now(), resolved_by=by)
    conversation.status, conversation.snoozed_until, conversation.customer_waiting_since = Status.RESOLVED, None, None
    conversation.wakes_on = Conversation.WakesOn.ANSWER
    conversation.save(update_fields=["status", "snoozed_until", "wakes_on", "customer_waiting_since"])
    record(ConversationResolved(conversation_id=conversation.pk, episode_id=episode.pk), by=actor.agent(by.pk))
    return True
