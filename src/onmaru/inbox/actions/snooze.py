from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked_one
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
    if snooze_locked(locked_one(conversation), until, by, wakes_on):
        raise AlreadyResolved


def snooze_locked(rows: Iterable[Conversation], until: datetime, by: Actor = SYSTEM, wakes_on: str = WakesOn.ANSWER) -> list[int]:
    """As `snooze`, for rows that the caller holds locked; gives those that are resolved and were left alone."""
    if until <= clock.now():
        raise InThePast
    known = list(rows)
    awake = [row for row in known if row.status != Status.RESOLVED and (row.snoozed_until, row.wakes_on) != (until, wakes_on)]
    if awake:
        numbers = [row.pk for row in awake]
        Conversation.objects.filter(pk__in=numbers).update(status=Status.SNOOZED, snoozed_until=until, wakes_on=wakes_on)
        record(*(ConversationSnoozed(conversation_id=one, until=until.isoformat(), wakes_on=wakes_on) for one in numbers), by=by)
    return [row.pk for row in known if row.status == Status.RESOLVED]


@transaction.atomic
def wake(conversation: Conversation, because: str, by: Actor = SYSTEM, due: datetime | None = None) -> bool:
    """Bring a snoozed conversation back; with `due` only if it was to sleep no longer than that. False when nothing was woken."""
    asleep = Conversation.objects.filter(pk=conversation.pk, status=Status.SNOOZED)
    if due:
        asleep = asleep.filter(snoozed_until__lte=due)
    woken = asleep.update(status=Status.OPEN, snoozed_until=None, wakes_on=WakesOn.ANSWER)
    if woken:
        record(ConversationWoken(conversation_id=conversation.pk, because=because), by=by)
    return bool(woken)
