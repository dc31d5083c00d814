from typing import Any

from onmaru.channels.events import ChatAbandoned
from onmaru.customers.events import CustomersMerged, CustomersUnmerged
from onmaru.customers.models import Customer
from onmaru.events.reactions import on, on_many
from onmaru.inbox.bulk.events import ConversationDeleted, ConversationRestored, ConversationUndeleted
from onmaru.inbox.events import (
    ConversationMarkedSpam,
    ConversationMerged,
    ConversationReopened,
    ConversationResolved,
    ConversationSnoozed,
    ConversationSplit,
    ConversationUnmarkedSpam,
    ConversationUnmerged,
    ConversationWoken,
    MessageBounced,
    MessageCancelled,
    MessageDetached,
    MessageFailed,
    MessageQueued,
    MessageReceived,
)
from onmaru.inbox.models import Conversation, Message
from onmaru.radar.actions.end_duplicates import end_duplicates
from onmaru.radar.actions.find_duplicates import find_duplicates
from onmaru.radar.actions.look_at import look_at
from onmaru.radar.actions.trace import trace, trace_again
from onmaru.radar.gather import worth_comparing
from onmaru.radar.models import Miss
from onmaru.sla.events import SlaBreached
from onmaru.stated.events import FactAmended

# Of a person that many rows were merged into.
OF_A_PERSON = 20


@on_many(
    SlaBreached, ChatAbandoned, ConversationResolved, ConversationReopened, ConversationUnmarkedSpam, ConversationUndeleted,
    ConversationRestored, ConversationUnmerged, ConversationWoken, MessageBounced, MessageFailed, MessageCancelled,
)  # fmt: skip
def may_be_missed(happened: list[Any]) -> None:
    look_at(event.conversation_id for event in happened)


@on_many(MessageQueued, MessageReceived, ConversationSnoozed, ConversationMarkedSpam, ConversationDeleted, ConversationMerged)
def is_seen_to(happened: list[Any]) -> None:
    """Nothing is missed anew by these; most conversations have no miss that could end."""
    numbers = {number for event in happened for number in (event.conversation_id, getattr(event, "source_id", event.conversation_id))}
    look_at(Miss.objects.still_open().filter(conversation__in=numbers).values_list("conversation", flat=True))  # pyright: ignore[reportArgumentType]


@on(MessageReceived)
def customer_wrote(event: MessageReceived) -> None:
    """What it states is noted and committed first: of two that arrive at the same time, the later look then finds the other one."""
    message = Message.objects.filter(pk=event.message_id, machine="", direction=Message.Direction.IN).first()
    if message is None:
        return
    # Further words of somebody who has said all that they are compared by change nothing.
    if trace(message) or event.opens_episode or message.conversation.message_count <= 2:
        find_duplicates(message.conversation_id)


@on_many(ConversationResolved, ConversationMarkedSpam, ConversationDeleted)
def is_over(happened: list[Any]) -> None:
    end_duplicates([event.conversation_id for event in happened])


@on_many(ConversationReopened, ConversationUnmarkedSpam, ConversationUndeleted, ConversationRestored)
def is_open_again(happened: list[Any]) -> None:
    """Of thousands at once, most have nothing to be compared with."""
    for number in worth_comparing(event.conversation_id for event in happened):
        find_duplicates(number)


@on(ConversationMerged)
def became_one(event: ConversationMerged) -> None:
    """What the other one stated is stated here now, and what looked like it looks like this one."""
    end_duplicates([event.source_id])
    trace_again(event.conversation_id)
    find_duplicates(event.conversation_id)


@on(ConversationUnmerged)
def became_two(event: ConversationUnmerged) -> None:
    for number in (event.conversation_id, event.source_id):
        trace_again(number)
    for number in (event.conversation_id, event.source_id):
        find_duplicates(number)


@on(ConversationSplit, MessageDetached)
def some_moved(event: ConversationSplit | MessageDetached) -> None:
    for number in (event.conversation_id, event.to_id):
        trace_again(number)
    for number in (event.conversation_id, event.to_id):
        find_duplicates(number)


@on(FactAmended)
def was_amended(event: FactAmended) -> None:
    trace_again(event.conversation_id)
    find_duplicates(event.conversation_id)


@on(CustomersMerged, CustomersUnmerged)
def person_changed(event: CustomersMerged | CustomersUnmerged) -> None:
    """The same person's conversations are now those of all its rows, or no longer."""
    rows = Customer.objects.filter(pk__in=[event.customer_id, event.source_id])
    people = {number for row in rows for number in Customer.objects.same_person_as(row).values_list("pk", flat=True)}
    open_ones = Conversation.objects.shown().filter(customer__in=people, deleted_at=None).exclude(status=Conversation.Status.RESOLVED)
    for number in open_ones.order_by("-last_activity_at").values_list("pk", flat=True)[:OF_A_PERSON]:
        find_duplicates(number)
