"""Writing to an outsider about a conversation: a new side thread, or one more message in one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from onmaru.customers.handles import normalised
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox import forwarding, side
from onmaru.inbox.actions._attach import keep
from onmaru.inbox.actions._findable import findable
from onmaru.inbox.actions._locked import locked_to_write
from onmaru.inbox.actions._outside import mark_answered
from onmaru.inbox.actions.reply import UNDO_WINDOW
from onmaru.inbox.actions.side_draft import forget_side_draft
from onmaru.inbox.events import SideMessageQueued, SideThreadReopened, SideThreadStarted
from onmaru.inbox.inbound import InboundAttachment, Party
from onmaru.inbox.models import Attachment, Channel, Conversation, Message, SideDispatch, SideMessage, SideThread
from onmaru.inbox.writing import external_id, one_line, recipients
from onmaru.kit import clock
from onmaru.people.models import Agent, Shop

MOST_OUTSIDERS = 10


class NothingToSay(ValueError):
    """Neither words nor messages nor files."""


class NotAnOutsider(ValueError):
    """An address that belongs to the customer or to a channel of ours; `handle` is it."""

    def __init__(self, handle: str) -> None:
        super().__init__(handle)
        self.handle = handle


class TooLarge(ValueError):
    """More files than a mail takes."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What goes along: messages and kept files of the conversation, and new files. `key` is the same for the same press of a button."""

    messages: Sequence[int] = ()
    files: Sequence[int] = ()
    uploads: Sequence[InboundAttachment] = field(default=())
    # Customers' addresses are nothing that an outsider needs, unless the agent says so.
    with_addresses: bool = False
    # Through which mailbox a new side thread is held; None for the one that suits the conversation.
    channel: Channel | None = None
    key: str = ""


@transaction.atomic
def start_side(
    conversation: Conversation, by: Agent, to: Sequence[str], subject: str, text: str, enclosed: Enclosed | None = None
) -> SideThread:
    """Ask an outsider about a conversation, or show them messages of it. The customer learns nothing of it."""
    enclosed = enclosed or Enclosed()
    # The lock makes the second of two equal posts wait and find the first.
    conversation = locked_to_write(conversation)
    mine = SideMessage.objects.filter(thread__conversation=conversation, agent=by, dedupe_key=enclosed.key)
    if enclosed.key and (known := mine.select_related("thread").first()):
        return known.thread
    channel = enclosed.channel or side.channel_for(conversation)
    handles = list(dict.fromkeys(normalised(handle) for handle in to if handle.strip()))[:MOST_OUTSIDERS]
    _check(conversation, channel, handles)
    now = clock.now()
    thread = SideThread.objects.create(
        conversation=conversation,
        channel=channel,
        subject=one_line(subject or conversation.subject, 250),
        handles=handles,
        started_by=by,
        started_at=now,
        last_message_at=now,
    )
    message = _queue(thread, by, text, enclosed)
    forget_side_draft(conversation, None, by)
    files = list(message.attachments.values_list("pk", flat=True))
    started = SideThreadStarted(
        conversation_id=conversation.pk, side_thread_id=thread.pk, message_ids=list(message.forwarded), file_ids=files
    )
    record(started, by=actor.agent(by.pk))
    return thread


@transaction.atomic
def write_side(thread: SideThread, by: Agent, text: str, enclosed: Enclosed | None = None) -> SideMessage:
    """Write once more to the outsiders of a side thread; one that was closed is open again, and what they wrote is read."""
    enclosed = enclosed or Enclosed()
    rows = SideThread.objects.select_for_update(no_key=True, of=("self",)).select_related("channel", "conversation")
    thread = rows.get(pk=thread.pk)
    if enclosed.key and (known := thread.messages.filter(agent=by, dedupe_key=enclosed.key).first()):
        return known
    message = _queue(thread, by, text, enclosed)
    forget_side_draft(thread.conversation, thread, by)
    reopens = thread.is_closed
    SideThread.objects.filter(pk=thread.pk).update(
        answered_at=None, closed_at=None, closed_by=None, outcome="", last_message_at=message.created_at
    )
    mark_answered(thread.conversation_id)
    if reopens:
        record(SideThreadReopened(conversation_id=thread.conversation_id, side_thread_id=thread.pk), by=actor.agent(by.pk))
    return message


def _check(conversation: Conversation, channel: Channel, handles: list[str]) -> None:
    if not handles:
        raise NothingToSay
    ours = {normalised(handle) for handle in Channel.objects.values_list("handle", flat=True)}
    for handle in handles:
        local, _, domain = handle.partition("@")
        if f"{local.partition('+')[0]}@{domain}" in ours or side.is_customers(conversation, handle, channel):
            raise NotAnOutsider(handle)


def _queue(thread: SideThread, by: Agent, text: str, enclosed: Enclosed) -> SideMessage:
    chosen = list(thread.conversation.messages.filter(pk__in=enclosed.messages, machine="").select_related("agent"))
    of_thread = Attachment.objects.filter(side_message__thread=thread)
    of_case = Attachment.objects.filter(message__conversation=thread.conversation_id)
    files = list((of_thread | of_case).filter(pk__in=enclosed.files).exclude(blob="").distinct())
    if not (text.strip() or chosen or files or enclosed.uploads):
        raise NothingToSay
    limit = thread.channel.can.max_total
    if sum(file.size for file in (*files, *enclosed.uploads)) > limit:
        raise TooLarge
    now = clock.now()
    message = SideMessage.objects.create(
        thread=thread,
        direction=Message.Direction.OUT,
        agent=by,
        subject=thread.subject,
        text=text,
        quoted=forwarding.as_text(_as_forwarded(chosen, enclosed.with_addresses), thread.channel.language),
        forwarded=[one.pk for one in chosen],
        sender_name=by.name,
        recipients=recipients(Party(handle, "", "to") for handle in thread.handles),
        # Given before the first try, so that every try carries the same.
        external_id=external_id(f"s{thread.pk}", thread.channel.handle),
        dedupe_key=enclosed.key,
        created_at=now,
    )
    # The same content again, under an owner of its own: what happens to the conversation's file does not touch what was sent.
    copies = [
        Attachment(side_message=message, name=file.name, content_type=file.content_type, size=file.size, sha256=file.sha256, blob=file.blob)
        for file in files
    ]
    kept = [keep(file, min(limit, settings.MAX_ATTACHMENT_BYTES)) for file in enclosed.uploads]
    if any(one.skipped for one in kept):
        raise TooLarge
    Attachment.objects.bulk_create([*copies, *(one.as_attachment(side_message=message) for one in kept)])
    findable(message, [file.name for file in (*copies, *enclosed.uploads)])
    undo = 0 * UNDO_WINDOW if thread.channel.can.instant else UNDO_WINDOW
    SideDispatch.objects.create(message=message, due_at=now + undo)
    queued = SideMessageQueued(conversation_id=thread.conversation_id, side_thread_id=thread.pk, side_message_id=message.pk)
    record(queued, by=actor.agent(by.pk))
    return message


def _as_forwarded(messages: list[Message], with_addresses: bool) -> list[forwarding.Forwarded]:
    shop = Shop.objects.first()
    zone = ZoneInfo(shop.time_zone if shop else "Asia/Seoul")
    return [
        forwarding.Forwarded(
            name=message.sender_name or (shop.name if shop and not message.is_in else ""),
            handle=message.sender_handle if with_addresses and message.is_in else "",
            at=message.created_at.astimezone(zone),
            subject=message.subject,
            text=message.text,
        )
        for message in messages
    ]
