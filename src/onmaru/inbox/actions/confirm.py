from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.events import ConversationConfirmed
from onmaru.inbox.models import Conversation, Episode
from onmaru.kit import clock


@transaction.atomic
def confirm(conversation: Conversation, episode_id: int) -> bool:
    """Note that the customer says this episode's matter is solved. False when it is known, or not resolved."""
    ended = Episode.objects.filter(pk=episode_id, conversation=conversation, confirmed_at=None, resolved_at__isnull=False)
    if not ended.update(confirmed_at=clock.now()):
        return False
    record(ConversationConfirmed(conversation_id=conversation.pk, episode_id=episode_id), by=actor.customer(conversation.customer_id))
    return True
