from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions._outside import mark_answered
from onmaru.inbox.events import SideThreadClosed, SideThreadRead, SideThreadReopened
from onmaru.inbox.models import SideThread
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def close_side(thread: SideThread, by: Agent, outcome: str) -> bool:
    """Say what came of a side thread. False when it was closed."""
    open_one = SideThread.objects.filter(pk=thread.pk, closed_at=None)
    if not open_one.update(closed_at=clock.now(), closed_by=by, outcome=outcome[:500], answered_at=None):
        return False
    mark_answered(thread.conversation_id)
    closed = SideThreadClosed(conversation_id=thread.conversation_id, side_thread_id=thread.pk, outcome=outcome[:500])
    record(closed, by=actor.agent(by.pk))
    return True


@transaction.atomic
def reopen_side(thread: SideThread, by: Agent) -> bool:
    """Go on with a closed side thread. False when it is open."""
    if not SideThread.objects.filter(pk=thread.pk).exclude(closed_at=None).update(closed_at=None, closed_by=None, outcome=""):
        return False
    record(SideThreadReopened(conversation_id=thread.conversation_id, side_thread_id=thread.pk), by=actor.agent(by.pk))
    return True


@transaction.atomic
def read_side(thread: SideThread, by: Agent) -> bool:
    """An agent has looked at what an outsider answered. False when nothing waited to be read."""
    if not SideThread.objects.unread().filter(pk=thread.pk).update(answered_at=None):
        return False
    mark_answered(thread.conversation_id)
    record(SideThreadRead(conversation_id=thread.conversation_id, side_thread_id=thread.pk), by=actor.agent(by.pk))
    return True
