from collections.abc import Iterable

from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.events import ReasonGiven
from onmaru.inbox.models import Conversation, Episode, Reason
from onmaru.kit import clock


@transaction.atomic
def give_reason(conversation: Conversation, reason: Reason | None, by: Actor = SYSTEM) -> bool:
    """Say what the conversation's episode is about; None: it is not known. False when nothing changed.

    What an agent said, nobody but an agent changes.
    """
    locked_one(conversation)
    episode = Episode.objects.select_related("reason").filter(conversation=conversation).order_by("-ordinal").first()
    if episode is None or (episode.reason_by_id is not None and by.kind != "agent"):
        return False
    number, author = reason.pk if reason else None, by.id if by.kind == "agent" else None
    if episode.reason_id == number:
        # An agent who says what the product thought makes it theirs.
        if author and episode.reason_by_id is None and number is not None:
            Episode.objects.filter(pk=episode.pk).update(reason_by=author, reason_at=clock.now())
        return False
    Episode.objects.filter(pk=episode.pk).update(reason=number, reason_by=author, reason_at=clock.now())
    called = reason.names if reason else {}
    given = ReasonGiven(
        conversation_id=conversation.pk, episode_id=episode.pk, reason_id=number, before_id=episode.reason_id, called=called
    )
    record(given, by=by)
    return True


def give_missing_reasons_locked(rows: Iterable[Conversation], chosen: Reason | None, by: Actor) -> None:
    """Of conversations that the caller holds locked: what no agent has said of one becomes their word, `chosen` where nothing is known."""
    last = Episode.objects.filter(conversation__in=[row.pk for row in rows]).order_by("conversation", "-ordinal").distinct("conversation")
    unsaid = [episode for episode in last if episode.reason_by_id is None]
    thought = [episode.pk for episode in unsaid if episode.reason_id is not None]
    blank = [episode for episode in unsaid if episode.reason_id is None] if chosen else []
    now = clock.now()
    Episode.objects.filter(pk__in=thought).update(reason_by=by.id, reason_at=now)
    if chosen and blank:
        Episode.objects.filter(pk__in=[episode.pk for episode in blank]).update(reason=chosen, reason_by=by.id, reason_at=now)
        given = (
            ReasonGiven(conversation_id=one.conversation_id, episode_id=one.pk, reason_id=chosen.pk, before_id=None, called=chosen.names)
            for one in blank
        )
        record(*given, by=by)
