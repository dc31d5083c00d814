"""What happened in the last episodes of conversations, as `sla.clock` wants to know it. A handful of queries for however many."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from onmaru.events.models import Event
from onmaru.inbox.events import CallMade, ConversationSnoozed, ConversationWoken
from onmaru.inbox.models import Conversation, Dispatch, Episode, Message
from onmaru.kit.prepared import prepared
from onmaru.sla.clock import Fact, What

# An answer that did not leave, or came back, answered nobody.
NOT_OUT = {Dispatch.State.CANCELLED, Dispatch.State.FAILED, Dispatch.State.BOUNCED}
# What is to leave later than the time for taking it back was put off on purpose: it answers when it has left.
PUT_OFF = timedelta(minutes=2)
# What is known by events only. Who was called back was answered.
EVENTS = {ConversationSnoozed.name: What.SNOOZED, ConversationWoken.name: What.WOKEN, CallMade.name: What.ANSWERED}


def last_episodes(conversations: Iterable[int]) -> dict[int, Episode]:
    numbers = list(conversations)
    return {episode.conversation_id: episode for episode in _last_episodes(numbers)} if numbers else {}


@prepared
def _last_episodes(conversations: list[int]) -> QuerySet[Episode]:
    rows = Episode.objects.filter(conversation__in=conversations).order_by("conversation", "-ordinal").distinct("conversation")
    return rows.select_related("reason")


def facts_of(conversations: Iterable[Conversation], episodes: dict[int, Episode]) -> dict[int, list[Fact]]:
    """By conversation. Who waits since when, as the conversation itself has it, is one of them: not every wait begins with a message."""
    rows = list(conversations)
    found: dict[int, list[Fact]] = defaultdict(list)
    for row in rows:
        episode = episodes[row.pk]
        if row.customer_waiting_since:
            found[row.pk].append(Fact(max(row.customer_waiting_since, episode.started_at), What.ASKED))
    _add_messages(found, episodes)
    _add_events(found, rows, episodes)
    for row in rows:
        if ended := episodes[row.pk].resolved_at:
            # An answer that resolved as well left at the same moment, which the order of the facts has to say.
            found[row.pk].append(Fact(ended, What.RESOLVED))
    return found


def _add_messages(found: dict[int, list[Fact]], episodes: dict[int, Episode]) -> None:
    since = min(episode.started_at for episode in episodes.values()) - timedelta(seconds=1)
    for number, episode_id, of, direction, created_at, state, due_at, sent_at in _messages(list(episodes), since):
        episode = episodes[number]
        # What was merged into it belongs to another conversation's episode, and counts since this one began.
        if episode_id != episode.pk and (of == number or created_at < episode.started_at):
            continue
        if direction == Message.Direction.IN:
            found[number].append(Fact(created_at, What.ASKED))
        elif answered := _answered(created_at, state, due_at, sent_at):
            found[number].append(Fact(answered, What.ANSWERED))


@prepared
def _messages(conversations: list[int], since: datetime) -> QuerySet[Message, tuple[Any, ...]]:
    rows = Message.objects.filter(conversation__in=conversations, machine="", automatic=False, created_at__gte=since)
    return rows.order_by("created_at", "id").values_list(
        "conversation_id",
        "episode_id",
        "episode__conversation_id",
        "direction",
        "created_at",
        "dispatch__state",
        "dispatch__due_at",
        "dispatch__sent_at",
    )


def _answered(created_at: datetime, state: str | None, due_at: datetime | None, sent_at: datetime | None) -> datetime | None:
    if state in NOT_OUT:
        return None
    if state is not None and due_at is not None and due_at - created_at > PUT_OFF:
        return sent_at
    return created_at


def _add_events(found: dict[int, list[Fact]], rows: list[Conversation], episodes: dict[int, Episode]) -> None:
    for number, name, at in _events([row.pk for row in rows]):
        if at >= episodes[number].started_at:
            found[number].append(Fact(at, EVENTS[name]))


@prepared
def _events(conversations: list[int]) -> QuerySet[Event, tuple[Any, ...]]:
    rows = Event.objects.filter(conversation_id__in=conversations, name__in=EVENTS).order_by("id")
    return rows.values_list("conversation_id", "name", "at")
