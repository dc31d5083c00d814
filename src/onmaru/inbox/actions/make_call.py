from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.events import CallMade
from onmaru.inbox.models import Callback, Conversation, Episode
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def make_call(conversation: Conversation, by: Agent) -> bool:
    """Note that the customer was called back: that answers them, and they wait no longer. False when no call was owed."""
    locked_one(conversation)
    now = clock.now()
    if not Callback.objects.of_conversation(conversation.pk).owed().update(called_at=now, called_by=by):
        return False
    unanswered = Episode.objects.filter(conversation=conversation, resolved_at=None, first_response_at=None)
    unanswered.update(first_response_at=now, first_response_by=by)
    Conversation.objects.filter(pk=conversation.pk).update(customer_waiting_since=None)
    record(CallMade(conversation_id=conversation.pk), by=actor.agent(by.pk))
    return True
