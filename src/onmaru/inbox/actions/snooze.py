from datetime import datetime

from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.events import ConversationSnoozed, ConversationWoken
from onmaru.inbox.models import Conversation
from onmaru.kit import clock

Status, WakesOn = Conversation.Status, Conversation.WakesOn


class InThePast(ValueError):
    """A conversation cannot sleep until a moment that is over."""


class AlreadyResolved(ValueError):
    """A resolved conversation sleeps anyway."""


@transaction.atomic
def snooze(conversation: Conversation, until: datetime, by: Actor = SYSTEM, wakes_on: str = WakesOn.ANSWER) -> None:
    """Put a conversation out of sight until a moment, or until the customer writes what it wakes on."""
    if until <= clock.now():
        raise InThePast
    row = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if row.status == Status.RESOLVED:
        raise AlreadyResolved
    if (row.snoozed_until, row.wakes_on) != (until, wakes_on):
        Conversation.objects.filter(pk=row.pk).update(status=Status.SNOOZED, snoozed_until=until, wakes_on=wakes_on)
        record(ConversationSnoozed(conversation_id=row.pk, until=until.isoformat(), wakes_on=wakes_on), by=by)


@transaction.atomic
def wake(conversation: Conversation, because: str, by: Actor = SYSTEM) -> bool:
    """Bring a snoozed conversation back. False when it is awake."""
    asleep = Conversation.objects.filter(pk=conversation.pk, status=Status.SNOOZED)
    woken = asleep.update(status=Status.OPEN, snoozed_until=None, wakes_on=WakesOn.ANSWER)
    if woken:
        record(ConversationWoken(conversation_id=conversation.pk, because=because), by=by)
    return bool(woken)
