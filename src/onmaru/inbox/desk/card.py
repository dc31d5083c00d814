"""A message of the thread, told apart by everything it shows to its reader: one that says what it said before is not drawn again."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from onmaru.inbox.changing import may_change
from onmaru.inbox.models import Attachment, Conversation, Dispatch, Message
from onmaru.inbox.templatetags.inbox import writer
from onmaru.people.door import AgentRequest
from onmaru.people.templatetags.people import may
from onmaru.web import slots


@dataclass(frozen=True, slots=True)
class File:
    pk: int
    name: str
    content_type: str
    size: int
    blob: str
    inline: bool
    skipped: str


@dataclass(frozen=True, slots=True)
class Journey:
    """Where an outgoing message stands on its way."""

    state: str
    reason: str
    due_at: datetime
    attempts: int
    is_scheduled: bool
    cancel_if_customer_writes: bool
    delivered_at: datetime | None
    read_at: datetime | None
    # The name of the mailbox by which it left instead of by its own channel, and to whom.
    via: str
    via_handle: str


@dataclass(frozen=True, slots=True)
class Card:
    pk: int
    direction: str
    name: str
    automatic: bool
    machine: str
    subject: str
    text: str
    quoted: str
    signature: str
    has_html: bool
    rich_told: str
    sender_name: str
    sender_handle: str
    recipients_told: str
    channel_name: str
    # It came or went by another channel than its conversation's.
    is_elsewhere: bool
    conversation_id: int
    sent_at: datetime | None
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    # Abusive, and its reader would rather be asked first.
    is_folded: bool
    warnings: tuple[str, ...]
    files: tuple[File, ...]
    dispatch: Journey | None
    # What its reader may do to it.
    may_answer: bool
    may_organise: bool
    may_correct: bool
    may_take_back: bool
    # What packages above offer to do.
    actions: SafeString

    @property
    def key(self) -> str:
        return f"message-{self.pk}"

    @property
    def is_in(self) -> bool:
        return self.direction == Message.Direction.IN

    @property
    def recipients(self) -> dict[str, Any]:
        return json.loads(self.recipients_told)

    @property
    def rich(self) -> dict[str, Any] | None:
        return json.loads(self.rich_told) if self.rich_told else None


def card_of(message: Message, files: list[Attachment], conversation: Conversation, request: AgentRequest) -> Card:
    """Of a message as `timeline.stretch` reads it."""
    changeable = may_change(request.user, message)
    can = message.channel.can
    return Card(
        pk=message.pk,
        direction=message.direction,
        name=writer(message),
        automatic=message.automatic,
        machine=message.machine,
        subject=message.subject,
        text=message.text,
        quoted=message.quoted,
        signature=message.signature,
        has_html=message.has_html,  # pyright: ignore[reportAttributeAccessIssue]
        rich_told=json.dumps(message.rich) if message.rich else "",
        sender_name=message.sender_name,
        sender_handle=message.sender_handle,
        recipients_told=json.dumps(message.recipients),
        channel_name=message.channel.name,
        is_elsewhere=message.channel_id != conversation.channel_id,  # pyright: ignore[reportAttributeAccessIssue]
        conversation_id=message.conversation_id,
        sent_at=message.sent_at,
        created_at=message.created_at,
        edited_at=message.edited_at,
        deleted_at=message.deleted_at,
        is_folded=bool(message.folded_at and not message.deleted_at and request.user.folds_abuse),
        warnings=tuple(message.warnings),
        files=tuple(_file(file) for file in files),
        dispatch=_journey(getattr(message, "dispatch", None)),
        may_answer=may(request.user, "answer"),
        may_organise=may(request.user, "organise"),
        may_correct=changeable and can.edit and not message.rich,
        may_take_back=changeable and can.delete,
        actions=slots.render("message.actions", request, message=message),
    )


def _file(file: Attachment) -> File:
    return File(file.pk, file.name, file.content_type, file.size, file.blob, file.inline, file.skipped)


def _journey(dispatch: Dispatch | None) -> Journey | None:
    return dispatch and Journey(
        state=dispatch.state,
        reason=dispatch.reason,
        due_at=dispatch.due_at,
        attempts=dispatch.attempts,
        is_scheduled=dispatch.scheduled_by_id is not None,  # pyright: ignore[reportAttributeAccessIssue]
        cancel_if_customer_writes=dispatch.cancel_if_customer_writes,
        delivered_at=dispatch.delivered_at,
        read_at=dispatch.read_at,
        via=dispatch.via.name if dispatch.via else "",
        via_handle=dispatch.via_handle,
    )
