from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from onmaru.customers.models import Customer
from onmaru.events.log import record
from onmaru.inbox.actions._by import actor_of
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.events import ConversationReopened
from onmaru.inbox.models import Conversation, Episode
from onmaru.kit import clock
from onmaru.people.models import Agent

Status = Conversation.Status


@transaction.atomic
def reopen(conversation: Conversation, by: Agent | Customer | None) -> bool:
    """Take a resolved conversation up again, as a new episode. False when it is not resolved. A customer who does so waits."""
    return reopen_locked(locked_one(conversation), by)


def reopen_locked(rows: Iterable[Conversation], by: Agent | Customer | None) -> bool:
    """As `reopen`, for rows that the caller holds locked in its transaction."""
    resolved = [row.pk for row in rows if row.status == Status.RESOLVED]
    if not resolved:
        return False
    ordinals = Episode.objects.filter(conversation__in=resolved).order_by().values_list("conversation_id").annotate(Max("ordinal"))
    last = dict(ordinals)
    now = clock.now()
    begun = Episode.objects.bulk_create(
        [Episode(conversation_id=number, ordinal=last.get(number, 0) + 1, started_at=now) for number in resolved]
    )
    Conversation.objects.filter(pk__in=resolved).update(
        status=Status.OPEN, customer_waiting_since=now if isinstance(by, Customer) else None
    )
    record(*(ConversationReopened(conversation_id=one.conversation_id, episode_id=one.pk) for one in begun), by=actor_of(by))
    return True
