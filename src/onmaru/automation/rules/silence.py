"""Conversations in which somebody has been silent for some hours, by the index of those moments and never by looking at all of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from onmaru.automation.rules.occasion import Occasion
from onmaru.automation.triggers import AGENT_SILENT, CUSTOMER_SILENT
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.models.conversation import Conversations, waits_since

BATCH = 200
Status = Conversation.Status


def fell_silent(trigger: str, hours: int, since: datetime, until: datetime) -> Iterator[list[Occasion]]:
    """Whose silence became so long after `since` and by `until`, in batches, the longest first."""
    length = timedelta(hours=hours)
    if trigger == AGENT_SILENT:
        yield from _batches(trigger, _waiting(), "silent_since", since - length, until - length, length)
    elif trigger == CUSTOMER_SILENT:
        for status in (Status.OPEN, Status.SNOOZED):
            yield from _batches(trigger, _answered(status), "last_activity_at", since - length, until - length, length)


def _waiting() -> Conversations:
    return Conversation.objects.shown().filter(deleted_at=None, status=Status.OPEN).alias(silent_since=waits_since())


def _answered(status: str) -> Conversations:
    """Where nobody waits for us; whose the last word was is asked of each batch, so that no plan can begin at the messages."""
    return Conversation.objects.shown().filter(deleted_at=None, status=status, customer_waiting_since=None)


def _ours(found: list[tuple[int, datetime]]) -> set[tuple[int, datetime]]:
    """Where the last word is an agent's: what the product says by itself moves no `last_activity_at`, so follow-ups begin nothing anew."""
    spoken = Message.objects.filter(conversation__in=[pk for pk, _at in found], created_at__in=[at for _pk, at in found])
    return set(spoken.filter(direction=Message.Direction.OUT, automatic=False).values_list("conversation_id", "created_at"))


def _batches(trigger: str, rows: Conversations, by: str, after: datetime, until: datetime, length: timedelta) -> Iterator[list[Occasion]]:
    column = "customer_waiting_since" if by == "silent_since" else by
    place = (after, 0)
    while True:
        since, number = place
        beyond = rows.filter(**{f"{by}__gt": since}) if not number else _beyond(rows, by, since, number)
        found = list(beyond.filter(**{f"{by}__lte": until}).order_by(by, "pk").values_list("pk", column)[:BATCH])
        ours = _ours(found) if trigger == CUSTOMER_SILENT and found else set(found)
        silent = [one for one in found if one in ours]
        if silent:
            yield [Occasion(trigger, pk, f"silence:{at.isoformat()}", at + length) for pk, at in silent]
        if len(found) < BATCH:
            return
        place = (found[-1][1], found[-1][0])


def _beyond(rows: Conversations, by: str, since: datetime, number: int) -> Conversations:
    return rows.filter(**{f"{by}__gte": since}).exclude(**{by: since, "pk__lte": number})
