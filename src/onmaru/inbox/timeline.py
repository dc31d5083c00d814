"""A conversation as it is read: messages, notes, words with outsiders and what happened, in one order of time, a stretch at a time."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db.models import BigIntegerField, BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.timezone import localtime

from onmaru.events.models import Event
from onmaru.inbox.models import Attachment, Channel, Conversation, Dispatch, Message, Note, SideDispatch, SideMessage
from onmaru.kit.prepared import Prepared, prepared
from onmaru.people.models import Agent, Team

LENGTH = 30
# What a message brought about is read before it, also where both happened in one moment.
ITS_HEADINGS = frozenset({"conversation.reopened", "conversation.woken"})


@dataclass(slots=True)
class Item:
    kind: Literal["message", "note", "side", "event"]
    at: datetime
    thing: Message | Note | SideMessage | Event
    files: list[Attachment] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.thing.pk}"

    @property
    def day(self) -> str:
        """As its reader's calendar has it."""
        return localtime(self.at).date().isoformat()


@dataclass(slots=True)
class Stretch:
    """Items oldest first. `begins` is the time of the first one; `earlier` says that there are others before it."""

    items: list[Item]
    begins: datetime | None
    earlier: bool

    @property
    def messages(self) -> list[Message]:
        return [item.thing for item in self.items if isinstance(item.thing, Message)]

    @property
    def last_of_customer(self) -> Message | None:
        return next((message for message in reversed(self.messages) if message.is_of_customer), None)

    @property
    def last_message_id(self) -> int:
        return max((message.pk for message in self.messages), default=0)


def stretch(
    conversation: Conversation, events: Iterable[str], before: datetime | None = None, since: datetime | None = None, length: int = LENGTH
) -> Stretch:
    """The last items, or the last before a moment, or all since one. `events` names the events worth a line."""
    limit = None if since else length + 1
    part = _Part(conversation.pk, before, since, limit)
    messages: list[Message] = part.of(_messages)
    _add_where(conversation, messages)
    notes: list[Note] = part.of(_notes)
    for note in notes:
        note.conversation = conversation
    # Few conversations have words with outsiders; whoever knows that this one has none spares the look.
    asked = getattr(conversation, "asked_outside", True)
    outside: list[SideMessage] = part.of(_side_messages) if asked else []
    happened: list[Event] = part.of(_happened, names=tuple(sorted(events)))
    items = [Item("message", message.created_at, message) for message in messages]
    items += [Item("note", note.created_at, note) for note in notes]
    items += [Item("side", told.created_at, told) for told in outside]
    items += [Item("event", event.at, event) for event in happened]
    items.sort(key=lambda item: (item.at, not (isinstance(item.thing, Event) and item.thing.name in ITS_HEADINGS)))
    earlier = len(items) > length if since is None else _anything_before(conversation, events, since)
    if since is None and earlier:
        # Items of one moment stay together: the next stretch ends strictly before this one's first moment.
        begins = items[-length].at
        items = [item for item in items if item.at >= begins]
    _add_files(items)
    return Stretch(items, items[0].at if items else since, earlier)


@dataclass(frozen=True, slots=True)
class _Part:
    conversation: int
    before: datetime | None
    since: datetime | None
    limit: int | None

    def of(self, rows: Prepared[Any], **shape: Hashable) -> list[Any]:
        bounds = {name: at for name, at in (("lt", self.before), ("gte", self.since)) if at}
        return rows(self.conversation, *bounds.values(), bounds=tuple(bounds), limit=self.limit, **shape)[::-1]


def _between(rows: QuerySet, by: str, moments: tuple[datetime, ...], bounds: tuple[str, ...], limit: int | None) -> QuerySet:
    for bound, moment in zip(bounds, moments, strict=True):
        rows = rows.filter(**{f"{by}__{bound}": moment})
    return rows.order_by(f"-{by}", "-id")[:limit]


