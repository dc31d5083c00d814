"""One line of a list, told apart by everything it shows: a line that says what it said before is not drawn again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onmaru.inbox.models import Conversation
from onmaru.inbox.templatetags.inbox import customer_name, due_tone, kind_icon, kind_name, left, waited

SHOWN_TAGS = 3


@dataclass(frozen=True, slots=True)
class Row:
    # Its number as text: a number in a template is written as the language writes numbers, which takes longer than all else here.
    key: str
    name: str
    subject: str
    preview: str
    last_activity_at: datetime
    status: str
    snoozed_until: datetime | None
    is_spam: bool
    priority: int
    has_attachments: bool
    is_undelivered: bool
    outsider_answered: bool
    customer_waiting_since: datetime | None
    # In words and as a colour: both change while nothing else does.
    waited: str
    patience: str
    due_at: datetime | None
    due_soon_at: datetime | None
    due_for: str
    # As the server draws it; the browser counts on from there.
    due_words: str
    due_tone: str
    channel_name: str
    channel_icon: str
    kind_name: str
    tags: tuple[str, ...]
    assignee: str

    @property
    def get_status_display(self) -> Any:
        return Conversation.Status(self.status).label

    @property
    def get_priority_display(self) -> Any:
        return Conversation.Priority(self.priority).label

    @property
    def get_due_for_display(self) -> Any:
        return Conversation.DueFor(self.due_for).label


def row_of(conversation: Conversation) -> Row:
    """Of a conversation as `queries.page` reads it."""
    since = conversation.customer_waiting_since
    return Row(
        key=str(conversation.pk),
        name=customer_name(conversation),
        subject=conversation.subject,
        preview=conversation.preview,
        last_activity_at=conversation.last_activity_at,
        status=conversation.status,
        snoozed_until=conversation.snoozed_until,
        is_spam=conversation.is_spam,
        priority=conversation.priority,
        has_attachments=conversation.has_attachments,
        is_undelivered=conversation.undelivered_since is not None,
        outsider_answered=conversation.outsider_answered_at is not None,
        customer_waiting_since=since,
        waited=waited(since) if since else "",
        patience=getattr(conversation, "patience", "waiting"),
        due_at=conversation.due_at,
        due_soon_at=conversation.due_soon_at,
        due_for=conversation.due_for,
        due_words=left(conversation.due_at) if conversation.due_at else "",
        due_tone=due_tone(conversation),
        channel_name=conversation.channel.name,
        channel_icon=kind_icon(conversation.channel.kind),
        kind_name=kind_name(conversation.channel),
        tags=tuple(conversation.tag_names[:SHOWN_TAGS]),  # pyright: ignore[reportAttributeAccessIssue]
        assignee=conversation.assignee.name if conversation.assignee else "",
    )
