from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.events import ConversationAssigned
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission


class CannotAnswer(ValueError):
    """The agent may not answer customers, so nothing can be theirs."""


@transaction.atomic
def assign(conversation: Conversation, to: Agent | None, by: Actor = SYSTEM) -> bool:
    """Make one agent, or nobody, accountable. False when it is so already."""
    if to is not None and not to.may(Permission.ANSWER):
        raise CannotAnswer
    before = Conversation.objects.select_for_update(no_key=True).values_list("assignee_id", flat=True).get(pk=conversation.pk)
    if before == (to.pk if to else None):
        return False
    Conversation.objects.filter(pk=conversation.pk).update(assignee=to)
    record(ConversationAssigned(conversation_id=conversation.pk, agent_id=to.pk if to else None, before_id=before), by=by)
    return True
