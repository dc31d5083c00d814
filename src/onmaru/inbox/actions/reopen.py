from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions._episode import open_episode
from onmaru.inbox.events import ConversationReopened
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent


@transaction.atomic
def reopen(conversation: Conversation, by: Agent) -> bool:
    """Take a resolved conversation up again, as a new episode. False when it is not resolved."""
    row = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if row.status != Conversation.Status.RESOLVED:
        return False
    last = row.episodes.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0
    episode = open_episode(row, last + 1)
    Conversation.objects.filter(pk=row.pk).update(status=Conversation.Status.OPEN)
    record(ConversationReopened(conversation_id=row.pk, episode_id=episode.pk), by=actor.agent(by.pk))
    return True