@prepared
def _messages(number: int, *moments: datetime, bounds: tuple[str, ...], limit: int | None) -> QuerySet[Message]:
    """What was taken back by its author within seconds never was a message."""
    undone = Q(dispatch__state=Dispatch.State.CANCELLED, dispatch__reason="undone")
    kept = Message.objects.filter(conversation=number).exclude(undone).select_related("dispatch", "identity", "agent").defer("html")
    kept = kept.annotate(has_html=ExpressionWrapper(~Q(html=""), output_field=BooleanField()))
    return _between(kept, "created_at", moments, bounds, limit)


@prepared
def _notes(number: int, *moments: datetime, bounds: tuple[str, ...], limit: int | None) -> QuerySet[Note]:
    return _between(Note.objects.filter(conversation=number).select_related("author"), "created_at", moments, bounds, limit)


def _add_where(conversation: Conversation, messages: list[Message]) -> None:
    """The conversation and channels of messages. Nearly all came by the conversation's own: that is not read again for every message."""
    dispatches = [dispatch for message in messages if (dispatch := getattr(message, "dispatch", None))]
    channels = {conversation.channel_id: conversation.channel}  # pyright: ignore[reportAttributeAccessIssue]
    named = {message.channel_id for message in messages} | {dispatch.via_id for dispatch in dispatches} - {None}
    if others := named - channels.keys():
        channels |= Channel.objects.in_bulk(others)
    for message in messages:
        message.conversation = conversation
        message.channel = channels[message.channel_id]
    for dispatch in dispatches:
        dispatch.via = channels.get(dispatch.via_id)


@prepared
def _side_messages(number: int, *moments: datetime, bounds: tuple[str, ...], limit: int | None) -> QuerySet[SideMessage]:
    told = SideMessage.objects.filter(thread__conversation=number)
    told = told.exclude(dispatch__state=SideDispatch.State.CANCELLED).select_related("dispatch", "agent")
    return _between(told, "created_at", moments, bounds, limit)


@prepared
def _happened(number: int, *moments: datetime, bounds: tuple[str, ...], limit: int | None, names: tuple[str, ...]) -> QuerySet[Event]:
    return _between(happenings(number).filter(name__in=names), "at", moments, bounds, limit)


def happenings(conversation: int) -> QuerySet[Event]:
    """What the log holds of a conversation, with the names that its sentences need."""

    def number(key: str) -> Cast:
        return Cast(KeyTextTransform(key, "data"), BigIntegerField())

    def agent(reference: str) -> Subquery:
        return Subquery(Agent.objects.filter(pk=OuterRef(reference)).values("name")[:1])

    return Event.objects.filter(conversation_id=conversation).annotate(
        of_agent=number("agent_id"),
        of_team=number("team_id"),
        actor_name=agent("actor_id"),
        agent_name=agent("of_agent"),
        team_name=Subquery(Team.objects.filter(pk=OuterRef("of_team")).values("name")[:1]),
    )


def _anything_before(conversation: Conversation, events: Iterable[str], moment: datetime) -> bool:
    return (
        conversation.messages.filter(created_at__lt=moment).exists()
        or conversation.notes.filter(created_at__lt=moment).exists()
        or SideMessage.objects.filter(thread__conversation=conversation, created_at__lt=moment).exists()
        or Event.objects.filter(conversation_id=conversation.pk, name__in=list(events), at__lt=moment).exists()
    )


def _add_files(items: list[Item]) -> None:
    by_key = {item.key: item for item in items}
    # Nothing has the number 0.
    messages, notes, outside = ([item.thing.pk for item in items if item.kind == kind] or [0] for kind in ("message", "note", "side"))
    for file in _files(messages, notes, outside):
        by_key[_owner(file)].files.append(file)


@prepared
def _files(messages: list[int], notes: list[int], outside: list[int]) -> QuerySet[Attachment]:
    return Attachment.objects.filter(Q(message__in=messages) | Q(note__in=notes) | Q(side_message__in=outside))


def _owner(file: Attachment) -> str:
    if file.message_id:
        return f"message-{file.message_id}"
    return f"note-{file.note_id}" if file.note_id else f"side-{file.side_message_id}"
