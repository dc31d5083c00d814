"""What is known of somebody changed. Whoever writes for the first time is placed by triage, before rules look."""

from typing import Any

from onmaru.customers.events import CustomerEdited, CustomerMarkedVip, CustomersMerged, CustomersUnmerged, CustomerUnmarkedVip
from onmaru.events.reactions import on, on_many
from onmaru.inbox.events import ConversationMerged, ConversationSplit, ConversationTagged, ConversationUnmerged, ConversationUntagged
from onmaru.inbox.models import Conversation
from onmaru.segments.actions.place import place


@on_many(CustomerEdited, CustomerMarkedVip, CustomerUnmarkedVip)
def is_known_otherwise(happened: list[Any]) -> None:
    place({event.customer_id for event in happened})


@on(CustomersMerged, CustomersUnmerged)
def became_one_or_two(event: CustomersMerged | CustomersUnmerged) -> None:
    place([event.customer_id, event.source_id])


@on_many(ConversationTagged, ConversationUntagged, ConversationMerged, ConversationUnmerged, ConversationSplit)
def has_other_conversations(happened: list[Any]) -> None:
    named = {
        number for event in happened for number in (event.conversation_id, getattr(event, "source_id", None), getattr(event, "to_id", None))
    }
    place(Conversation.objects.filter(pk__in=named - {None}).order_by().values_list("customer", flat=True))
