"""Who is before an open widget: asked for all streams together every half minute, and whenever one opens."""

from datetime import timedelta

from onmaru.channels.webchat.models import Chat, Session, Visitor
from onmaru.channels.webchat.tokens import hashed
from onmaru.events.admission import Standing
from onmaru.kit import clock

# A sign of an open widget is written down again after this.
NEWS = timedelta(seconds=25)
# Streams ask every thirty seconds: who has given no sign for twice as long is not there.
AWAY_AFTER = timedelta(seconds=75)


def attending(tokens: set[str]) -> dict[str, Standing]:
    """What these sessions' streams may hear. Being asked about is a sign of being there."""
    by_hash = {hashed(token): token for token in tokens}
    rows = Session.objects.valid(clock.now()).filter(token_hash__in=by_hash)
    found, visitors = {}, set[int]()
    for token_hash, visitor_id, channel_id in rows.values_list("token_hash", "visitor_id", "visitor__channel_id"):
        found[by_hash[token_hash]] = Standing(200, (room_of_visitor(visitor_id), room_of_channel(channel_id)))
        visitors.add(visitor_id)
    note_here(visitors)
    return found


def note_here(visitors: set[int]) -> None:
    """Only of those who have something to wait for: most who have a widget open never write."""
    now = clock.now()
    waiting = Chat.objects.filter(visitor__in=visitors, conversation__isnull=False).values("visitor")
    Visitor.objects.filter(pk__in=waiting, seen_at__lt=now - NEWS).update(seen_at=now)
    # Who comes back before the answer has not given up after all.
    Chat.objects.filter(visitor__in=visitors, abandoned_at__isnull=False).update(abandoned_at=None)


def room_of_visitor(visitor_id: int) -> str:
    return f"visitor:{visitor_id}"


def room_of_channel(channel_id: int) -> str:
    return f"channel:{channel_id}"
