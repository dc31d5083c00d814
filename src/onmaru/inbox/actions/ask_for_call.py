from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.events import CallAsked
from onmaru.inbox.models import Callback, Conversation
from onmaru.kit import clock


@transaction.atomic
def ask_for_call(conversation: Conversation, phone: str) -> bool:
    """The customer wants to be called at this number, and keeps their place. False when they said so before."""
    locked_one(conversation)
    row = Conversation.objects.get(pk=conversation.pk)
    owed = Callback.objects.owed().filter(conversation=row)
    if owed.filter(phone=phone).exists():
        return False
    now = clock.now()
    since = row.customer_waiting_since or now
    # The last number given is the one to call.
    if not owed.update(phone=phone, asked_at=now):
        Callback.objects.create(conversation=row, phone=phone, asked_at=now, waits_since=since)
    record(CallAsked(conversation_id=row.pk), by=actor.customer(row.customer_id))
    return True


def want_no_call(conversation: Conversation) -> None:
    """They want to be answered in another way after all."""
    Callback.objects.owed().filter(conversation=conversation).delete()
