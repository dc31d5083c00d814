from typing import Any

from onmaru.events.reactions import on, on_many
from onmaru.inbox.bulk.events import ConversationDeleted, ConversationRestored, ConversationUndeleted
from onmaru.inbox.events import (
    ConversationAssigned,
    ConversationMarkedSpam,
    ConversationResolved,
    ConversationSnoozed,
    ConversationTransferred,
    ConversationUnmarkedSpam,
    ConversationWoken,
    MessageQueued,
    ReasonGiven,
)
from onmaru.kit.jobs import enqueue_once
from onmaru.people.events import AgentAppointed, AgentDeactivated, AvailabilityChanged, ShiftsDropped, ShiftsSet
from onmaru.people.models import Agent
from onmaru.routing.actions.give_back import give_back
from onmaru.routing.events import AbilitiesSet, MeasureSet, QueueSet
from onmaru.routing.jobs import give_what_waits
from onmaru.routing.models import Queue


@on_many(
    MessageQueued, ConversationResolved, ConversationSnoozed, ConversationWoken, ConversationTransferred, ConversationMarkedSpam,
    ConversationUnmarkedSpam, ConversationDeleted, ConversationUndeleted, ConversationRestored, ReasonGiven,
    AvailabilityChanged, ShiftsSet, ShiftsDropped, AgentAppointed, AbilitiesSet, MeasureSet, QueueSet,
)  # fmt: skip
def somebody_is_free(happened: list[Any]) -> None:
    """Somebody may have room, or come or gone, or there is more to give."""
    _soon()


@on_many(ConversationAssigned)
def somebody_let_go(happened: list[ConversationAssigned]) -> None:
    """What was nobody's before makes no room."""
    if any(event.before_id is not None for event in happened):
        _soon()


@on(AgentDeactivated)
def somebody_left(event: AgentDeactivated) -> None:
    agent = Agent.objects.get(pk=event.agent_id)
    while not agent.is_active and give_back(agent):
        pass
    _soon()


def _soon() -> None:
    """Once for all that happened meanwhile; and where agents take for themselves, not at all."""
    if Queue.objects.giving().exists():
        enqueue_once(give_what_waits, "routing.give_what_waits")
