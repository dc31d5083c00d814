from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.events import ConversationTransferred
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent, Team


@transaction.atomic
def transfer(conversation: Conversation, to: Team | None, because: str = "", by: Actor = SYSTEM, agent: Agent | None = None) -> bool:
    """Give a conversation to another team, and to one of its agents where named. False when it is there already."""
    before = Conversation.objects.select_for_update(no_key=True).values_list("team_id", flat=True).get(pk=conversation.pk)
    moved = before != (to.pk if to else None)
    if moved:
        Conversation.objects.filter(pk=conversation.pk).update(team=to)
        record(
            ConversationTransferred(conversation_id=conversation.pk, team_id=to.pk if to else None, before_id=before, because=because),
            by=by,
        )
    if agent is not None or moved:
        # In a new team's queue nobody owns it until somebody takes it.
        assign(conversation, agent, by=by)
    return moved
