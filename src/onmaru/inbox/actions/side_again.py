"""What an agent decides about a side message that has not left, did not leave, or of which nobody knows."""

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions._outside import named
from onmaru.inbox.events import SideMessageCancelled, SideMessageQueued, SideMessageSent
from onmaru.inbox.models import SideDispatch, SideMessage, Way
from onmaru.inbox.writing import external_id
from onmaru.kit import clock
from onmaru.people.models import Agent

State = Way.State


@transaction.atomic
def cancel_side(message: SideMessage, by: Agent) -> bool:
    """Take back what has not left. False when it was too late."""
    # The conditional update is the race with the worker: whoever changes the row first wins.
    if not SideDispatch.objects.filter(pk=message.pk, state=State.QUEUED).update(state=State.CANCELLED, reason="undone"):
        return False
    record(SideMessageCancelled(**named(message)), by=actor.agent(by.pk))
    return True


@transaction.atomic
def try_side_again(message: SideMessage, by: Agent) -> bool:
    """Send a failed, uncertain or returned side message once more. False when it is on its way or out."""
    states = [State.FAILED, State.BOUNCED, State.UNKNOWN]
    dispatch = SideDispatch.objects.select_for_update().filter(pk=message.pk, state__in=states).first()
    if dispatch is None:
        return False
    if dispatch.state == State.BOUNCED:
        # It was taken once, so this is another mail: see try_again.
        SideMessage.objects.filter(pk=message.pk).update(external_id=external_id(f"s{message.thread_id}", message.thread.channel.handle))
    dispatch.state, dispatch.due_at, dispatch.attempts, dispatch.reason = State.QUEUED, clock.now(), 0, ""
    dispatch.save(update_fields=["state", "due_at", "attempts", "reason"])
    record(SideMessageQueued(**named(message)), by=actor.agent(by.pk))
    return True


@transaction.atomic
def accept_side_as_sent(message: SideMessage, by: Agent) -> bool:
    """An agent found out that an uncertain side message did arrive."""
    unknown = SideDispatch.objects.filter(pk=message.pk, state=State.UNKNOWN)
    if not unknown.update(state=State.SENT, sent_at=clock.now(), reason=""):
        return False
    record(SideMessageSent(**named(message)), by=actor.agent(by.pk))
    return True
