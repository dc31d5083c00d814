from django.conf import settings
from django.db import IntegrityError, transaction

from onmaru.customers.handles import normalised
from onmaru.events.log import record
from onmaru.inbox import side
from onmaru.inbox.actions._attach import Kept, keep
from onmaru.inbox.actions._findable import findable
from onmaru.inbox.actions._outside import mark_answered
from onmaru.inbox.actions.receive import REPORTS
from onmaru.inbox.actions.side_dispatch import mark_bounced
from onmaru.inbox.actions.snooze import wake
from onmaru.inbox.events import SideMessageReceived, SideThreadReopened
from onmaru.inbox.inbound import Inbound
from onmaru.inbox.models import Attachment, Channel, Message, SideMessage, SideThread
from onmaru.inbox.portal.links import without_keys
from onmaru.inbox.thread import final
from onmaru.inbox.writing import recipients
from onmaru.kit import clock
from onmaru.people.models import Agent


def receive_side(channel: Channel, inbound: Inbound, delivery_id: int | None = None) -> SideMessage | None:
    """File an outsider's answer once, beside the conversation it is about; None when the message is no such answer."""
    if inbound.machine in REPORTS:
        return _report(channel, inbound)
    thread = side.thread_of(channel, inbound)
    if thread is None:
        return None
    if known := thread.messages.filter(dedupe_key=inbound.dedupe_key).first():
        return known
    kept = [keep(attachment, settings.MAX_ATTACHMENT_BYTES) for attachment in inbound.attachments]
    try:
        with transaction.atomic():
            return _file(thread, inbound, kept, delivery_id)
    except IntegrityError:
        # The same mail came in twice at once; the constraint let one of them through.
        if known := thread.messages.filter(dedupe_key=inbound.dedupe_key).first():
            return known
        raise


def _report(channel: Channel, inbound: Inbound) -> SideMessage | None:
    message = side.reported(channel, inbound)
    if message and inbound.failure and inbound.failure.permanent:
        mark_bounced(message, inbound.failure.recipient, inbound.failure.reason)
    return message


def _file(thread: SideThread, inbound: Inbound, kept: list[Kept], delivery_id: int | None) -> SideMessage:
    thread = SideThread.objects.select_for_update(of=("self",)).select_related("conversation__merged_into").get(pk=thread.pk)
    handle, now = normalised(inbound.sender.handle), clock.now()
    colleague = Agent.objects.at_work().filter(email__iexact=handle).first()
    message = SideMessage.objects.create(
        thread=thread,
        direction=Message.Direction.OUT if colleague else Message.Direction.IN,
        agent=colleague,
        machine=inbound.machine or "",
        subject=inbound.subject,
        text=without_keys(inbound.text),
        quoted=without_keys(inbound.quoted),
        signature=without_keys(inbound.signature),
        sender_name=inbound.sender.name[:200],
        sender_handle=handle,
        recipients=recipients(inbound.parties),
        external_id=inbound.external_id[:500],
        dedupe_key=inbound.dedupe_key,
        sent_at=inbound.sent_at,
        created_at=now,
        delivery_id=delivery_id,
    )
    Attachment.objects.bulk_create([file.as_attachment(side_message=message) for file in kept])
    findable(message, [file.file.name for file in kept])
    conversation = final(thread.conversation)
    if not message.machine and not colleague:
        reopens = thread.is_closed
        handles = thread.handles if handle in thread.handles else [*thread.handles, handle]
        SideThread.objects.filter(pk=thread.pk).update(
            handles=handles, last_message_at=now, answered_at=thread.answered_at or now, closed_at=None, closed_by=None, outcome=""
        )
        mark_answered(conversation.pk)
        if reopens:
            record(SideThreadReopened(conversation_id=conversation.pk, side_thread_id=thread.pk))
        # Whoever waits for this answer should see it now. A resolved conversation stays so: its customer wrote nothing.
        wake(conversation, because="outsider")
    record(
        SideMessageReceived(conversation_id=conversation.pk, side_thread_id=thread.pk, side_message_id=message.pk, machine=message.machine)
    )
    return message
