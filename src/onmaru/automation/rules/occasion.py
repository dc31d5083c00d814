"""Something on which rules look, and what there is to see of it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from onmaru.events.happening import Happening
from onmaru.inbox.models import Conversation, Message


@dataclass(frozen=True, slots=True)
class Occasion:
    """`fact` names it for good: a rule acts once for a fact. `event_id` is its line of the log, where it has one."""

    trigger: str
    conversation_id: int
    fact: str
    at: datetime
    message_id: int | None = None
    event_id: int | None = None
    happening: Happening | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Scene:
    """An occasion with its rows. The message is the one that arrived, else the customer's last; None where they never wrote."""

    occasion: Occasion
    conversation: Conversation
    message: Message | None
    now: datetime


def scenes_of(occasions: list[Occasion], now: datetime) -> list[Scene]:
    """In three queries, however many there are; those whose conversation is gone, merged, deleted or spam are left out."""
    rows = Conversation.objects.shown().filter(deleted_at=None).select_related("customer__person", "team", "channel")
    conversations = rows.in_bulk([one.conversation_id for one in occasions])
    messages = _read().in_bulk([one.message_id for one in occasions if one.message_id])
    lacking = {one.conversation_id for one in occasions if not one.message_id and one.conversation_id in conversations}
    of_customer = _read().filter(conversation__in=lacking, direction=Message.Direction.IN, machine="")
    last = of_customer.order_by("conversation", "-created_at", "-id").distinct("conversation") if lacking else ()
    last_of = {message.conversation_id: message for message in last}
    return [
        Scene(one, conversations[one.conversation_id], messages.get(one.message_id or 0) or last_of.get(one.conversation_id), now)
        for one in occasions
        if one.conversation_id in conversations
    ]


def _read() -> QuerySet[Message]:
    return Message.objects.defer("html", "quoted", "signature", "rich")
