from datetime import datetime

from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.events import ConversationSnoozed, ConversationWoken
from onmaru.inbox.models import Conversation
from onmaru.kit import clock

Status = Conversation.Status


class InThePast(ValueError):
    """A conversation cannot sleep until a moment that is over."""


class AlreadyResolved(ValueError):
    """A resolved conversation sleeps anyway."""


@transaction.atomic
def snooze(conversation: Conversation, until: datetime, by: Actor = SYSTEM) -> None:
    """Put a conversation out of sight until a moment, or until the customer writes."""
    if until <= clock.now():
        raise InThePast
    row = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if row.status == Status.RESOLVED:
        raise AlreadyResolved
    if row.snoozed_until != until:
        Conversation.objects.filter(pk=row.pk).update(status=Status.SNOOZED, snoozed_until=until)
        record(ConversationSnoozed(conversation_id=row.pk, until=until.isoformat()), by=by)


@transaction.atomic
def wake(conversation: Conversation, because: str, by: Actor = SYSTEM) -> bool:
    """Bring a snoozed conversation back. False when it is awake."""
    woken = Conversation.objects.filter(pk=conversation.pk, status=Status.SNOOZED).update(status=Status.OPEN, snoozed_until=None)
    if woken:
        record(ConversationWoken(conversation_id=conversation.pk, because=because), by=by)
    return bool(woken)
