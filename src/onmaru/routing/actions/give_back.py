from django.db import transaction

from onmaru.inbox.actions.assign import assign_locked
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent

AT_ONCE = 500


@transaction.atomic
def give_back(agent: Agent) -> int:
    """Put what customers wait for back into the queue: this agent works here no more. Gives how many; call again while there are any."""
    theirs = Conversation.objects.shown().filter(deleted_at=None, assignee=agent, customer_waiting_since__isnull=False)
    rows = list(theirs.order_by("pk").select_for_update(no_key=True, of=("self",))[:AT_ONCE])
    assign_locked(rows, None)
    return len(rows)
