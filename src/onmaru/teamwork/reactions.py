from typing import Any

from onmaru.events import actor
from onmaru.events.models import Event
from onmaru.events.reactions import on, on_lines, on_many
from onmaru.inbox.bulk.events import ConversationDeleted, ConversationRestored
from onmaru.inbox.events import (
    ConversationAssigned,
    ConversationConfirmed,
    ConversationMarkedSpam,
    ConversationMerged,
    ConversationResolved,
)
from onmaru.people.events import AgentDeactivated
from onmaru.teamwork.actions.end_duty import confirm
from onmaru.teamwork.actions.look_at_duty import look_at_duty, move_duties_of
from onmaru.teamwork.actions.look_at_escalation import look_at_escalation
from onmaru.teamwork.models import Duty, Escalation


@on_lines(ConversationResolved)
def customer_confirmed(lines: list[Event]) -> None:
    """Who closes their inquiry themselves was served."""
    by_customer = {line.conversation_id: line.actor_id for line in lines if line.actor_kind == "customer"}
    for duty in Duty.objects.still_open().about(*by_customer).select_related("conversation"):
        said_of = duty.conversation_id if duty.conversation_id in by_customer else duty.conversation.merged_into_id
        confirm(duty, actor.customer(by_customer[said_of] or 0))


@on_many(ConversationConfirmed)
def customer_says_so(happened: list[ConversationConfirmed]) -> None:
    """Who says that it is solved was served, whoever resolved it."""
    for duty in Duty.objects.still_open().about(*{event.conversation_id for event in happened}).select_related("conversation"):
        confirm(duty, actor.customer(duty.conversation.customer_id))


@on_many(ConversationAssigned, ConversationMarkedSpam, ConversationDeleted, ConversationRestored)
def looked_at_anew(happened: list[Any]) -> None:
    """What came back to whoever gave it away, or went altogether, is owed no more."""
    numbers = {event.conversation_id for event in happened}
    for number in Duty.objects.still_open().filter(conversation__in=numbers).values_list("pk", flat=True):
        look_at_duty(number)


@on_many(ConversationResolved, ConversationMarkedSpam, ConversationDeleted, ConversationMerged)
def needs_no_help(happened: list[Any]) -> None:
    """What is over needs no answer from whoever was asked for help; what was merged needs it where it is now."""
    numbers = {getattr(event, "source_id", event.conversation_id) for event in happened}
    for number in Escalation.objects.still_open().filter(conversation__in=numbers).values_list("pk", flat=True):
        look_at_escalation(number)


@on(AgentDeactivated)
def owner_left(event: AgentDeactivated) -> None:
    move_duties_of(event.agent_id)
    for number in Escalation.objects.still_open().filter(owner=event.agent_id).values_list("pk", flat=True):
        look_at_escalation(number)
