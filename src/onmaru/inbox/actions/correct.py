from typing import Any

from django.db import transaction

from onmaru.events.actor import Actor
from onmaru.events.log import record
from onmaru.inbox.events import MessageCorrected, MessageWithdrawn
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.searchables import MESSAGE
from onmaru.inbox.writing import preview
from onmaru.kit import clock
from onmaru.search.actions.file import refile


class CannotChange(ValueError):
    """The channel does not allow it, or the message was taken back."""


@transaction.atomic
def correct(message: Message, text: str, by: Actor) -> Message:
    """Let a message say something else than it said."""
    row = _locked(message, allowed=message.channel.can.edit)
    if row.text != text:
        _change(row, text=text, edited_at=clock.now())
        record(MessageCorrected(conversation_id=row.conversation_id, message_id=row.pk), by=by)
    return row


@transaction.atomic
def withdraw(message: Message, by: Actor) -> Message:
    """Take back a message that the other side has perhaps read: that there was one stays, what it said does not."""
    row = _locked(message, allowed=message.channel.can.delete)
    row.attachments.all().delete()
    _change(row, text="", html="", rich=None, deleted_at=clock.now())
    record(MessageWithdrawn(conversation_id=row.conversation_id, message_id=row.pk), by=by)
    return row


def _locked(message: Message, allowed: bool) -> Message:
    # First the conversation, as everywhere.
    Conversation.objects.select_for_update(no_key=True).get(pk=message.conversation_id)
    row = Message.objects.select_for_update(of=("self",)).select_related("channel").get(pk=message.pk)
    if not allowed or row.deleted_at:
        raise CannotChange
    return row


def _change(row: Message, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    refile(MESSAGE, [row.pk])
    newest = (
        Message.objects.filter(conversation=row.conversation_id, machine="").order_by("-created_at", "-id").values_list("pk", flat=True)
    )
    if newest.first() == row.pk:
        Conversation.objects.filter(pk=row.conversation_id).update(preview=preview(row))
