"""What the steps need to know of the past and the present. Reads only."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.db import connection

from onmaru.inbox.models import Channel, Conversation, Episode
from onmaru.inbox.models.conversation import waits_since
from onmaru.triage.models import Acknowledgement
from onmaru.triage.promise import Answered, History, busy_hour

WINDOW = timedelta(days=28)
PACE_WINDOW = timedelta(days=7)
SLOT = timedelta(minutes=5)
# Whoever has waited longer than this was forgotten: that is for people to find, and no queue before anybody.
STILL_IN_LINE = timedelta(days=7)
MOST_WAITING = 2000
MOST_ANSWERS = 5000

# A few first answers of every hour of the window: bounded however busy the channel is, and evenly spread. A look into the index an hour.
_EVERY_HOUR = """
    SELECT answered.started_at, answered.first_response_at
    FROM generate_series(%(start)s, %(end)s - interval '1 hour', interval '1 hour') AS hour
    CROSS JOIN LATERAL (
        SELECT episode.started_at, episode.first_response_at
        FROM inbox_episode AS episode JOIN inbox_conversation AS conversation ON conversation.id = episode.conversation_id
        WHERE episode.started_at >= hour AND episode.started_at < hour + interval '1 hour'
          AND episode.first_response_at IS NOT NULL AND episode.first_response_at <= %(now)s
          AND conversation.channel_id = %(channel)s AND conversation.spam_marked_at IS NULL
        LIMIT 5
    ) AS answered
"""


def history(channel: Channel, now: datetime, without: Conversation) -> History:
    """How `channel` answered in the last 28 days, and who waits there beside the conversation asked about."""
    answered, busy = _past(channel.pk, int(now.timestamp() // SLOT.total_seconds()))
    return History(answered=answered, waiting=waiting(channel, now, without), pace=busy)


@lru_cache(maxsize=32)
def _past(channel_id: int, slot: int) -> tuple[tuple[Answered, ...], int]:
    """Four weeks look the same for minutes, and cost a second where there are ten thousand conversations a day."""
    channel, now = Channel.objects.get(pk=channel_id), datetime.fromtimestamp((slot + 1) * SLOT.total_seconds(), tz=UTC)
    return answers(channel, now), pace(channel, now)


def answers(channel: Channel, now: datetime) -> tuple[Answered, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_EVERY_HOUR, {"start": now - WINDOW, "end": now, "now": now, "channel": channel.pk})
        return tuple(Answered(asked, answered) for asked, answered in cursor.fetchall())


def waiting(channel: Channel, now: datetime, without: Conversation) -> tuple[datetime, ...]:
    # By what the index of who waits is ordered by: others of a channel are many times as many.
    rows = Conversation.objects.shown().filter(channel=channel, status=Conversation.Status.OPEN, deleted_at=None)
    rows = rows.alias(waits=waits_since()).filter(waits__gte=now - STILL_IN_LINE, waits__lte=now)
    return tuple(rows.exclude(pk=without.pk).values_list("customer_waiting_since", flat=True)[:MOST_WAITING])


def pace(channel: Channel, now: datetime) -> int:
    rows = Episode.objects.filter(
        conversation__channel=channel, started_at__gte=now - PACE_WINDOW, first_response_at__isnull=False, first_response_at__lte=now
    )
    return busy_hour(rows.order_by("-started_at").values_list("first_response_at", flat=True)[:MOST_ANSWERS])


def promised(conversations: Iterable[int]) -> dict[int, datetime]:
    """By when a person answers, for conversations of which somebody was told so and still waits."""
    made = Acknowledgement.objects.filter(
        episode__conversation__in=list(conversations), episode__resolved_at=None, kept_at=None, released_at=None, due_at__isnull=False
    )
    rows = made.order_by("made_at").values_list("episode__conversation", "due_at")
    return {conversation: due for conversation, due in rows if due}
