from collections.abc import Iterable

from django.db import transaction

from onmaru.customers.models import Customer
from onmaru.events.log import record
from onmaru.inbox.actions._by import actor_of
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.events import ConversationResolved
from onmaru.inbox.models import Conversation, Episode
from onmaru.kit import clock
from onmaru.people.models import Agent

Status, WakesOn = Conversation.Status, Conversation.WakesOn


@transaction.atomic
def resolve(conversation: Conversation, by: Agent | Customer | None) -> bool:
    """End the open episode: what the customer wrote about is dealt with. False when it was."""
    return resolve_locked(locked_one(conversation), by)


def resolve_locked(rows: Iterable[Conversation], by: Agent | Customer | None) -> bool:
    """As `resolve`, for rows that the caller holds locked in its transaction."""
    open_ones = {row.pk: row for row in rows if row.status != Status.RESOLVED}
    if not open_ones:
        return False
    episodes = Episode.objects.filter(conversation__in=open_ones, resolved_at=None)
    ended = dict(episodes.values_list("conversation_id", "pk"))
    now = clock.now()
    # A customer who closes their inquiry says with it that it is solved.
    confirmed_at = now if isinstance(by, Customer) else None
    episodes.update(resolved_at=now, resolved_by=by if isinstance(by, Agent) else None, confirmed_at=confirmed_at)
    after = {"status": Status.RESOLVED, "snoozed_until": None, "wakes_on": WakesOn.ANSWER, "customer_waiting_since": None}
    Conversation.objects.filter(pk__in=open_ones).update(**after)
    for row in open_ones.values():
        for name, value in after.items():
            setattr(row, name, value)
    record(*(ConversationResolved(conversation_id=number, episode_id=ended[number]) for number in open_ones), by=actor_of(by))
    return True
