"""Which of our own messages may still be changed, and by whom."""

from onmaru.inbox.models import Dispatch, Message
from onmaru.people.models import Agent
from onmaru.people.roles import Permission


def may_change(agent: Agent, message: Message) -> bool:
    """One's own answer, or anybody's for leads, once it stands where the customer reads it; what left as a mail stays as it is."""
    if message.is_in or message.automatic or message.deleted_at or not agent.may(Permission.ANSWER):
        return False
    dispatch = getattr(message, "dispatch", None)
    arrived = dispatch is not None and dispatch.state == Dispatch.State.SENT and dispatch.via_id is None
    return arrived and (message.agent_id == agent.pk or agent.may(Permission.SEE_ALL))
