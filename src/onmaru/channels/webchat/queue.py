"""Where a visitor stands who waits for a first answer, and for how long they probably will."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from onmaru.inbox.models import Conversation, Episode
from onmaru.inbox.models.conversation import Conversations
from onmaru.kit import clock

# Further back a number says no more.
MOST_AHEAD = 200
WINDOW = timedelta(hours=1)
LATEST = 20
# Fewer first answers within the window say nothing of the next.
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """`position` counts from 1; `wait` is None where it cannot honestly be said."""

    position: int
    wait: timedelta | None

    @property
    def minutes(self) -> int | None:
        return None if self.wait is None else ceil(self.wait / timedelta(minutes=1))


def estimate(position: int, answered: Sequence[datetime], now: datetime) -> timedelta | None:
    """How long until so many have had their first answer, at the pace of the latest ones; in whole minutes, rounded up. Pure.

    The time since the last answer counts: a team that has stopped answering gets slower with every minute.
    """
    lately = sorted(at for at in answered if now - WINDOW <= at <= now)[-LATEST:]
    if len(lately) < ENOUGH:
        return None
    each = (now - lately[0]) / len(lately)
    return timedelta(minutes=max(1, ceil(each * position / timedelta(minutes=1))))


def standing(conversation: Conversation) -> Standing | None:
    """None for who does not wait for a first answer."""
    since = conversation.customer_waiting_since
    if since is None or conversation.status != Conversation.Status.OPEN or conversation.is_spam:
        return None
    if not conversation.episodes.filter(resolved_at=None, first_response_at=None).exists():
        return None
    before = waiting(conversation.channel_id).filter(customer_waiting_since__lt=since)
    position = before.exclude(pk=conversation.pk)[:MOST_AHEAD].count() + 1
    now = clock.now()
    answers = Episode.objects.filter(
        conversation__channel=conversation.channel_id, first_response_at__gte=now - WINDOW, started_at__gte=now - 24 * WINDOW
    )
    latest = list(answers.order_by("-first_response_at").values_list("first_response_at", flat=True)[:LATEST])
    return Standing(position, estimate(position, latest, now))


def waiting(channel_id: int) -> Conversations:
    """Conversations of a channel that wait for their first answer."""
    return Conversation.objects.shown().filter(
        channel=channel_id,
        status=Conversation.Status.OPEN,
        deleted_at=None,
        customer_waiting_since__isnull=False,
        episodes__resolved_at=None,
        episodes__first_response_at=None,
    )
