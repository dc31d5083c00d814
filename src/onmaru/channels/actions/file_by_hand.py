import hashlib
from dataclasses import replace

import structlog
from django.db import transaction

from onmaru.channels import adapter
from onmaru.channels.events import DeliveryFiled
from onmaru.channels.models import Delivery
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, InboundAttachment, Party
from onmaru.inbox.models import Conversation, Message
from onmaru.kit import clock
from onmaru.people.models import Agent

log = structlog.get_logger(__name__)

# Of a payload that cannot be understood so much is shown as text; the whole comes along as a file.
SHOWN = 20_000


class CannotFile(ValueError):
    """It is not in the tray any more, or nobody was named who wrote it."""


@transaction.atomic
def file_by_hand(delivery: Delivery, by: Agent, into: Conversation | None = None, sender: Party | None = None) -> Message:
    """File a delivery from the tray where an agent says, as well as it can be read. Without `into` it opens a conversation."""
    states = Delivery.State
    waiting = Delivery.objects.select_for_update(of=("self",), no_key=True).select_related("channel")
    row = waiting.filter(pk=delivery.pk, state__in=[states.TRAY, states.WAITING]).first()
    if row is None:
        raise CannotFile("not in the tray")
    inbound = _readable(row) or _as_it_is(row)
    handle = sender or (Party(into.customer.identities.order_by("id")[0].handle, into.customer.name, "from") if into else None)
    if sender or not inbound.sender.handle:
        if handle is None:
            raise CannotFile("nobody wrote it")
        inbound = replace(inbound, sender=handle)
    message = receive(row.channel, inbound, row.pk, into).message
    row.state, row.message, row.done_at = states.FILED, message, clock.now()
    row.save(update_fields=["state", "message", "done_at"])
    filed = DeliveryFiled(delivery_id=row.pk, conversation_id=message.conversation_id, message_id=message.pk)
    record(filed, by=actor.agent(by.pk))
    return message


def _readable(delivery: Delivery) -> Inbound | None:
    """The message, where the payload can be understood and only had no place. A machine's report is filed like anything else."""
    try:
        found = adapter.of(delivery.channel).parse(delivery.payload, delivery.channel)
    except Exception as fault:
        log.info("delivery.unreadable", delivery=delivery.pk, fault=type(fault).__name__)
        return None
    return replace(found[0], failure=None, machine="auto_reply" if found[0].machine else None) if found else None


def _as_it_is(delivery: Delivery) -> Inbound:
    raw = delivery.payload.raw
    key = hashlib.sha256(f"by hand {delivery.pk}".encode()).hexdigest()
    return Inbound(
        dedupe_key=key,
        external_id="",
        sender=Party("", "", "from"),
        text=raw[:SHOWN].decode("utf-8", "replace").replace("\0", ""),
        attachments=(InboundAttachment(f"original-{delivery.pk}", "application/octet-stream", len(raw), lambda: (raw,)),),
        warnings=("filed_by_hand",),
    )
